import { diagnoseOption } from "../diagnostics/diagnose.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import type { SchemaFailure, SchemaReader } from "../host/schema-facts.ts";
import { globExpression } from "../text/glob.ts";
import { readSchemaTables } from "./read-tables.ts";
import type { CheckedDdl } from "./read-tables.ts";

/** The tables of a database as read and checked, and the database's name. */
export interface DatabaseTables extends CheckedDdl {
  readonly database: string;
}

/** Reads the tables of a database that have these names, or match these patterns. */
export async function databaseTables(patterns: readonly string[], readSchema: SchemaReader): Promise<DatabaseTables> {
  const expressions = new Map(patterns.map((pattern) => [pattern, globExpression(pattern)]));
  const malformed = patterns.filter((pattern) => expressions.get(pattern) === undefined);
  if (malformed.length > 0) return failed(malformed.map((pattern) => diagnoseOption("GEN1056", { pattern })));
  const matches = (pattern: string, table: string): boolean => expressions.get(pattern)?.test(table) === true;
  const schema = await readSchema((table) => patterns.some((pattern) => matches(pattern, table)));
  if ("problem" in schema) return failed([failureDiagnostic(schema)]);
  const idle = patterns.filter((pattern) => !schema.tables.some(({ name }) => matches(pattern, name)));
  const views = schema.tables.filter((table) => table.isView);
  if (views.length === schema.tables.length) {
    return failed([...views.map(viewNote), diagnoseOption("GEN1057", { patterns: patterns.join(", ") })]);
  }
  const { tables, diagnostics } = await readSchemaTables(schema);
  const notes = [...idle.map((pattern) => diagnoseOption("GEN1058", { pattern })), ...views.map(viewNote)];
  return { database: schema.database, tables, diagnostics: [...notes, ...diagnostics] };
}

function failed(diagnostics: readonly Diagnostic[]): DatabaseTables {
  return { database: "", tables: undefined, diagnostics };
}

function viewNote({ name }: { readonly name: string }): Diagnostic {
  return diagnoseOption("GEN1059", { view: name });
}

function failureDiagnostic({ problem, reason }: SchemaFailure): Diagnostic {
  switch (problem) {
    case "dataSource":
      return diagnoseOption("GEN1051", { reason });
    case "unreachable":
      return diagnoseOption("GEN1052", { reason });
    case "denied":
      return diagnoseOption("GEN1053", { reason });
    case "unknownDatabase":
      return diagnoseOption("GEN1054", { database: reason });
    case "refused":
      return diagnoseOption("GEN1055", { reason });
  }
}
