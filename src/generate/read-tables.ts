import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import type { Host } from "../host/host.ts";
import type { TableSpec } from "../model/table-spec.ts";

/** Tables as read and checked; undefined tables mean that there is an error. */
export interface CheckedDdl {
  readonly tables: readonly TableSpec[] | undefined;
  readonly diagnostics: readonly Diagnostic[];
}

/** Reads DDL files. The SQL language is loaded only if there is one. */
export async function readTables(paths: readonly string[], host: Host): Promise<CheckedDdl> {
  if (paths.length === 0) return { tables: [], diagnostics: [] };
  const { loadTables } = await import("../load/load-tables.ts");
  const { checkTables } = await import("../model/check-tables.ts");
  const { files, diagnostics } = loadTables(paths, host);
  const checked = checkTables(files);
  return { tables: checked.tables, diagnostics: [...diagnostics, ...checked.diagnostics] };
}
