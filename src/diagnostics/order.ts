import { compareCodePoints } from "../text/compare-code-points.ts";
import type { Diagnostic } from "./diagnostic.ts";

/** Sorts by file, place and code, so that the same problems are always told in the same order. */
export function inOrder(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  return diagnostics.toSorted(
    (a, b) =>
      compareCodePoints(a.path ?? "", b.path ?? "") ||
      (a.span?.start ?? -1) - (b.span?.start ?? -1) ||
      compareCodePoints(a.code, b.code) ||
      compareCodePoints(a.message, b.message),
  );
}
