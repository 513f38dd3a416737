import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import type { Host } from "../host/host.ts";
import type { SqlFile } from "../sql/ast.ts";
import { parseSql } from "../sql/parse.ts";
import { SourceFile } from "../text/source-file.ts";
import { readFilledText } from "./read-text.ts";

export interface LoadedTables {
  readonly files: readonly SqlFile[];
  readonly diagnostics: readonly Diagnostic[];
}

/** Reads files of DDL in the order given. */
export function loadTables(paths: readonly string[], host: Host): LoadedTables {
  const files: SqlFile[] = [];
  const diagnostics: Diagnostic[] = [];
  for (const path of paths) {
    const text = readFilledText(path, host);
    if (typeof text === "string") {
      const parsed = parseSql(new SourceFile(path, text));
      files.push(parsed.file);
      diagnostics.push(...parsed.diagnostics);
    } else {
      diagnostics.push(text);
    }
  }
  return { files, diagnostics };
}
