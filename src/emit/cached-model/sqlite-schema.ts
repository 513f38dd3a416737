import type { Column, TableSpec } from "../../model/table-spec.ts";
import { sqliteExpression } from "./sqlite-expression.ts";

/** Statements that make a table in SQLite which holds and refuses what the MySQL table does, as far as SQLite can tell. */
export function sqliteSchema(table: TableSpec): readonly string[] {
  const lines = [
    ...table.columns.map((column) => columnLine(column, table)),
    ...(numberedKey(table) === undefined ? [`primary key (${names(table.primaryKey)})`] : []),
    ...table.uniqueKeys.map((key) => `unique (${names(key.columns)})`),
  ];
  return [
    `create table if not exists ${quoted(table.name)} (\n${lines.map((line) => `  ${line}`).join(",\n")}\n)`,
    ...table.columns.filter((column) => column.onUpdateNow).map((column) => updateTrigger(column, table)),
  ];
}

/** The column that SQLite numbers: the whole primary key, and AUTO_INCREMENT. */
function numberedKey(table: TableSpec): Column | undefined {
  const [column, ...others] = table.primaryKey;
  return others.length === 0 && column?.autoIncrement === true ? column : undefined;
}

function columnLine(column: Column, table: TableSpec): string {
  if (column === numberedKey(table)) return `${quoted(column.name)} integer primary key autoincrement`;
  const value = defaultText(column);
  const computed = sqliteExpression(column, table);
  if (computed !== undefined) {
    return `${quoted(column.name)} ${storageClasses[column.type.kind]} generated always as (${computed}) stored`;
  }
  return [
    quoted(column.name),
    storageClasses[column.type.kind],
    // What SQLite cannot compute stays NULL.
    ...(column.nullable || column.generated ? [] : ["not null"]),
    ...(value === undefined ? [] : [`default ${value}`]),
    ...(isCaseInsensitive(column) ? ["collate nocase"] : []),
  ].join(" ");
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

function defaultText(column: Column): string | undefined {
  const value = column.default;
  switch (value?.kind) {
    case "text":
    case "number":
      return literalText(column, value.value);
    case "now":
      return nowText(column);
    case "expression":
      return expressionText(value.source);
    case "null":
    case undefined:
      return undefined;
  }
}

function literalText({ type }: Column, value: string): string {
  if (type.kind !== "decimal") return text(value);
  // All fraction digits, as MySQL gives them.
  const [whole = "", fraction = ""] = value.split(".");
  return text(type.scale === 0 ? whole : `${whole}.${fraction.padEnd(type.scale, "0")}`);
}

function nowText({ type }: Column): string {
  const fraction = type.kind === "datetime" || type.kind === "timestamp" ? type.fraction : 0;
  if (fraction === 0) return "current_timestamp";
  return `(substr(strftime('%Y-%m-%d %H:%M:%f', 'now') || '000', 1, ${20 + fraction}))`;
}

/** MySQL's functions are mostly unknown to SQLite: an insert then has to give the value. */
function expressionText(source: string): string | undefined {
  const bare = source.replaceAll(/^\(+|\)+$/gu, "").toLowerCase();
  const bits = /^b'(?<digits>[01]{1,53})'?$/u.exec(bare)?.groups?.["digits"];
  if (bits !== undefined) return String(Number.parseInt(bits, 2));
  if (bare === "true" || bare === "false") return bare === "true" ? "1" : "0";
  return undefined;
}

/** What `ON UPDATE CURRENT_TIMESTAMP` does: an update that does not set the column itself sets it to the time. */
function updateTrigger(column: Column, table: TableSpec): string {
  const name = quoted(column.name);
  return [
    `create trigger if not exists ${quoted(`${table.name}_${column.name}_on_update`)} after update on ${quoted(table.name)}`,
    `when new.${name} is old.${name}`,
    `begin update ${quoted(table.name)} set ${name} = ${nowText(column)} where rowid = new.rowid; end`,
  ].join("\n");
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
