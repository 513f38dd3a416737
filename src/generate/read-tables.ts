import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import type { Host } from "../host/host.ts";
import type { SchemaFacts } from "../host/schema-facts.ts";
import type { LoadedTables } from "../load/load-tables.ts";
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
  return await checked(loadTables(paths, host));
}

/** Reads what a database says of its tables. */
export async function readSchemaTables(schema: SchemaFacts): Promise<CheckedDdl> {
  const { loadSchema } = await import("../load/load-schema.ts");
  return await checked(loadSchema(schema));
}

async function checked({ files, diagnostics }: LoadedTables): Promise<CheckedDdl> {
  const { checkTables } = await import("../model/check-tables.ts");
  const { tables, diagnostics: found } = checkTables(files);
  return { tables, diagnostics: [...diagnostics, ...found] };
}
