import type { Action } from "../write/action.ts";

/** What changes in files, as patches. The library for it is loaded only if there is something to show. */
export async function diffOf(changes: readonly Action[]): Promise<string> {
  if (changes.length === 0) return "";
  const { unifiedDiff } = await import("./unified-diff.ts");
  return changes.map(({ path, before = "", after = "" }) => unifiedDiff(path, before, after)).join("");
}
