import type { CascadeFacts, ColumnFacts, KeyFacts, TableFacts } from "../host/schema-facts.ts";

/**
 * A table of a database as DDL, so that whatever holds for a table that is read from a file holds for one that is read from a
 * server.
 */
export function tableDdl(table: TableFacts, isMariadb: boolean): string {
  const { name, columns, uniqueKeys, cascades, comment } = table;
  const elements = [
    ...columns.map((column) => columnDdl(column, isMariadb)),
    ...uniqueKeys.map(keyDdl),
    ...cascades.map(cascadeDdl),
  ];
  const option = comment === "" ? "" : ` COMMENT=${text(comment)}`;
  return `CREATE TABLE ${quoted(name)} (\n${elements.map((element) => `  ${element}`).join(",\n")}\n)${option};\n`;
}

function columnDdl(column: ColumnFacts, isMariadb: boolean): string {
  const value = isMariadb ? mariadbDefault(column) : mysqlDefault(column);
  const expression = column.expression ?? "";
  return [
    quoted(column.name),
    ...(column.isJson ? ["json"] : [column.type, ...collation(column)]),
    column.nullable ? "NULL" : "NOT NULL",
    ...(/\bgenerated\b/iu.test(column.extra.replace("DEFAULT_GENERATED", ""))
      ? [`AS (${isMariadb ? expression : unescaped(expression)})`]
      : []),
    ...(value === undefined ? [] : [`DEFAULT ${value}`]),
    ...(/\bon update\b/iu.test(column.extra) ? ["ON UPDATE CURRENT_TIMESTAMP"] : []),
    ...(/\bauto_increment\b/iu.test(column.extra) ? ["AUTO_INCREMENT"] : []),
    ...(column.comment === "" ? [] : [`COMMENT ${text(column.comment)}`]),
  ].join(" ");
}

function collation({ collation: name }: ColumnFacts): readonly string[] {
  return name === null ? [] : [`COLLATE ${name}`];
}

/** MariaDB prints the default as an expression, with quotes around a text; NULL is no default. */
function mariadbDefault({ default: value }: ColumnFacts): string | undefined {
  if (value === null || value === "NULL") return undefined;
  return /^(?:'(?:[^'\\]|''|\\.)*'|-?[\d.]+(?:e[+-]?\d+)?|current_timestamp\(\d*\)|b'[01]*')$/isu.test(value)
    ? value
    : `(${value})`;
}

/** MySQL prints a text without its quotes and bytes in digits, and says of an expression that it is one. */
function mysqlDefault({ default: value, type, extra }: ColumnFacts): string | undefined {
  if (value === null) return undefined;
  if (/^current_timestamp(?:\(\d*\))?$/iu.test(value) && /^(?:datetime|timestamp)/iu.test(type)) return value;
  if (extra.includes("DEFAULT_GENERATED")) return `(${unescaped(value)})`;
  const digits = /^(?:var)?binary/iu.test(type)
    ? /^0x(?<digits>[\da-f]*)$/iu.exec(value)?.groups?.["digits"]
    : undefined;
  if (digits !== undefined) return `x'${digits}'`;
  return /^(?:-?[\d.]+(?:e[+-]?\d+)?|b'[01]*')$/iu.test(value) && numeric.test(type) ? value : text(value);
}

/** MySQL prints an expression as if it stood inside of a text: `concat(_utf8mb4\'it\\\'s\')`. */
function unescaped(expression: string): string {
  return expression.replaceAll(/\\(?<sign>.)/gsu, (_, sign: string) => (sign === "n" ? "\n" : sign));
}

const numeric = /^(?:\w*int|decimal|float|double|bit|year)\b/iu;

function keyDdl({ name, columns }: KeyFacts): string {
  const parts = columns.map((column) => (column === null ? "(NULL)" : quoted(column))).join(", ");
  return name === "PRIMARY" ? `PRIMARY KEY (${parts})` : `UNIQUE KEY ${quoted(name)} (${parts})`;
}

function cascadeDdl({ name, columns, table, referenced, rule }: CascadeFacts): string {
  const list = (names: readonly string[]): string => names.map(quoted).join(", ");
  const key = `CONSTRAINT ${quoted(name)} FOREIGN KEY (${list(columns)})`;
  return `${key} REFERENCES ${quoted(table)} (${list(referenced)}) ON DELETE ${rule}`;
}

function quoted(name: string): string {
  return `\`${name.replaceAll("`", "``")}\``;
}

function text(value: string): string {
  return `'${value.replaceAll("\\", "\\\\").replaceAll("'", "''")}'`;
}
