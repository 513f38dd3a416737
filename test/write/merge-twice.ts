import { renderDiagnostic } from "../../src/diagnostics/render.ts";
import { mergeText } from "../../src/write/merge/merge-text.ts";

/** Merges, and merges the result again, which must add nothing. Gives the text and each problem with its place. */
export async function mergeTwice(path: string, existing: string, wanted: string) {
  const { text, diagnostics } = await mergeText(path, existing, wanted);
  const again = await mergeText(path, text, wanted);
  if (again.text !== text) throw new Error(`the second merge changed the text again:\n${again.text}`);
  const problems = diagnostics.map((problem) => renderDiagnostic(problem).split("\n").slice(0, 2).join(""));
  return { text, problems };
}
