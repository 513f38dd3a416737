import type { Column, ColumnType, TableSpec, UniqueKey } from "../../model/table-spec.ts";
import { compareCodePoints } from "../../text/compare-code-points.ts";
import { lowerFirst, safeIdentifier } from "../../text/identifier.ts";
import type { Int64Type } from "../fastify/int64-type.ts";
import { columnTypeText } from "./column-type-text.ts";
import type { ColumnTypeText } from "./column-type-text.ts";
import { allowedExtras } from "./allowed-extras.ts";
import type { ModelExtra } from "./model-extras.ts";
import { softDeleteOf } from "./soft-delete.ts";
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
  /** What was asked for beyond the methods by key, as far as the table allows it. */
  readonly extras: readonly ModelExtra[];
  /** The columns that a deletion sets, if it is to leave the row there. */
  readonly softDelete: { readonly flag: ModelColumn | undefined; readonly time: ModelColumn | undefined };
}

export interface ModelColumn extends ColumnNames {
  readonly column: Column;
  readonly text: ColumnTypeText;
  readonly isInserted: boolean;
  readonly isUpdated: boolean;
}

export interface ModelKey {
  readonly columns: readonly ModelColumn[];
  /** `findOneByTenantIdAndEmail` is goctl's `findOneByTenantIdEmail`: the columns' names run together. */
  readonly method: string;
  /** The constant that holds the cache key's form: `usernameKey`. */
  readonly constant: string;
  /** What stands before the values in the cache, such as `cache:user:username:`, and the constant that holds it. */
  readonly prefix: string;
  readonly prefixConstant: string;
}

interface KeyOptions {
  /** First part of every cache key; goctl's `--prefix`. */
  readonly prefix: string;
  /** Second part, if it is known; goctl's `--database`. */
  readonly database: string;
}

/** Columns that the database keeps by itself, unless the user names others: goctl's list. */
const defaultIgnoredColumns: readonly string[] =
  "create_at created_at create_time update_at updated_at update_time".split(" ");

export interface TableOptions extends KeyOptions {
  /** Columns that the database keeps by itself, as the user names them; undefined stands for goctl's list. */
  readonly ignoreColumns: readonly string[] | undefined;
  readonly int64: Int64Type;
  readonly extras: readonly ModelExtra[];
}

export function modelTable(table: TableSpec, options: TableOptions): ModelTable {
  const { ignoreColumns, int64 } = options;
  const names = columnNames(table);
  const ignored = ignoreColumns ?? defaultIgnoredColumns;
  const softDelete = options.extras.includes("softdelete") ? softDeleteOf(table) : undefined;
  const isMark = (column: Column): boolean => column === softDelete?.flag || column === softDelete?.time;
  const columns = table.columns.map((column) => ({
    column,
    text: columnTypeText(column, int64),
    property: names.get(column)?.property ?? "",
    field: names.get(column)?.field ?? "",
    isInserted:
      !isMark(column) && !isFilled(column, table) && !(ignoreColumns ?? filledOf(table, ignored)).includes(column.name),
    isUpdated:
      !isMark(column) && !column.generated && !table.primaryKey.includes(column) && !ignored.includes(column.name),
  }));
  const key = keyMaker(table, columns, options);
  return {
    table,
    columns,
    primaryKey: key(table.primaryKey, "findOne"),
    uniqueKeys: inOrderOfMethods(table.uniqueKeys).map(({ columns: unique }) =>
      key(unique, `findOneBy${suffixOf(unique)}`),
    ),
    softDelete: {
      flag: columns.find(({ column }) => column === softDelete?.flag),
      time: columns.find(({ column }) => column === softDelete?.time),
    },
    extras: allowedExtras(table, options.extras),
    autoIncrement: columns.find(({ column }) => column.autoIncrement && table.primaryKey.includes(column)),
  };
}

/** A column that no INSERT may write. */
function isFilled(column: Column, table: TableSpec): boolean {
  return column.generated || (column.autoIncrement && table.primaryKey.includes(column));
}

/** Of goctl's list, what the database does fill by itself: an INSERT without the others would be refused. */
function filledOf(table: TableSpec, ignored: readonly string[]): readonly string[] {
  return ignored.filter((name) => table.columns.find((column) => column.name === name)?.hasDefault === true);
}

/** Names keys. Those whose columns' names run together alike, such as (a, b) and (a_b), are told apart by a `_`. */
function keyMaker(table: TableSpec, columns: readonly ModelColumn[], options: KeyOptions) {
  // A parameter of the same name would hide the constant in the method that needs it.
  const constants = new Set(columns.map((column) => column.property));
  const methods = new Set<string>();
  return (ofKey: readonly Column[], method: string): ModelKey => {
    const keyColumns = ofKey.flatMap((column) => columns.filter((known) => known.column === column));
    const start = identifierPart(keyStart(table, options).join("_"));
    return {
      columns: keyColumns,
      method: unused(method, methods),
      constant: unused(lowerFirst(`${keyColumns.map(({ field }) => field).join("")}Key`), constants),
      prefix: keyPrefix(table, ofKey, options),
      prefixConstant: unused(safeIdentifier(lowerFirst(`${start}${suffixOf(ofKey)}Prefix`)), constants),
    };
  };
}

function suffixOf(columns: readonly Column[]): string {
  return columns.map(({ name }) => identifierPart(name)).join("");
}

function identifierPart(name: string): string {
  return goCamel(name).replaceAll(/[^A-Za-z0-9_]/gu, "_");
}

/** goctl's order: by the name of the key's variable, in which "Prefix" stands behind the columns. */
function inOrderOfMethods(keys: readonly UniqueKey[]): readonly UniqueKey[] {
  return keys.toSorted((a, b) => compareCodePoints(variableName(a), variableName(b)));
}

function variableName({ columns }: UniqueKey): string {
  return `${columns.map(({ name }) => goCamel(name)).join("")}Prefix`;
}

function keyPrefix(table: TableSpec, columns: readonly Column[], options: KeyOptions): string {
  const version = table.columns.every(({ type }) => isExactInGo(type)) ? "" : OWN_VERSION;
  const start = keyStart(table, options).map(keyPart).join(":");
  return `${[start + version, ...columns.map(({ name }) => keyPart(name))].join(":")}:`;
}

/** What every key of a table begins with. Signs in the names of databases and tables end a word. */
function keyStart({ name }: TableSpec, { prefix, database }: KeyOptions): readonly string[] {
  const names = [database, name].map((part) => part.replaceAll(/[^\p{L}\p{N}_]/gu, "_"));
  return [prefix, ...names].filter((part) => part !== "");
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
