import { expect, it } from "vitest";

import { sqliteSchema } from "../../src/emit/cached-model/sqlite-schema.ts";
import type { Column } from "../../src/model/table-spec.ts";
import { openDatabase } from "../../templates/runtime/database/database.ts";
import { isClass, loadModel } from "./load-model.ts";
import { bigint, sampleColumn, sampleTable, userTableSpec, varchar } from "./sample-tables.ts";

function columnLine(column: Column): string | undefined {
  const table = sampleTable("t", [sampleColumn("id", bigint), column], { primary: ["id"] });
  // What a column takes is tested beside a server.
  return sqliteSchema(table)[0]
    ?.split("\n")[2]
    ?.trim()
    .replace(/,$/u, "")
    .replace(/ constraint "column [^"]+(?:""[^"]+)* takes .*$/u, "");
}

const defaulted = { hasDefault: true } as const;

it.each<readonly [string, Column]>([
  ['"c" integer not null', sampleColumn("c", bigint)],
  ['"c" integer', sampleColumn("c", bigint, { nullable: true })],
  [
    `"c" text not null default 'it''s' collate nocase`,
    sampleColumn("c", varchar(9), { ...defaulted, default: { kind: "text", value: "it's" } }),
  ],
  ['"c" text not null', sampleColumn("c", { kind: "text", length: 9, caseSensitive: true })],
  [
    `"c" text not null default '0.00'`,
    sampleColumn(
      "c",
      { kind: "decimal", precision: 9, scale: 2 },
      { ...defaulted, default: { kind: "number", value: "0" } },
    ),
  ],
  [
    '"c" integer not null default 5',
    sampleColumn("c", { kind: "bit", length: 4 }, { ...defaulted, default: { kind: "expression", source: "b'0101'" } }),
  ],
  [
    '"c" text not null default current_timestamp',
    sampleColumn("c", { kind: "datetime", fraction: 0 }, { ...defaulted, default: { kind: "now" } }),
  ],
  [
    '"c" integer generated always as ("id" * 2 - 1) stored',
    sampleColumn("c", bigint, { generated: true, expression: "(`ID` * 2 - 1)" }),
  ],
  [
    `"c" text generated always as (printf('%.2f', "id" * ( 1.5 + "id" ))) stored`,
    sampleColumn(
      "c",
      { kind: "decimal", precision: 9, scale: 2 },
      { generated: true, expression: "id*(1.5+id)", nullable: true },
    ),
  ],
  ['"c" integer', sampleColumn("c", bigint, { generated: true, expression: "`id` / 2" })],
  ['"c" integer', sampleColumn("c", bigint, { generated: true, expression: "`id` * `unknown`" })],
  ['"c" integer', sampleColumn("c", bigint, { generated: true, expression: "json_length(`id`)" })],
  ['"c" text collate nocase', sampleColumn("c", varchar(9), { generated: true, expression: "`id`" })],
  ['"quo""te" blob not null', sampleColumn('quo"te', { kind: "binary", length: 9 })],
])("writes %s", (expected, column) => {
  expect(columnLine(column)).toBe(expected);
});

it("sets the time of the update, with as many digits as the column has", async () => {
  const table = sampleTable(
    "t",
    [
      sampleColumn("id", bigint),
      sampleColumn("a", bigint),
      sampleColumn(
        "changed",
        { kind: "datetime", fraction: 6 },
        { ...defaulted, default: { kind: "now" }, onUpdateNow: true },
      ),
    ],
    { primary: ["id"] },
  );
  const database = openDatabase("sqlite::memory:", [{ table: "t", statements: sqliteSchema(table) }]);
  await database.execute("insert into t (id, a, changed) values (1, 1, '2000-01-01 00:00:00.000000')");
  await database.execute("update t set a = 2");
  const [row] = await database.query("select changed from t");
  expect(row?.["changed"]).toMatch(/^20[2-9]\d-\d\d-\d\d \d\d:\d\d:\d\d\.\d{3}000$/u);
  await database.execute("update t set changed = '2001-01-01 00:00:00.000000'");
  expect(await database.query("select changed from t")).toEqual([{ changed: "2001-01-01 00:00:00.000000" }]);
  await database.close();
});

it("makes the tables again without harm", async () => {
  const statements = sqliteSchema(userTableSpec);
  const database = openDatabase("sqlite::memory:", [
    { table: "user", statements },
    { table: "user", statements },
  ]);
  expect(await database.query("select * from user")).toEqual([]);
  await database.close();
});

it("serves a table whose names hold quotes, comments and reserved words", async () => {
  const names = [
    "back`tick",
    'double"quote',
    "*/ x /*",
    "${x}",
    "class",
    "constructor",
    "order",
    "名称",
    "user_id",
    "userId",
  ];
  const table = sampleTable(
    'a`b"c',
    [sampleColumn("id", bigint), ...names.map((name) => sampleColumn(name, varchar(9)))],
    {
      primary: ["id"],
    },
  );
  const { Model, schema } = await loadModel(
    table,
    { kind: "plain", database: "" },
    isClass<{ insert(row: object): Promise<void>; findOne(id: number): Promise<object | undefined> }>,
  );
  const database = openDatabase("sqlite::memory:", [schema]);
  const { openCache } = await import("../../templates/runtime/cache/cache.ts");
  const model = new Model(database, openCache([]));
  const properties = [
    "back_tick",
    "double_quote",
    "__X__",
    "$_x_",
    "class_",
    "constructor_",
    "order",
    "__",
    "userId",
    "userId_",
  ];
  const row = Object.fromEntries(properties.map((property, index) => [property, `value ${index}`]));
  await model.insert({ id: 1, ...row });
  expect(Object.values((await model.findOne(1)) ?? {})).toEqual([1, ...Object.values(row)]);
  await database.close();
});
