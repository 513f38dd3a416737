import type { ColumnDefinition, KeyDefinition, Name } from "../../sql/ast.ts";
import { has, isSerial } from "./build-column.ts";
import { findColumn, sameName } from "./table-draft.ts";
import type { TableDraft } from "./table-draft.ts";

/** The keys that columns declare by themselves. */
export function inlineKeys(columns: readonly ColumnDefinition[]): readonly KeyDefinition[] {
  return columns.flatMap((column) => [
    ...(has(column, "primaryKey") ? [inlineKey("primary", column)] : []),
    ...(has(column, "unique") || isSerial(column) ? [inlineKey("unique", column)] : []),
  ]);
}

function inlineKey(type: "primary" | "unique", { name }: ColumnDefinition): KeyDefinition {
  return {
    kind: "key",
    type,
    name: undefined,
    parts: [{ column: name, span: name.span }],
    ifNotExists: false,
    span: name.span,
  };
}

/** Adds keys, and gives those without a name that of MySQL: the first column's, with a number if it is taken. */
export function addKeys(draft: TableDraft, keys: readonly KeyDefinition[]): void {
  for (const key of keys) {
    const name = key.type === "primary" ? PRIMARY : (key.name ?? freeName(key, draft));
    const isThere = findKey(draft, name ?? "") !== undefined;
    if (key.ifNotExists && isThere) continue;
    draft.keys = [...draft.keys, name === undefined ? key : { ...key, name }];
  }
}

/** The name of every primary key. */
const PRIMARY = "PRIMARY";

function freeName({ type, parts }: KeyDefinition, draft: TableDraft): string | undefined {
  if (type === "check") return undefined;
  const written = parts.find(({ column }) => column !== undefined)?.column?.text;
  // A key that begins with an expression is called so.
  const first =
    parts[0]?.column === undefined ? "functional_index" : (findColumn(draft, written ?? "")?.name.text ?? written);
  let name = first ?? "";
  for (let number = 2; findKey(draft, name) !== undefined || sameName(name, PRIMARY); number++)
    name = `${first}_${number}`;
  return name;
}

export function findKey(draft: TableDraft, name: string): KeyDefinition | undefined {
  return draft.keys.find((key) => key.type !== "check" && sameName(key.name ?? "", name));
}

/** Whether there was such a key. The columns of a primary key stay NOT NULL. */
export function dropKey(draft: TableDraft, name: string): boolean {
  const key = findKey(draft, name);
  if (key === undefined) return false;
  draft.keys = draft.keys.filter((other) => other !== key);
  if (key.type !== "primary") return true;
  const isPart = (column: ColumnDefinition): boolean =>
    key.parts.some((part) => sameName(part.column?.text ?? "", column.name.text));
  draft.columns = draft.columns.map((column) =>
    isPart(column) ? { ...column, attributes: [...column.attributes, { kind: "notNull" }] } : column,
  );
  return true;
}

/** The keys follow a column to its new name. */
export function renameKeyColumns(draft: TableDraft, renamed: (name: Name) => Name): void {
  draft.keys = draft.keys.map((key) => ({
    ...key,
    parts: key.parts.map((part) => (part.column === undefined ? part : { ...part, column: renamed(part.column) })),
  }));
}

/** A column that is dropped leaves every key that it is in, as in MySQL. */
export function dropKeyColumn(draft: TableDraft, name: string): void {
  draft.keys = draft.keys.flatMap((key) => {
    const parts = key.parts.filter(({ column }) => !sameName(column?.text ?? "", name));
    return parts.length === 0 && key.parts.length > 0 ? [] : [{ ...key, parts }];
  });
}
