import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { isChange } from "./action.ts";
import type { Action } from "./action.ts";

/**
 * What only the user can bring in step with the contract again. Not among them is what may be meant and stay as it is: files that
 * were taken over or are somebody else's (GEN2010, GEN2011, GEN2043), and rules that are to be written yet (GEN2042), as logic is.
 */
const userWork: ReadonlySet<string> = new Set([
  "GEN2021",
  "GEN2040",
  "GEN2041",
  "GEN2050",
  "GEN2051",
  "GEN2052",
  "GEN2053",
  "GEN2054",
  "GEN2055",
]);

/** Whether a project is behind its contract: a run would write something, or leaves something to be done by hand. */
export function isOutOfDate(actions: readonly Action[], diagnostics: readonly Diagnostic[]): boolean {
  return actions.some(isChange) || diagnostics.some(({ code }) => userWork.has(code));
}
