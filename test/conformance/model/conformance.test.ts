import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { checkTables } from "../../../src/model/check-tables.ts";
import type { Column, ColumnType, TableSpec } from "../../../src/model/table-spec.ts";
import { parseSql } from "../../../src/sql/parse.ts";
import { SourceFile } from "../../../src/text/source-file.ts";
import { differences } from "./differences.ts";

/** What `goctl model mysql ddl` 1.10.2 does with a text, without its cache options. */
interface Case {
  readonly name: string;
  readonly feature: string;
  readonly sql: string;
  readonly accept: boolean;
  readonly tables?: readonly TableFacts[];
}

interface TableFacts {
  readonly name: string;
  readonly primaryKey: readonly string[];
  readonly autoIncrement: boolean;
  /** Name, kind of the Go type, whether it is one of sql.Null…, comment. */
  readonly columns: readonly (readonly [string, string, "null" | "value", string])[];
  readonly uniqueKeys: readonly (readonly string[])[];
}

const cases: readonly Case[] = JSON.parse(readFileSync(new URL("cases.json", import.meta.url), "utf8"));

describe("goctl's model tables", () => {
  it.each(cases.filter(({ name }) => !differences.has(name)))("agrees: $feature ($name)", (entry) => {
    expect(factsOf(entry.sql)).toEqual(expectedFacts(entry));
  });

  it.each(cases.filter(({ name }) => differences.has(name)))("differs: $feature ($name)", (entry) => {
    expect(factsOf(entry.sql), `no longer differs: ${differences.get(entry.name)}`).not.toEqual(expectedFacts(entry));
  });

  it("has no difference without a case", () => {
    const names = new Set(cases.map((entry) => entry.name));
    expect([...differences.keys()].filter((name) => !names.has(name))).toEqual([]);
  });
});

interface Facts {
  readonly accept: boolean;
  readonly tables?: readonly TableFacts[];
}

function expectedFacts({ accept, tables = [] }: Case): Facts {
  return accept ? { accept, tables: byName(tables) } : { accept };
}

function factsOf(sql: string): Facts {
  const { file } = parseSql(new SourceFile("input.sql", sql));
  const { tables } = checkTables([file]);
  return tables === undefined ? { accept: false } : { accept: true, tables: byName(tables.map(tableFacts)) };
}

function tableFacts(table: TableSpec): TableFacts {
  return {
    name: table.name,
    primaryKey: table.primaryKey.map((column) => column.name),
    autoIncrement: table.primaryKey.some((column) => column.autoIncrement),
    columns: table.columns.map((column) => [column.name, kindOf(column), nullness(column), column.comment]),
    uniqueKeys: table.uniqueKeys.map((key) => key.columns.map((column) => column.name)),
  };
}

/** goctl wraps a column that may be NULL only if it has no default. */
function nullness(column: Pick<Column, "nullable" | "default">): "null" | "value" {
  const hasValue = column.default !== undefined && column.default.kind !== "null";
  return column.nullable && !hasValue ? "null" : "value";
}

/** goctl has no unsigned type for a column that may be NULL. */
function kindOf({ type, ...column }: Column): string {
  const isUnsigned = type.kind === "integer" && type.unsigned && nullness(column) === "value";
  return isUnsigned ? "unsigned" : (goctlKinds[type.kind] ?? "string");
}

const goctlKinds: Partial<Record<ColumnType["kind"], string>> = {
  integer: "integer",
  boolean: "boolean",
  bit: "bit",
  float: "number",
  decimal: "number",
  date: "time",
  datetime: "time",
  timestamp: "time",
};

/** goctl sorts keys by the names of its variables; that order is the emitter's. */
function byName(tables: readonly TableFacts[]): readonly TableFacts[] {
  return tables
    .map((table) => ({ ...table, uniqueKeys: table.uniqueKeys.toSorted(inCodePointOrder) }))
    .toSorted((a, b) => (a.name < b.name ? -1 : 1));
}

function inCodePointOrder(a: readonly string[], b: readonly string[]): number {
  return JSON.stringify(a) < JSON.stringify(b) ? -1 : 1;
}
