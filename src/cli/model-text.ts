import type { ModelDescription, TableDescription } from "../index.ts";
import { plural } from "./plural.ts";
import { textTable } from "./text-table.ts";

/** Models as people read them. */
export function modelText({ tables }: ModelDescription): string {
  return `${tables.map((table) => `${tableText(table)}\n`).join("")}${plural(tables.length, "table")}\n`;
}

function tableText(table: TableDescription): string {
  const methods = table.methods.map(({ name, params }) => {
    const parameters = params.map((parameter) => `${parameter.name}: ${parameter.type}`);
    return `  ${name}(${parameters.join(", ")})\n`;
  });
  const keys = table.cacheKeys.length === 0 ? [] : ["  cache keys\n", ...keyLines(table)];
  return [`${table.class} of table ${table.table}\n`, ...fieldLines(table), ...methods, ...keys].join("");
}

function fieldLines(table: TableDescription): readonly string[] {
  const rows = table.fields.map(({ column, property, type }) => [
    column,
    property,
    type,
    table.primaryKey.includes(column) ? "yes" : "",
    table.insertColumns.includes(column) ? "yes" : "",
    table.updateColumns.includes(column) ? "yes" : "",
  ]);
  return textTable(["COLUMN", "PROPERTY", "TYPE", "KEY", "INSERT", "UPDATE"], rows).map((line) => `  ${line}\n`);
}

function keyLines(table: TableDescription): readonly string[] {
  return textTable(
    ["", ""],
    table.cacheKeys.map(({ name, value }) => [name, value]),
  )
    .slice(1)
    .map((line) => `    ${line}\n`);
}
