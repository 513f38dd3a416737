import { diagnose } from "../../diagnostics/diagnose.ts";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import type { ChangedOptions, ColumnAttribute, ColumnDefinition, Name, TableChange } from "../../sql/ast.ts";
import { addKeys, dropKey, dropKeyColumn, findKey, inlineKeys, renameKeyColumns } from "./draft-keys.ts";
import { addReferences, dropReference, referencesOf } from "./draft-references.ts";
import { findColumn, placeColumn, sameName } from "./table-draft.ts";
import type { TableDraft } from "./table-draft.ts";
import { unknownColumn } from "./unknown-column.ts";
import { unknownKey } from "./unknown-key.ts";

type Change<Kind extends TableChange["kind"]> = Extract<TableChange, { kind: Kind }>;

/**
 * Lets the changes of one ALTER TABLE take effect. All of them start from the table as it was, so that two columns can swap their
 * names: first what goes, then what changes, then what is new.
 */
export function alterTable(draft: TableDraft, changes: readonly TableChange[]): readonly Diagnostic[] {
  const diagnostics: Diagnostic[] = [];
  const applied = changes.filter((change) => knows(change, draft, diagnostics));
  for (const change of applied) drop(change, draft);
  for (const change of applied) changeInPlace(change, draft);
  changeColumns(applied.filter(isColumnChange), draft);
  for (const change of applied) add(change, draft);
  return diagnostics;
}

/** Whether what the change is about is there; if not, nothing more is to be done. */
function knows(change: TableChange, draft: TableDraft, diagnostics: Diagnostic[]): boolean {
  if (change.kind === "changeColumn" || change.kind === "renameColumn") {
    return knowsColumn(change.from, change.ifExists, draft, diagnostics);
  }
  if (change.kind === "setDefault" || change.kind === "dropColumn") {
    return knowsColumn(change.column, change.ifExists, draft, diagnostics);
  }
  if (change.kind === "unsupported") diagnostics.push(diagnose("SQL2010", change.span, { table: draft.name.text }));
  if (change.kind !== "dropKey" && change.kind !== "renameKey") return true;
  const name = change.kind === "dropKey" ? change.key : change.from;
  const isKnown = findKey(draft, name.text) !== undefined;
  if (!isKnown && !change.ifExists) diagnostics.push(unknownKey(draft, name));
  return isKnown;
}

function knowsColumn(name: Name, ifExists: boolean, draft: TableDraft, diagnostics: Diagnostic[]): boolean {
  const isKnown = findColumn(draft, name.text) !== undefined;
  if (!isKnown && !ifExists) diagnostics.push(unknownColumn(draft, name));
  return isKnown;
}

function drop(change: TableChange, draft: TableDraft): void {
  if (change.kind === "dropPrimaryKey") dropKey(draft, "PRIMARY");
  if (change.kind === "dropKey") dropKey(draft, change.key.text);
  if (change.kind === "dropConstraint") dropConstraint(change.name.text, draft);
  if (change.kind === "dropForeignKey") dropReference(draft, change.name.text);
  if (change.kind !== "dropColumn") return;
  const { text } = change.column;
  draft.columns = draft.columns.filter((column) => !sameName(column.name.text, text));
  dropKeyColumn(draft, text);
}

/** A constraint may be a foreign key, whose index stays. */
function dropConstraint(name: string, draft: TableDraft): void {
  const type = findKey(draft, name)?.type;
  if (type === "primary" || type === "unique") dropKey(draft, name);
  else dropReference(draft, name);
}

function changeInPlace(change: TableChange, draft: TableDraft): void {
  if (change.kind === "setDefault") setDefault(change, draft);
  if (change.kind === "options" || change.kind === "convert") changeOptions(change, draft);
  if (change.kind === "renameKey") {
    const renamed = findKey(draft, change.from.text);
    draft.keys = draft.keys.map((key) => (key === renamed ? { ...key, name: change.to.text } : key));
  }
}

function setDefault({ column: { text }, value }: Change<"setDefault">, draft: TableDraft): void {
  const added: readonly ColumnAttribute[] = value === undefined ? [] : [{ kind: "default", value }];
  draft.columns = draft.columns.map((column) =>
    sameName(column.name.text, text)
      ? { ...column, attributes: [...column.attributes.filter(({ kind }) => kind !== "default"), ...added] }
      : column,
  );
}

/** Columns that have no character set and collation of their own keep those of the table as it was, unless they are converted. */
function changeOptions({ kind, options }: Change<"options" | "convert">, draft: TableDraft): void {
  const { comment = draft.options.comment, characterSet, collation } = options;
  const old = draft.options;
  if (characterSet === undefined && collation === undefined) {
    draft.options = { ...old, comment };
    return;
  }
  draft.columns = draft.columns.map((column) => ({
    ...column,
    attributes: kind === "convert" ? withoutCollation(column) : withCollation(column, old),
  }));
  draft.options = { comment, characterSet: characterSet ?? old.characterSet, collation };
}

function withoutCollation({ attributes }: ColumnDefinition): readonly ColumnAttribute[] {
  return attributes.filter(({ kind }) => !collationKinds.has(kind));
}

function withCollation(column: ColumnDefinition, options: ChangedOptions): readonly ColumnAttribute[] {
  if (column.attributes.some(({ kind }) => collationKinds.has(kind))) return column.attributes;
  const { characterSet, collation = "" } = options;
  return [
    ...column.attributes,
    ...(characterSet === undefined ? [] : [{ kind: "characterSet", name: characterSet } as const]),
    { kind: "collation", name: collation },
  ];
}

const collationKinds: ReadonlySet<ColumnAttribute["kind"]> = new Set(["characterSet", "collation", "binaryCollation"]);

type ColumnChange = Change<"changeColumn" | "renameColumn">;

function isColumnChange(change: TableChange): change is ColumnChange {
  return change.kind === "changeColumn" || change.kind === "renameColumn";
}

/** A changed column keeps its keys, which follow its new name. */
function changeColumns(changes: readonly ColumnChange[], draft: TableDraft): void {
  const changeOf = (name: Name): ColumnChange | undefined =>
    changes.findLast(({ from }) => sameName(from.text, name.text));
  const renamed = (name: Name): Name => {
    const change = changeOf(name);
    if (change === undefined) return name;
    return change.kind === "renameColumn" ? change.to : change.column.definition.name;
  };
  draft.columns = draft.columns.map((column) => {
    const change = changeOf(column.name);
    return change?.kind === "changeColumn" ? change.column.definition : { ...column, name: renamed(column.name) };
  });
  renameKeyColumns(draft, renamed);
}

/** What is new, and where FIRST and AFTER put columns. */
function add(change: TableChange, draft: TableDraft): void {
  if (change.kind === "addKey") {
    addKeys(draft, [change.key]);
    addReferences(draft, referencesOf([], [change.key]));
  }
  if (change.kind === "changeColumn") {
    const { definition } = change.column;
    placeColumn(draft, change.column, definition.name.text);
    addKeys(draft, inlineKeys([definition]));
  }
  if (change.kind !== "addColumns") return;
  for (const column of change.columns) {
    if (change.ifNotExists && findColumn(draft, column.definition.name.text) !== undefined) continue;
    placeColumn(draft, column);
    addKeys(draft, inlineKeys([column.definition]));
    addReferences(draft, referencesOf([column.definition], []));
  }
}
