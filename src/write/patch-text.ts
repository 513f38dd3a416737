import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import type { VirtualFile } from "../emit/virtual-file.ts";
import { SourceFile } from "../text/source-file.ts";
import { importsWhatIsGone, mayNeedPatch } from "./may-need-patch.ts";
import type { PlannedExports } from "./planned-exports.ts";
import { inShape, shapeOf, withoutByteOrderMark } from "./text-shape.ts";

/** The text of a scaffolded file after the run. */
export interface PatchedText {
  readonly text: string;
  /** What was changed, in words. */
  readonly edits: readonly string[];
  readonly diagnostics: readonly Diagnostic[];
}

/** Keeps a file of the user's current with the contract. Every byte that the contract says nothing of stays. */
export async function patchText(file: VirtualFile, existing: string, exports: PlannedExports): Promise<PatchedText> {
  const { path, text: wanted, called } = file;
  const isCurrent = !mayNeedPatch(existing, wanted, called) && !importsWhatIsGone(path, existing, exports);
  if (!path.endsWith(".ts") || isCurrent) return { text: existing, edits: [], diagnostics: [] };

  const shape = shapeOf(existing);
  const source = new SourceFile(path, withoutByteOrderMark(existing));
  const { patchTypeScript } = await import("./merge/patch-typescript.ts");
  const { text, edits, diagnostics } = patchTypeScript({ source, wanted, lineEnd: shape.lineEnd, called, exports });
  return { text: inShape("", shape) + text, edits, diagnostics };
}
