import { diagnose } from "../../diagnostics/diagnose.ts";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import type { AlterTable, CreateIndex, CreateTable, Name, SqlFile, TableChange } from "../../sql/ast.ts";
import { nearestName } from "../../text/nearest-name.ts";
import { findColumn, placeColumn, sameName } from "./table-draft.ts";
import type { TableDraft } from "./table-draft.ts";

export interface ReadTables {
  /** In order of declaration. */
  readonly drafts: readonly TableDraft[];
  readonly diagnostics: readonly Diagnostic[];
}

interface Reading {
  readonly drafts: Map<string, TableDraft>;
  /** Names of tables that are declared, but of which nothing is known. */
  readonly unknown: Set<string>;
  /** Whether every statement was read: else a table may be missing here, and that it is changed is no news. */
  readonly isComplete: boolean;
  readonly diagnostics: Diagnostic[];
}

/** Lets the statements of all files take effect one after the other. */
export function readTables(files: readonly SqlFile[]): ReadTables {
  const statements = files.flatMap((file) => file.statements);
  const isComplete = statements.every((statement) => statement.kind !== "broken");
  const reading: Reading = { drafts: new Map(), unknown: new Set(), isComplete, diagnostics: [] };
  for (const statement of statements) {
    if (statement.kind === "createTable") declare(statement, reading);
    if (statement.kind === "alterTable" || statement.kind === "createIndex") change(statement, reading);
  }
  return { drafts: [...reading.drafts.values()], diagnostics: reading.diagnostics };
}

function declare(statement: CreateTable, reading: Reading): void {
  const { name, content } = statement;
  const earlier = reading.drafts.get(name.text);
  if (earlier !== undefined) {
    // IF NOT EXISTS says that a second declaration is meant to be passed over.
    if (statement.ifNotExists) return;
    const related = [{ message: "first declared here", span: earlier.name.span }];
    reading.diagnostics.push(diagnose("SQL2004", name.span, { table: name.text }, { related }));
    return;
  }
  const model = content.kind === "like" ? reading.drafts.get(content.table.text) : undefined;
  if (content.kind === "elements") {
    const columns = content.elements.filter((element) => element.kind === "column");
    const keys = content.elements.filter((element) => element.kind === "key");
    const draft = { name, statement, options: statement.options, columns, keys, inlinePrimaryKey: true };
    reading.drafts.set(name.text, draft);
  } else if (model !== undefined) {
    reading.drafts.set(name.text, { ...model, name, statement });
  } else {
    reading.unknown.add(name.text);
    // What follows from a table of which nothing is known is no news.
    if (content.kind === "like" && reading.unknown.has(content.table.text)) return;
    const span = content.kind === "select" ? content.span : content.table.span;
    reading.diagnostics.push(diagnose("SQL2008", span, { table: name.text }));
  }
}

function change(statement: AlterTable | CreateIndex, reading: Reading): void {
  const { text: table, span } = statement.table;
  const draft = reading.drafts.get(table);
  if (draft === undefined) {
    if (!reading.isComplete || reading.unknown.has(table)) return;
    const near = nearestName(table, reading.drafts.keys());
    const details = near === undefined ? {} : { help: `did you mean ${near}?` };
    reading.diagnostics.push(diagnose("SQL2009", span, { table }, details));
  } else if (statement.kind === "createIndex") {
    draft.keys = [...draft.keys, statement.key];
  } else {
    for (const tableChange of statement.changes) apply(tableChange, draft, reading);
  }
}

function apply(tableChange: TableChange, draft: TableDraft, reading: Reading): void {
  switch (tableChange.kind) {
    case "addKey":
      draft.keys = [...draft.keys, tableChange.key];
      return;
    case "addColumns":
      for (const column of tableChange.columns) placeColumn(draft, column);
      return;
    case "changeColumn":
      if (knowsColumn(tableChange.from, draft, reading)) changeColumn(tableChange, draft);
      return;
    case "dropColumn":
      if (knowsColumn(tableChange.column, draft, reading)) dropColumn(tableChange.column.text, draft);
      return;
    case "dropPrimaryKey":
      draft.keys = draft.keys.filter((key) => key.type !== "primary");
      draft.inlinePrimaryKey = false;
      return;
    case "dropKey":
      draft.keys = draft.keys.filter((key) => key.name === undefined || !sameName(key.name, tableChange.key));
      return;
    case "unsupported":
      reading.diagnostics.push(diagnose("SQL2010", tableChange.span, { table: draft.name.text }));
      return;
    case "other":
  }
}

/** A changed column keeps its keys: they follow the new name, and its own PRIMARY KEY or UNIQUE stays in force. */
function changeColumn({ from, column }: Extract<TableChange, { kind: "changeColumn" }>, draft: TableDraft): void {
  const old = findColumn(draft, from.text);
  const kept = (old?.attributes ?? []).filter(({ kind }) => kind === "primaryKey" || kind === "unique");
  const { definition } = column;
  const attributes = [...definition.attributes, ...kept];
  placeColumn(draft, { ...column, definition: { ...definition, attributes } }, from.text);
  const newName = (name: Name): Name => (sameName(name.text, from.text) ? definition.name : name);
  draft.keys = draft.keys.map((key) => ({
    ...key,
    parts: key.parts.map((part) => (part.column === undefined ? part : { ...part, column: newName(part.column) })),
  }));
}

/** The column leaves every key that it is in, as in MySQL. */
function dropColumn(name: string, draft: TableDraft): void {
  draft.columns = draft.columns.filter((column) => !sameName(column.name.text, name));
  draft.keys = draft.keys
    .map((key) => ({ ...key, parts: key.parts.filter(({ column }) => !sameName(column?.text ?? "", name)) }))
    .filter((key) => key.parts.length > 0);
}

function knowsColumn(name: Name, draft: TableDraft, reading: Reading): boolean {
  if (findColumn(draft, name.text) !== undefined) return true;
  reading.diagnostics.push(unknownColumn(draft, name));
  return false;
}

export function unknownColumn(draft: TableDraft, { text, span }: Name): Diagnostic {
  const near = nearestName(
    text,
    draft.columns.map((column) => column.name.text),
  );
  const details = near === undefined ? {} : { help: `did you mean ${near}?` };
  return diagnose("SQL2002", span, { table: draft.name.text, column: text }, details);
}
