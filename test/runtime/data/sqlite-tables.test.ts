import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";

import { sqliteSchema } from "../../../src/emit/cached-model/sqlite-schema.ts";
import { checkTables } from "../../../src/model/check-tables.ts";
import { parseSql } from "../../../src/sql/parse.ts";
import { SourceFile } from "../../../src/text/source-file.ts";
import { openDatabase } from "../../../templates/runtime/database/database.ts";
import type { SqlRow } from "../../../templates/runtime/database/database.ts";

let folder: string;
beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), "sqlite-tables-"))));
afterEach(() => rmSync(folder, { recursive: true }));

/** Opens the file with the models of the DDL, runs statements, and gives what the last one gives. */
async function run(ddl: string, ...statements: readonly string[]): Promise<readonly SqlRow[]> {
  const { tables = [] } = checkTables([parseSql(new SourceFile("t.sql", ddl)).file]);
  const schemas = tables.map((table) => ({ table: table.name, statements: sqliteSchema(table) }));
  const database = openDatabase(`sqlite:${join(folder, "x.db")}`, schemas);
  try {
    let rows: readonly SqlRow[] = [];
    for (const statement of statements) rows = await database.query(statement);
    return rows;
  } finally {
    await database.close();
  }
}

const first = "create table t (id bigint auto_increment primary key, a varchar(9) not null)";
const rows = [
  "insert into t (a) values ('x')",
  "insert into t (a) values ('y')",
  "insert into t (a) values ('z')",
  "delete from t where id = 3",
];

describe("a file follows its models", () => {
  it.each([
    [
      "a column with a default",
      "b int not null default 5",
      [
        { id: 1, a: "x", b: 5 },
        { id: 2, a: "y", b: 5 },
      ],
    ],
    [
      "a column that may be NULL",
      "b date",
      [
        { id: 1, a: "x", b: null },
        { id: 2, a: "y", b: null },
      ],
    ],
    [
      "a unique key",
      "unique key u (a)",
      [
        { id: 1, a: "x" },
        { id: 2, a: "y" },
      ],
    ],
  ])("%s that is new", async (_, added, expected) => {
    await run(first, ...rows);
    const second = first.replace(/\)$/u, `, ${added})`);
    expect(await run(second, "select * from t order by id")).toEqual(expected);
    expect(await run(second, "select * from t order by id")).toEqual(expected);
    // The number of the row that was deleted is not given again.
    expect(await run(second, "insert into t (a) values ('w')", "select id from t where a = 'w'")).toEqual([{ id: 4 }]);
  });

  it("a unique key that is new holds", async () => {
    await run(first, ...rows);
    const second = first.replace(/\)$/u, ", unique key u (a))");
    await expect(run(second, "insert into t (a) values ('x')")).rejects.toThrow("duplicate value");
  });

  it("a table and a trigger that are new", async () => {
    await run(first, ...rows);
    const second = `${first.replace(/\)$/u, ", at datetime on update current_timestamp)")}; create table u (id int primary key)`;
    expect(await run(second, "select * from u")).toEqual([]);
    const [row] = await run(second, "update t set a = 'q' where id = 1", "select at from t where id = 1");
    expect(row?.["at"]).toMatch(/^20/u);
  });

  it("what refers to a table goes on to do so", async () => {
    await run(first, ...rows, "create view v as select a from t", "create table log (a text)");
    const second = first.replace(/\)$/u, ", b int)");
    expect(await run(second, "select * from v order by a")).toEqual([{ a: "x" }, { a: "y" }]);
  });
});

describe("a file that cannot follow its models says so, and stays as it is", () => {
  it.each([
    [
      "a column is gone",
      first.replace("a varchar(9)", "c varchar(9)"),
      'it has a besides. Rename what has got another name, and run alter table "t" drop column "a";',
    ],
    [
      "a new column needs a value",
      first.replace(/\)$/u, ", b int not null)"),
      "its rows do not fit (NOT NULL constraint failed: t.b). Change them, or remove the file",
    ],
    [
      "rows are refused",
      first.replace(/\)$/u, ", unique key u (a))"),
      "its rows do not fit (UNIQUE constraint failed: t.a)",
    ],
  ])("%s", async (_, second, problem) => {
    await run(first, ...rows, "insert into t (a) values ('x')");
    await expect(run(second, "select * from t")).rejects.toThrow(problem);
    expect(await run(first, "select a from t order by id")).toEqual([{ a: "x" }, { a: "y" }, { a: "x" }]);
  });
});
