import type { Column, TableSpec } from "../../model/table-spec.ts";
import { sqliteCheck } from "./sqlite-check.ts";
import { nowText, sqliteDefault, UNKNOWN_DEFAULT } from "./sqlite-default.ts";
import { sqliteExpression } from "./sqlite-expression.ts";

/** Statements that make a table in SQLite which holds and refuses what the MySQL table does, as far as SQLite can tell. */
export function sqliteSchema(table: TableSpec): readonly string[] {
  const [numbered] = numberedColumns(table);
  const isNumberedKey = table.primaryKey.length === 1 && table.primaryKey[0] === numbered;
  // SQLite numbers a column only if it is the primary key. The table's own is a unique key beside it then.
  const key = `${numbered === undefined ? "primary key" : "unique"} (${names(table.primaryKey)})`;
  const lines = [
    ...table.columns.map((column) => columnLine(column, table)),
    ...(isNumberedKey ? [] : [key]),
    ...table.uniqueKeys
      .filter(({ columns }) => !isAlone(columns, numbered))
      .map((each) => `unique (${names(each.columns)})`),
  ];
  return [
    `create table if not exists ${quoted(table.name)} (\n${lines.map((line) => `  ${line}`).join(",\n")}\n)`,
    ...updateTriggers(table),
  ];
}

function isAlone(columns: readonly Column[], column: Column | undefined): boolean {
  return columns.length === 1 && columns[0] === column;
}

/** The column that the database numbers, of which MySQL takes one at most. */
function numberedColumns(table: TableSpec): readonly Column[] {
  return table.columns.filter((column) => column.autoIncrement).slice(0, 1);
}

function columnLine(column: Column, table: TableSpec): string {
  const name = quoted(column.name);
  if (numberedColumns(table).includes(column)) return `${name} integer primary key autoincrement`;
  const value = sqliteDefault(column);
  const computed = sqliteExpression(column, table);
  if (computed !== undefined) {
    return `${name} ${storageClasses[column.type.kind]} generated always as (${computed}) stored`;
  }
  const check = column.generated ? undefined : sqliteCheck(column, name);
  return [
    name,
    storageClass(column, table),
    // What SQLite cannot compute stays NULL.
    ...(column.nullable || column.generated ? [] : ["not null"]),
    ...(value === undefined ? [] : [`default ${value}`]),
    ...(isCaseInsensitive(column) ? ["collate nocase"] : []),
    ...(value === text(UNKNOWN_DEFAULT)
      ? [constraint(column, table, "is to be given: SQLite has no such default", `${name} is not ${value}`)]
      : []),
    ...(check === undefined ? [] : [constraint(column, table, `takes ${check.rule}`, check.condition)]),
  ].join(" ");
}

/** SQLite would number a primary key that is `integer`, whatever its default. */
function storageClass(column: Column, { primaryKey }: TableSpec): string {
  const storage = storageClasses[column.type.kind];
  const isDefaultedKey = column.default !== undefined && isAlone(primaryKey, column);
  return isDefaultedKey && storage === "integer" ? "int" : storage;
}

/** The name is what SQLite tells of a constraint that is broken. */
function constraint(column: Column, table: TableSpec, rule: string, condition: string): string {
  return `constraint ${quoted(`column ${table.name}.${column.name} ${rule}`)} check (${condition})`;
}

const storageClasses: Readonly<Record<Column["type"]["kind"], string>> = {
  integer: "integer",
  boolean: "integer",
  bit: "integer",
  float: "real",
  binary: "blob",
  // As a number, a decimal would lose digits.
  decimal: "text",
  text: "text",
  date: "text",
  datetime: "text",
  timestamp: "text",
  time: "text",
  json: "text",
  enum: "text",
  set: "text",
  other: "text",
};

/** MySQL's default collations are. */
function isCaseInsensitive({ type }: Column): boolean {
  return type.kind === "text" ? type.caseSensitive !== true : type.kind === "enum" || type.kind === "set";
}

/**
 * What `ON UPDATE CURRENT_TIMESTAMP` does: an update that changes a row, and does not set the column itself, sets it to the time.
 * Which columns an update sets is known to a trigger by its OF alone, hence a table in which one trigger tells the other.
 */
function updateTriggers(table: TableSpec): readonly string[] {
  const columns = table.columns.filter((column) => column.onUpdateNow);
  if (columns.length === 0) return [];
  const own = quoted(table.name);
  const set = quoted(`${table.name} set by an update`);
  const values = columns.map((column) => {
    const name = quoted(column.name);
    return `${name} = case when ${text(column.name)} in (select name from ${set}) then ${name} else ${nowText(column)} end`;
  });
  const changed = table.columns.map(
    (column) => `new.${quoted(column.name)} is not old.${quoted(column.name)} collate binary`,
  );
  return [
    `create table if not exists ${set} (name text)`,
    ...columns.map((column) =>
      [
        `create trigger if not exists ${quoted(`${table.name} set ${column.name}`)}`,
        `before update of ${quoted(column.name)} on ${own}`,
        `begin insert into ${set} values (${text(column.name)}); end`,
      ].join("\n"),
    ),
    [
      `create trigger if not exists ${quoted(`${table.name} on update`)} after update on ${own}`,
      "begin",
      `  update ${own}`,
      `  set ${values.join(",\n    ")}`,
      `  where rowid = new.rowid and (\n    ${changed.join("\n    or ")}\n  );`,
      `  delete from ${set};`,
      "end",
    ].join("\n"),
  ];
}

function names(columns: readonly Column[]): string {
  return columns.map((column) => quoted(column.name)).join(", ");
}

function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

function text(value: string): string {
  return `'${value.replaceAll("'", "''")}'`;
}
