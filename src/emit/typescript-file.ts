import type { ImportSet } from "./import-set.ts";
import { generatedHeader, scaffoldedHeader } from "./virtual-file.ts";
import type { Ownership, VirtualFile } from "./virtual-file.ts";

/** What a TypeScript file is put together from. */
export interface TypeScriptParts {
  readonly path: string;
  readonly imports: ImportSet;
  readonly body: string;
}

/** A file that is rewritten on each run; `source` names the contract or DDL file that it follows from. */
export function generatedFile(source: string, { path, imports, body }: TypeScriptParts): VirtualFile {
  return { path, ownership: "generated", text: joined(generatedHead(source), imports.text(), body) };
}

/** A file that is the user's once it is written. */
export function scaffoldedFile(
  { path, imports, body }: TypeScriptParts,
  ownership: Ownership = "scaffolded",
): VirtualFile {
  return { path, ownership, text: joined(scaffoldedHeader, imports.text(), body) };
}

/** The two lines that open a generated file. */
export function generatedHead(source: string): string {
  return `${generatedHeader}\n// source: ${source.replaceAll(/[\p{Cc}\u2028\u2029]/gu, " ")}`;
}

function joined(...parts: readonly string[]): string {
  return `${parts
    .map((part) => part.trimEnd())
    .filter((part) => part !== "")
    .join("\n\n")}\n`;
}
