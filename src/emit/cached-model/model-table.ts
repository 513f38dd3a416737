import type { Column, ColumnType, TableSpec, UniqueKey } from "../../model/table-spec.ts";
import { compareCodePoints } from "../../text/compare-code-points.ts";
import { lowerFirst } from "../../text/identifier.ts";
import { columnNames, goCamel, unused } from "./model-names.ts";
import type { ColumnNames } from "./model-names.ts";

/** A table's columns and keys with the names and the parts that they have in its model. */
export interface ModelTable {
  readonly table: TableSpec;
  readonly columns: readonly ModelColumn[];
  readonly primaryKey: ModelKey;
  /** In the order of the methods. */
  readonly uniqueKeys: readonly ModelKey[];
  readonly autoIncrement: ModelColumn | undefined;
}

export interface ModelColumn extends ColumnNames {
  readonly column: Column;
  readonly isInserted: boolean;
  readonly isUpdated: boolean;
}

export interface ModelKey {
  readonly columns: readonly ModelColumn[];
  /** `findOneByTenantIdAndEmail` without `findOneBy`: goctl's name, the columns' run together. */
  readonly suffix: string;
  /** The constant that holds the cache key's form: `usernameKey`. */
  readonly constant: string;
  /** Such as `cache:user:username:`. */
  readonly prefix: string;
}

export interface KeyOptions {
  /** First part of every cache key; goctl's `--prefix`. */
  readonly prefix: string;
  /** Second part, if it is known; goctl's `--database`. */
  readonly database: string;
}

export function modelTable(table: TableSpec, ignoredColumns: readonly string[], options: KeyOptions): ModelTable {
  const names = columnNames(table);
  const columns = table.columns.map((column) => ({
    column,
    property: names.get(column)?.property ?? "",
    field: names.get(column)?.field ?? "",
    isInserted: isInserted(column, table, ignoredColumns),
    isUpdated: !column.generated && !table.primaryKey.includes(column) && !ignoredColumns.includes(column.name),
  }));
  // A parameter of the same name would hide the constant in the method that needs it.
  const constants = new Set(columns.map((column) => column.property));
  const key = (ofKey: readonly Column[]): ModelKey => {
    const keyColumns = ofKey.flatMap((column) => columns.filter((known) => known.column === column));
    const suffix = keyColumns.map(({ column }) => goCamel(column.name).replaceAll(/[^A-Za-z0-9_]/gu, "_")).join("");
    const constant = unused(lowerFirst(`${keyColumns.map(({ field }) => field).join("")}Key`), constants);
    return { columns: keyColumns, suffix, constant, prefix: keyPrefix(table, ofKey, options) };
  };
  return {
    table,
    columns,
    primaryKey: key(table.primaryKey),
    uniqueKeys: distinctKeys(table).map((unique) => key(unique.columns)),
    autoIncrement: columns.find(({ column }) => column.autoIncrement && table.primaryKey.includes(column)),
  };
}

/** A column that the database fills by itself is left to it; one that it would not fill is written even if it is to be ignored. */
function isInserted(column: Column, table: TableSpec, ignoredColumns: readonly string[]): boolean {
  if (column.generated || (column.autoIncrement && table.primaryKey.includes(column))) return false;
  return !ignoredColumns.includes(column.name) || (!column.hasDefault && !column.nullable);
}

/** goctl's order: by the name of the key's variable. Keys over the same columns, or the primary key's, are one. */
function distinctKeys(table: TableSpec): readonly UniqueKey[] {
  const byName = new Map(table.uniqueKeys.map((key) => [variableName(key.columns), key]));
  byName.delete(variableName(table.primaryKey));
  return [...byName].toSorted(([a], [b]) => compareCodePoints(a, b)).map(([, key]) => key);
}

function variableName(columns: readonly Column[]): string {
  return `${columns.map((column) => goCamel(column.name)).join("")}Prefix`;
}

function keyPrefix(table: TableSpec, columns: readonly Column[], { prefix, database }: KeyOptions): string {
  const version = table.columns.every(({ type }) => isExactInGo(type)) ? "" : OWN_VERSION;
  const names = [prefix, database].filter((name) => name !== "");
  const parts = [...names.map(keyPart), keyPart(table.name) + version, ...columns.map(({ name }) => keyPart(name))];
  return `${parts.join(":")}:`;
}

function keyPart(name: string): string {
  return lowerFirst(goCamel(name));
}

/** Marks the keys of rows that go-zero would read as something else; no name of a table gives it. */
const OWN_VERSION = "@2";
/** Decimal digits that a float64 always gives back. */
const FLOAT_DIGITS = 15;

/** Whether go-zero caches every value of the type as it is: bytes go through a Go string, bits are not read at all, decimals are floats. */
function isExactInGo(type: ColumnType): boolean {
  if (type.kind === "decimal") return type.precision <= FLOAT_DIGITS;
  return type.kind !== "binary" && type.kind !== "bit" && type.kind !== "other";
}
