import { diagnose } from "../../diagnostics/diagnose.ts";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import type { ColumnDefinition, KeyDefinition, KeyPart } from "../../sql/ast.ts";
import type { Column, TableSpec, UniqueKey } from "../table-spec.ts";
import { ofPrimaryKey, buildColumn } from "./build-column.ts";
import { unknownColumn } from "./unknown-column.ts";
import { findColumn } from "./table-draft.ts";
import type { TableDraft } from "./table-draft.ts";

export interface BuiltTable {
  readonly table: TableSpec;
  readonly diagnostics: readonly Diagnostic[];
}

/** What a table means once all statements about it have been read. */
export function buildTable(draft: TableDraft): BuiltTable {
  const diagnostics: Diagnostic[] = [];
  const primaryKey = primaryKeyOf(draft, diagnostics);
  const primaryNames = new Set(primaryKey.map((column) => keyName(column.name.text)));
  const columns = new Map<string, Column>();
  for (const definition of draft.columns) {
    const name = keyName(definition.name.text);
    if (columns.has(name)) continue;
    const column = buildColumn(definition, draft, diagnostics);
    columns.set(name, primaryNames.has(name) ? ofPrimaryKey(column) : column);
  }
  const table: TableSpec = {
    source: fileName(draft.statement.span.source.path),
    name: draft.name.text,
    comment: draft.options.comment,
    columns: [...columns.values()],
    primaryKey: columnsOf(
      primaryKey.map((definition) => definition.name.text),
      columns,
    ),
    uniqueKeys: uniqueKeysOf(draft, columns, [...primaryNames], diagnostics),
    cascades: draft.references
      .filter(({ followsDeletion }) => followsDeletion)
      .map(({ table: { text, span } }) => ({ table: text, span })),
    span: draft.statement.span,
  };
  return { table, diagnostics };
}

/** The columns of the primary key, wherever it is declared; none if it is missing or wrong. */
function primaryKeyOf(draft: TableDraft, diagnostics: Diagnostic[]): readonly ColumnDefinition[] {
  const declared = draft.keys
    .filter((key) => key.type === "primary")
    .map((key) => ({ columns: knownColumns(key, draft, diagnostics), span: key.span }));
  const [first] = declared;
  if (first === undefined) {
    diagnostics.push(diagnose("SQL2001", draft.name.span, { table: draft.name.text }));
    return [];
  }
  const second = declared.find(({ columns }) => namesOf(columns) !== namesOf(first.columns));
  if (second !== undefined) {
    const related = [{ message: "first declared here", span: first.span }];
    diagnostics.push(diagnose("SQL2007", second.span, { table: draft.name.text }, { related }));
  }
  return first.columns;
}

function namesOf(columns: readonly ColumnDefinition[]): string {
  return JSON.stringify(columns.map((column) => keyName(column.name.text)));
}

/** The columns of a key; those that the table does not have are told of. */
function knownColumns(key: KeyDefinition, draft: TableDraft, diagnostics: Diagnostic[]): readonly ColumnDefinition[] {
  const columns: ColumnDefinition[] = [];
  for (const { column: name } of key.parts) {
    const found = name === undefined ? undefined : findColumn(draft, name.text);
    if (found !== undefined) columns.push(found);
    else if (name !== undefined) diagnostics.push(unknownColumn(draft, name));
  }
  return columns;
}

/**
 * Unique keys in order of declaration. A second key on the same columns finds nothing that the first does
 * not; a key with an expression in it cannot be looked up by columns.
 */
function uniqueKeysOf(
  draft: TableDraft,
  columns: ReadonlyMap<string, Column>,
  primaryNames: readonly string[],
  diagnostics: Diagnostic[],
): readonly UniqueKey[] {
  const declared = draft.keys
    .filter((key) => key.type === "unique" && key.parts.every(isColumn))
    .map((key) => ({ name: key.name, columns: knownColumns(key, draft, diagnostics) }));
  for (const key of draft.keys) {
    if ((key.type !== "primary" && key.type !== "unique") || !key.parts.every(isColumn))
      knownColumns(key, draft, diagnostics);
  }
  const seen = new Set([JSON.stringify(primaryNames)]);
  const keys: UniqueKey[] = [];
  for (const key of declared) {
    const names = namesOf(key.columns);
    if (seen.has(names) || key.columns.length === 0) continue;
    seen.add(names);
    const keyColumns = columnsOf(
      key.columns.map((definition) => definition.name.text),
      columns,
    );
    keys.push({ name: key.name ?? "", columns: keyColumns });
  }
  return keys;
}

function isColumn(part: KeyPart): boolean {
  return part.column !== undefined;
}

function columnsOf(names: readonly string[], columns: ReadonlyMap<string, Column>): readonly Column[] {
  return names.flatMap((name) => columns.get(keyName(name)) ?? []);
}

function keyName(name: string): string {
  return name.toLowerCase();
}

function fileName(path: string): string {
  return path.replace(/^.*[\\/]/u, "");
}
