import { diagnoseFile } from "../diagnostics/diagnose.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import type { Host } from "../host/host.ts";
import type { SqlFile } from "../sql/ast.ts";
import { parseSql } from "../sql/parse.ts";
import { SourceFile } from "../text/source-file.ts";

export interface LoadedTables {
  readonly files: readonly SqlFile[];
  readonly diagnostics: readonly Diagnostic[];
}

/** Reads files of DDL in the order given. */
export function loadTables(paths: readonly string[], host: Host): LoadedTables {
  const files: SqlFile[] = [];
  const diagnostics: Diagnostic[] = [];
  for (const path of paths) {
    const text = readText(path, host);
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

function readText(path: string, host: Host): string | Diagnostic {
  const entry = host.read(path);
  switch (entry.kind) {
    case "file":
      return entry.text.trim() === "" ? diagnoseFile("GEN1004", path, { path }) : entry.text;
    case "directory":
      return diagnoseFile("GEN1002", path, { path });
    case "missing":
    case "link": // `read` follows links, so that a link here leads nowhere
      return diagnoseFile("GEN1001", path, { path });
    case "unreadable":
      return diagnoseFile("GEN1003", path, { path, reason: entry.reason });
  }
}
