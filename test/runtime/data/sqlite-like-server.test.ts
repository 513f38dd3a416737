import { randomBytes } from "node:crypto";
import { createConnection } from "mysql2/promise";
import type { Connection } from "mysql2/promise";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";

import { sqliteSchema } from "../../../src/emit/cached-model/sqlite-schema.ts";
import { checkTables } from "../../../src/model/check-tables.ts";
import { parseSql } from "../../../src/sql/parse.ts";
import { SourceFile } from "../../../src/text/source-file.ts";
import { openDatabase } from "../../../templates/runtime/database/database.ts";
import type { Database } from "../../../templates/runtime/database/database.ts";
import { RefusedValueError } from "../../../templates/runtime/database/sql-session.ts";

const name = `sqlite_like_${randomBytes(6).toString("hex")}`;
let server: Connection;
beforeAll(async () => {
  server = await createConnection({
    uri: inject("mysqlUrl"),
    dateStrings: true,
    supportBigNumbers: true,
    bigNumberStrings: true,
  });
  await server.query(`create database \`${name}\` character set utf8mb4`);
  await server.query(`use \`${name}\``);
  await server.query("set time_zone = '+00:00', sql_mode = 'STRICT_ALL_TABLES'");
});
afterAll(async () => {
  await server.query(`drop database \`${name}\``);
  await server.end();
});

/** The table that the same DDL makes on SQLite. */
function onSqlite(ddl: string): Database {
  const { tables = [] } = checkTables([parseSql(new SourceFile("t.sql", ddl)).file]);
  return openDatabase(
    "sqlite::memory:",
    tables.map((table) => ({ table: table.name, statements: sqliteSchema(table) })),
  );
}

/** The rows that are in the table after these statements, of which a refused one is a part of the answer. */
async function outcome(run: (sql: string) => Promise<unknown>, statements: readonly string[]): Promise<unknown[]> {
  const answers: unknown[] = [];
  for (const statement of statements) {
    const isTaken = await run(statement).then(
      () => true,
      () => false,
    );
    if (!isTaken) answers.push(`refused: ${statement}`);
  }
  const rows = JSON.parse(
    JSON.stringify(await run("select * from t order by 1"), (_, value: unknown) =>
      typeof value === "bigint" ? value.toString() : value,
    ),
  );
  return [...answers, ...rows];
}

async function both(ddl: string, statements: readonly string[]) {
  await server.query("drop table if exists t");
  await server.query(ddl);
  const sqlite = onSqlite(ddl);
  const query = async (sql: string): Promise<unknown> => (await server.query(sql))[0];
  const onServer = await outcome(query, statements);
  const here = await outcome(async (sql) => {
    if (sql.startsWith("select")) return await sqlite.query(sql);
    return await sqlite.execute(sql);
  }, statements);
  await sqlite.close();
  return { onServer, here };
}

/** Times and random numbers are not the same twice. */
function form(answer: unknown[]): string {
  return JSON.stringify(answer).replaceAll(/[\da-f]/gu, "0");
}

describe("SQLite has by default what the server has", () => {
  it.each([
    "varbinary(9) default 'abc'",
    "varbinary(9) default x'616200'",
    "varchar(9) default x'6162'",
    "int default 0x41",
    "bit(4) default b'0101'",
    "date default '2020-1-5'",
    "date default 20200105",
    "datetime default 20200102030405",
    "datetime(3) default '2020-1-2 3:4:5.12'",
    "timestamp null default '2020/01/02'",
    "enum('Ab','c') default 'aB'",
    "set('a','b','c') default 'C,a'",
    "decimal(9,3) default '+07.5'",
    "decimal(9,2) default -1",
    "decimal(2,2) default 0.50",
    "tinyint(1) default true",
    "varchar(9) default (json_array())",
    "varchar(9) default 'it''s ä'",
  ])("%s", async (definition) => {
    const { onServer, here } = await both(`create table t (id int primary key, c ${definition})`, [
      "insert into t (id) values (1)",
    ]);
    expect(here.map(withoutBytes)).toEqual(onServer.map(withoutBytes));
  });

  it.each([
    "date default (curdate())",
    "date default (current_date)",
    "char(36) default (uuid())",
    "int default (unix_timestamp())",
  ])("%s, which changes", async (definition) => {
    const { onServer, here } = await both(`create table t (id int primary key, c ${definition} not null)`, [
      "insert into t (id) values (1)",
    ]);
    expect(form(here)).toBe(form(onServer));
  });

  it("refuses to leave out what has a default that is the server's alone", async () => {
    const sqlite = onSqlite("create table t (id int primary key, c int default (floor(rand() * 9)))");
    await expect(sqlite.execute("insert into t (id) values (1)")).rejects.toThrow(
      "column t.c is to be given: SQLite has no such default",
    );
    await sqlite.execute("insert into t values (1, null), (2, 5)");
    await sqlite.close();
  });
});

/** Bytes as mysql2 and the driver of SQLite give them, and bits. */
function withoutBytes(row: unknown): unknown {
  return JSON.parse(
    JSON.stringify(row, (_, value: unknown) => {
      if (typeof value !== "object" || value === null) return typeof value === "number" ? String(value) : value;
      if ("data" in value) return JSON.stringify(value.data).replace(/^\[5\]$/u, "5");
      return "0" in value ? JSON.stringify(Object.values(value)) : value;
    }),
  );
}

describe("SQLite takes and refuses what the server does", () => {
  it.each([
    ["tinyint", "(1, -128)", "(2, 127)", "(3, 128)", "(4, -129)", "(5, null)"],
    ["tinyint unsigned", "(1, 0)", "(2, 255)", "(3, 256)", "(4, -1)"],
    ["mediumint", "(1, 8388607)", "(2, 8388608)"],
    ["int unsigned", "(1, 4294967295)", "(2, 4294967296)"],
    ["bigint unsigned", "(1, 9223372036854775807)", "(2, -1)"],
    ["int", "(1, 'x')", "(2, '7')"],
    ["varchar(5)", "(1, 'äöüß€')", "(2, 'abcdef')"],
    ["varbinary(3)", "(1, x'616263')", "(2, x'61626364')"],
    ["enum('a','b')", "(1, 'b')", "(2, 'c')", "(3, null)"],
    ["set('a','b')", "(1, 'a,b')", "(2, '')", "(3, 'a,c')", "(4, null)"],
    ["decimal(4,2)", "(1, '99.99')", "(2, '100.00')", "(3, '-0.50')"],
    ["time", "(1, '-838:59:59')", "(2, '839:00:00')", "(3, '12:00:00')", "(4, null)"],
    ["time(3)", "(1, '12:00:00.120')"],
  ])("%s", async (type, ...rows) => {
    const inserts = rows.map((row) => `insert into t values ${row}`);
    const { onServer, here } = await both(`create table t (id int primary key, c ${type})`, inserts);
    expect(here.map(withoutBytes)).toEqual(onServer.map(withoutBytes));
  });

  it.each([
    ["set('a','b')", "'b,a'", "column t.c takes a,b, or some of these in this order"],
    ["time", "'1:2:3'", "column t.c takes a time such as 12:00:00"],
    ["enum('a','b')", "'A'", "column t.c takes one of a, b"],
    ["decimal(4,2)", "'+1.00'", "column t.c takes decimals of 4 digits"],
  ])("what it cannot write as the server does is refused: %s %s", async (type, value, problem) => {
    const sqlite = onSqlite(`create table t (id int primary key, c ${type})`);
    const insertion = sqlite.execute(`insert into t values (1, ${value})`);
    await expect(insertion).rejects.toThrow(RefusedValueError);
    await expect(insertion).rejects.toThrow(problem);
    await sqlite.close();
  });
});

function years(answer: unknown[]): string {
  return JSON.stringify(answer).replaceAll(/20[2-9]\d-[^"]*/gu, "now");
}

describe("SQLite numbers and dates rows as the server does", () => {
  it.each([
    ["the first column of a key", "id int auto_increment, b int, primary key (id, b)"],
    ["a column beside the key", "b int primary key, id int auto_increment unique"],
    ["a column with an index of another kind", "id int auto_increment, b int primary key, key (id)"],
  ])("%s", async (_, columns) => {
    const inserts = ["insert into t (b) values (7)", "insert into t (b) values (8)"];
    const { onServer, here } = await both(`create table t (${columns})`, [...inserts, "insert into t (id) values (4)"]);
    expect(here).toEqual(onServer);
  });

  it("ON UPDATE sets what an update does not set itself, and only if it changes the row", async () => {
    const old = "'2001-01-01 00:00:00'";
    const { onServer, here } = await both(
      "create table t (id int primary key, a int, m timestamp not null default current_timestamp on update current_timestamp, n datetime on update current_timestamp)",
      [
        ...[1, 2, 3, 4, 5].map((id) => `insert into t values (${id}, 0, ${old}, ${old})`),
        "update t set a = 1 where id = 1",
        `update t set a = 1, m = ${old} where id = 2`,
        "update t set a = 0 where id = 3",
        `update t set a = 1, m = ${old}, n = ${old} where id = 4`,
        `update t set m = '2002-01-01 00:00:00' where id = 5`,
      ],
    );
    expect(years(here)).toBe(years(onServer));
  });
});
