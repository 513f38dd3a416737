import { expect, it } from "vitest";
import { checkTables } from "../../src/model/check-tables.ts";
import { parseSql } from "../../src/sql/parse.ts";
import { SourceFile } from "../../src/text/source-file.ts";

/** The names of a table's columns, those that are generated in parentheses, and its keys. */
function summaryOf(sql: string): string {
  const { file, diagnostics } = parseSql(new SourceFile("x.sql", sql));
  expect(diagnostics).toEqual([]);
  const { tables: [table] = [] } = checkTables([file]);
  const columns = table?.columns.map(({ name, generated }) => (generated ? `(${name})` : name)) ?? [];
  const keys = table?.uniqueKeys.map(({ columns: ofKey }) => ofKey.map(({ name }) => name).join("+")) ?? [];
  return [...columns, ...keys.map((key) => `unique ${key}`)].join(" ");
}

it.each([
  [
    "system versions",
    `create table t (id int primary key, x int without system versioning, a timestamp(6) generated always as row start,
     b timestamp(6) generated always as row end, period for system_time (a, b)) with system versioning`,
    "id x (a) (b)",
  ],
  [
    "a period of the application's, by which no row can be looked up",
    "create table t (id int primary key, a date, b date, x int unique, period for p (a, b), unique (id, p without overlaps))",
    "id a b x unique x",
  ],
  ["a column that is called period", "create table t (id int primary key, period int)", "id period"],
  ["numbers of a sequence", "create table t (id int default next value for shop.s primary key, x int)", "id x"],
  [
    "a vector's index",
    "create table t (id int primary key, v vector(4) not null, vector int unique, VECTOR INDEX i (v) M=8 DISTANCE=cosine, vector key (v))",
    "id v vector unique vector",
  ],
  [
    "a vector's index that is added",
    "create table t (id int primary key, v vector(4) not null, u int); alter table t add vector index if not exists (v) M=8, add vector text; create vector index w on t (v) m=8; drop index w on t; create unique index w on t (u)",
    "id v u vector unique u",
  ],
])("reads what MariaDB alone has: %s", (_, sql, expected) => {
  expect(summaryOf(sql)).toBe(expected);
});
