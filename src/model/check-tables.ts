import { diagnoseFile } from "../diagnostics/diagnose.ts";
import { hasErrors } from "../diagnostics/diagnostic.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import type { SqlFile } from "../sql/ast.ts";
import { buildTable } from "./table-rules/build-table.ts";
import { readTables } from "./table-rules/read-tables.ts";
import { uniqueColumns, uniqueModels } from "./table-rules/unique-names.ts";
import type { TableSpec } from "./table-spec.ts";

export interface CheckedTables {
  /** Undefined if there is an error, in the syntax or in what it means. */
  readonly tables: readonly TableSpec[] | undefined;
  readonly diagnostics: readonly Diagnostic[];
}

/** What the DDL in these files means, taken together. */
export function checkTables(files: readonly SqlFile[]): CheckedTables {
  const { drafts, diagnostics: reading } = readTables(files);
  const built = drafts.map(buildTable);
  const diagnostics = [
    ...emptiness(files),
    ...reading,
    ...drafts.flatMap(uniqueColumns),
    ...uniqueModels(drafts),
    ...built.flatMap((table) => table.diagnostics),
  ];
  const isBroken = files.some((file) => file.statements.some((statement) => statement.kind === "broken"));
  const tables = isBroken || hasErrors(diagnostics) ? undefined : built.map(({ table }) => table);
  return { tables, diagnostics };
}

/** Files without a table are fine beside others; nothing but such files is most likely a mistake. */
function emptiness(files: readonly SqlFile[]): readonly Diagnostic[] {
  const says = files.some((file) => file.statements.some(({ kind }) => kind === "createTable" || kind === "broken"));
  if (says) return [];
  return files.map(({ source: { path } }) => diagnoseFile("SQL2012", path, { path }));
}
