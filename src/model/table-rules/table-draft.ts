import type { ColumnDefinition, CreateTable, KeyDefinition, Name, PlacedColumn } from "../../sql/ast.ts";
import type { Reference, TableOptions } from "../../sql/ast.ts";

/** A table while the statements that declare and change it take effect, as they would in the database. */
export interface TableDraft {
  name: Name;
  readonly statement: CreateTable;
  options: TableOptions;
  columns: ColumnDefinition[];
  /** Those that columns declare by PRIMARY KEY and UNIQUE too. Each that has an index has its name. */
  keys: KeyDefinition[];
  /** Those of foreign keys. Each has its name. */
  references: Reference[];
}

/** MySQL compares the names of columns without regard to letter case. */
export function sameName(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}

export function findColumn(draft: TableDraft, name: string): ColumnDefinition | undefined {
  return draft.columns.find((column) => sameName(column.name.text, name));
}

/** Puts a column where FIRST or AFTER says, else where the column was that it replaces, else at the end. */
export function placeColumn(draft: TableDraft, { definition, place }: PlacedColumn, replaced?: string): void {
  const old = draft.columns.findIndex((column) => replaced !== undefined && sameName(column.name.text, replaced));
  const rest = draft.columns.filter((_, index) => index !== old);
  draft.columns = rest.toSpliced(newIndex(rest, place, old), 0, definition);
}

function newIndex(rest: readonly ColumnDefinition[], place: PlacedColumn["place"], old: number): number {
  if (place === "first") return 0;
  if (place === undefined) return old === -1 ? rest.length : old;
  return rest.findIndex((column) => sameName(column.name.text, place.after.text)) + 1 || rest.length;
}
