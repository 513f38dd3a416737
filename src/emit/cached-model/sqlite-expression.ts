import type { Column, TableSpec } from "../../model/table-spec.ts";

/** Names, numbers and signs that mean the same to MySQL and to SQLite. Division does not: MySQL's is never whole. */
const parts = /\s*(?:`(?<quoted>[^`]+)`|(?<name>[A-Za-z_]\w*)|(?<other>\d+(?:\.\d+)?|[-+*()]))\s*/suy;

/** What a generated column computes, for SQLite; undefined for anything beyond sums and products of the table's columns. */
export function sqliteExpression({ expression, type }: Column, table: TableSpec): string | undefined {
  if (type.kind !== "integer" && type.kind !== "decimal" && type.kind !== "float") return undefined;
  const words: string[] = [];
  parts.lastIndex = 0;
  while (parts.lastIndex < expression.length) {
    const { quoted, name = quoted, other } = parts.exec(expression)?.groups ?? {};
    const word = name === undefined ? other : columnName(name, table);
    if (word === undefined) return undefined;
    words.push(word);
  }
  if (words.length === 0) return undefined;
  const sum = words.join(" ").replace(/^\( (?<inside>[^()]*) \)$/u, "$<inside>");
  // A decimal has all its fraction digits.
  return type.kind === "decimal" ? `printf('%.${type.scale}f', ${sum})` : sum;
}

function columnName(name: string, { columns }: TableSpec): string | undefined {
  const found = columns.find((column) => column.name.toLowerCase() === name.toLowerCase());
  return found === undefined ? undefined : `"${found.name.replaceAll('"', '""')}"`;
}
