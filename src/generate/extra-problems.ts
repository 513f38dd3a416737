import { diagnose } from "../diagnostics/diagnose.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { unorderedColumn } from "../emit/cached-model/allowed-extras.ts";
import type { ModelExtra } from "../emit/cached-model/model-extras.ts";
import { softDeleteOf } from "../emit/cached-model/soft-delete.ts";
import type { TableSpec } from "../model/table-spec.ts";

/** What models are asked to have that their tables do not allow. */
export function extraProblems(tables: readonly TableSpec[], extras: readonly ModelExtra[]): readonly Diagnostic[] {
  return [
    ...(extras.includes("page") ? tables.flatMap(pageProblems) : []),
    ...(extras.includes("softdelete") ? tables.flatMap(deletionProblems) : []),
  ];
}

function pageProblems(table: TableSpec): readonly Diagnostic[] {
  const column = unorderedColumn(table);
  if (column === undefined) return [];
  return [diagnose("GEN1098", column.span, { table: table.name, column: column.name })];
}

function deletionProblems(table: TableSpec): readonly Diagnostic[] {
  return softDeleteOf(table) === undefined ? [diagnose("GEN1097", table.span, { table: table.name })] : [];
}
