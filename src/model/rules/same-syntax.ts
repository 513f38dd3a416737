import type { ApiFile } from "../../api/ast.ts";
import { diagnose, diagnoseFile } from "../../diagnostics/diagnose.ts";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import type { Contract } from "../contract.ts";

/** Imported files have the syntax version of the main file. */
export function sameSyntax({ main, files }: Contract): readonly Diagnostic[] {
  const expected = syntaxOf(main)?.text ?? "v1";
  return files.flatMap((file) => {
    const value = syntaxOf(file);
    const found = value?.text ?? "v1";
    if (found === expected) return [];
    const values = { value: `"${found}"`, expected: `"${expected}"` };
    return value === undefined
      ? [diagnoseFile("API4008", file.source.path, values)]
      : [diagnose("API4008", value.span, values)];
  });
}

function syntaxOf(file: ApiFile) {
  return file.statements.find((statement) => statement.kind === "syntax")?.value;
}
