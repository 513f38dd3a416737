import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { plural } from "./plural.ts";

/** Far more than anybody reads before the first few are put right, and less than makes a terminal or a log wait. */
const LIMIT = 300;

/** The problems that people are shown, and a line about the others. */
export interface ShownProblems {
  readonly shown: readonly Diagnostic[];
  /** Undefined if all are shown. */
  readonly rest: string | undefined;
}

/** As many problems as people can use, in order. Of too many the errors are kept first: they are what stops the run. */
export function shownProblems(all: readonly Diagnostic[]): ShownProblems {
  if (all.length <= LIMIT) return { shown: all, rest: undefined };
  const errors = all.filter(({ severity }) => severity === "error").slice(0, LIMIT);
  const warnings = all.filter(({ severity }) => severity === "warning").slice(0, LIMIT - errors.length);
  const kept = new Set([...errors, ...warnings]);
  const rest = `${plural(all.length - LIMIT, "more problem")} not shown; --format json tells all`;
  return { shown: all.filter((diagnostic) => kept.has(diagnostic)), rest };
}
