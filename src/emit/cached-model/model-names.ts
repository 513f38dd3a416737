import { columnProperty } from "../../model/column-property.ts";
import type { Column, TableSpec } from "../../model/table-spec.ts";
import { camelCase } from "../../text/identifier.ts";
import { fileBaseName } from "../file-style.ts";
import type { FileStyle } from "../file-style.ts";

/** What the parts of a table's model are called, and where they stand. */
export interface ModelNames {
  /** The row's type: `User`. */
  readonly row: string;
  /** What an insert takes: `NewUser`. */
  readonly newRow: string;
  /** What tells a row apart, where that is more than one value: `UserKey` */
  readonly key: string;
  /** `userTable` */
  readonly table: string;
  /** `userSchema` */
  readonly schema: string;
  /** `DefaultUserModel` */
  readonly defaultClass: string;
  /** `UserModel` */
  readonly modelClass: string;
  /** The model's name as a member of the service context: `userModel`. */
  readonly property: string;
  /** Paths from the project folder. */
  readonly generatedFile: string;
  readonly customFile: string;
}

export function modelNames(table: TableSpec, style: FileStyle, directory = "internal/model"): ModelNames {
  const name = goIdentifier(table.name);
  const base = fileBaseName(style, `${table.name}_model`).replaceAll(/[^A-Za-z0-9_-]/gu, "_");
  const row = typeNamesInUse.has(name) ? `${name}Row` : name;
  return {
    row,
    key: `${row}Key`,
    newRow: `New${name}`,
    table: camelCase(`${table.name}_table`),
    schema: camelCase(`${table.name}_schema`),
    defaultClass: `Default${name}Model`,
    modelClass: `${name}Model`,
    property: camelCase(`${table.name}_model`),
    generatedFile: `${directory}/${base}_gen.ts`,
    customFile: `${directory}/${base}.ts`,
  };
}

/** What a column is called in the row's type and, by go-zero, in the cached JSON. */
export interface ColumnNames {
  readonly property: string;
  readonly field: string;
}

/** Names for all columns of a table; where two would be called the same, the later one gets a `_`. */
export function columnNames(table: TableSpec): ReadonlyMap<Column, ColumnNames> {
  const properties = new Set<string>(inheritedMembers);
  const fields = new Set<string>();
  return new Map(
    table.columns.map((column) => [
      column,
      { property: unused(columnProperty(column.name), properties), field: unused(goIdentifier(column.name), fields) },
    ]),
  );
}

/** The name, or the name with as many `_` as make it a new one; it then counts as used. */
export function unused(name: string, used: Set<string>): string {
  const free = used.has(name) ? unused(`${name}_`, used) : name;
  used.add(free);
  return free;
}

/** `create_time` -> `CreateTime`: goctl's name for a column or table, which the words' own capitals outlive (`URLPath`). */
export function goCamel(name: string): string {
  const words = name.split("_").filter((word) => word !== "");
  // What stands between letters and digits begins a new word: a$b -> A$B, 2fa -> 2Fa, but line2nd -> Line2nd. Signs that Unicode
  // has inside words do not: app:v1 -> App:v1.
  return words.map((word) => word.replaceAll(wordPattern, titled)).join("");
}

const wordPattern = /[\p{L}\p{N}]+(?:(?<=\p{L})[:.'’·](?=\p{L})[\p{L}\p{N}]+)*/gu;

function titled(word: string): string {
  return word.replace(/\p{L}/u, (letter) => letter.toUpperCase());
}

function goIdentifier(name: string): string {
  const replaced = goCamel(name).replaceAll(/[^A-Za-z0-9_]/gu, "_");
  return /^[A-Za-z_]/u.test(replaced) ? replaced : `_${replaced}`;
}

/** A property of such a name would seem to be there, as a function, in a row that leaves it out. */
const inheritedMembers =
  "constructor hasOwnProperty isPrototypeOf propertyIsEnumerable toLocaleString toString valueOf".split(" ");

/** Types that the generated file uses itself. */
const typeNamesInUse: ReadonlySet<string> = new Set(
  "AbortSignal Buffer BulkRows Cache CacheKey CachedBulk CachedRows Date EmbeddedSchema PageRequest Promise Rows SqlSession Table".split(
    " ",
  ),
);
