import { randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import { createConnection } from "mysql2/promise";
import type { Connection } from "mysql2/promise";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";

import { generateModel } from "../../src/generate/generate-model.ts";
import type { ModelSource } from "../../src/generate/model-input.ts";
import { createMemoryHost } from "../../src/host/memory-host.ts";
import { mysqlSchema } from "../../src/host/mysql-schema.ts";
import { openWorkshop } from "../cli/workshop.ts";
import type { Workshop } from "../cli/workshop.ts";

const server = new URL(inject("mysqlUrl"));
const name = `datasource_${randomBytes(6).toString("hex")}`;
const password = `p@ss/w?rd:${randomBytes(6).toString("hex")}`;
const address = `tcp(${server.host})`;
const administrator = `${[server.username, server.password].map(decodeURIComponent).join(":")}@${address}`;

let connection: Connection;
let workshop: Workshop;
beforeAll(async () => {
  workshop = openWorkshop();
  connection = await createConnection({ uri: server.href, multipleStatements: true });
  await connection.query(`create user ${name}@'%' identified by ?; grant all on \`${name}\`.* to ${name}@'%'`, [
    password,
  ]);
});
afterAll(async () => {
  await connection.query(`drop user ${name}@'%'; drop database if exists \`${name}\``);
  await connection.end();
  workshop.remove();
});

async function make(...statements: readonly string[]): Promise<void> {
  await connection.query(
    `drop database if exists \`${name}\`; create database \`${name}\` character set utf8mb4; use \`${name}\``,
  );
  for (const statement of statements) await connection.query(statement);
}

describe("tsgoctl model mysql datasource", () => {
  beforeAll(async () => {
    await make(
      "create table user (id bigint auto_increment primary key, name varchar(64) not null unique)",
      "create table user_log (id bigint primary key, at datetime)",
      "create view users as select id from user",
      "create table heap (a int)",
    );
  });

  const model = ["model", "mysql", "datasource"] as const;

  it.each([
    ["a DSN without parameters", `${name}:${password}@${address}/${name}`],
    [
      "a DSN as programs have it",
      `${name}:${password}@${address}/${name}?charset=utf8mb4&parseTime=true&loc=Asia%2FShanghai`,
    ],
    ["a URL", `mysql://${name}:${encodeURIComponent(password)}@${server.host}/${name}?loc=Local`],
  ])("takes %s", async (_, url) => {
    const flags = ["-url", url, "-table", "user", "-dir", "@/m", "-c", "--dry-run"];
    const { exitCode, results, problems } = await workshop.run(...model, ...flags);
    expect({ exitCode, problems }).toEqual({ exitCode: 0, problems: "" });
    expect(results).toContain("usermodel_gen.ts");
    expect(results).not.toContain("userlog");
  });

  it("takes names and patterns, in lists and repeated, skips views, and tells of what names nothing", async () => {
    const url = `${administrator}/${name}`;
    const tables = ["-table", "user*,[x-z]*", "-table", "user_log"];
    const { exitCode, problems, results } = await workshop.run(
      ...model,
      "-url",
      url,
      ...tables,
      "-dir",
      "@/n",
      "--dry-run",
    );
    expect({ exitCode, problems }).toEqual({
      exitCode: 0,
      problems: "warning GEN1058: no table matches [x-z]*\n\nwarning GEN1059: view users is skipped\n\n2 warnings\n",
    });
    expect(results.match(/\w+model_gen\.ts/gu)).toEqual(["usermodel_gen.ts", "userlogmodel_gen.ts"]);
  });

  it.each([
    [
      "an unknown host",
      `${name}:${password}@tcp(no-such-host.invalid:3306)/${name}`,
      "*",
      "GEN1052: the database cannot be reached at no-such-host.invalid:3306: no such host",
    ],
    [
      "a port that nobody listens on",
      `${name}:${password}@tcp(127.0.0.1:1)/${name}`,
      "*",
      "GEN1052: the database cannot be reached at 127.0.0.1:1: connection refused",
    ],
    [
      "a wrong password",
      `${name}:${password}wrong@${address}/${name}`,
      "*",
      "GEN1053: the database denies access: Access denied for user",
    ],
    [
      "a database of others",
      `${name}:${password}@${address}/mysql`,
      "*",
      "GEN1053: the database denies access: Access denied for user",
    ],
    ["an unknown database", `${administrator}/no_such_database`, "*", "GEN1054: there is no database no_such_database"],
    ["a DSN that is none", password, "*", "GEN1051: --url cannot be read: "],
    ["an SQLite file", "sqlite:data.db", "*", "GEN1051: --url cannot be read: expected MySQL or MariaDB, found SQLite"],
    ["a malformed pattern", `${name}:${password}@${address}/${name}`, "user,[a-", "GEN1056: pattern [a- is malformed"],
    ["a table that is not there", `${name}:${password}@${address}/${name}`, "zzz*", "GEN1057: no table matches zzz*"],
    ["nothing but a view", `${name}:${password}@${address}/${name}`, "users", "GEN1057: no table matches users"],
    [
      "a table without a primary key",
      `${name}:${password}@${address}/${name}`,
      "*",
      "SQL2001: table heap has no primary key",
    ],
  ])("refuses %s, with exit code 1, no file, and no word of the password", async (_, url, table, expected) => {
    const { exitCode, results, problems } = await workshop.run(
      ...model,
      "-url",
      url,
      "-table",
      table,
      "-dir",
      "@/refused",
    );
    expect({ exitCode, results }).toEqual({ exitCode: 1, results: "" });
    expect(problems).toContain(`error ${expected}`);
    expect(problems).not.toContain(password);
    expect(problems).not.toContain(password.split(":")[1]);
  });

  it.each([
    ["-url", ["-table", "*"]],
    ["-table", ["-url", `${name}:${password}@${address}/${name}`]],
  ])("needs %s", async (option, flags) => {
    const { exitCode, problems } = await workshop.run(...model, ...flags);
    expect({ exitCode, problems }).toEqual({
      exitCode: 2,
      problems: `error: option -${option} is needed, see tsgoctl model mysql datasource --help\n`,
    });
  });
});

interface Case {
  readonly name: string;
  readonly mode: "ddl" | "datasource";
  readonly sql: string;
  readonly accept: boolean;
}

/** Where a server tells something else than the DDL did. */
const differences: ReadonlyMap<string, string> = new Map([
  ["036-uk-two-orders", "the schema for SQLite has the keys in the order of their names"],
  ["064-type-bool", "the server has BOOL as tinyint(1)"],
  ["075-type-on-update-only", "MariaDB gives a timestamp without a default one of its own"],
]);

describe("the models of a database", () => {
  const cases: readonly Case[] = JSON.parse(
    readFileSync(new URL("../conformance/model/cases.json", import.meta.url), "utf8"),
  );

  it("are those of the DDL that made it", async () => {
    const different: [name: string, models: string][] = [];
    let compared = 0;
    // A temporary table is seen by its own connection alone.
    const permanent = cases.filter(({ mode, accept, sql }) => mode === "ddl" && accept && !sql.includes("TEMPORARY"));
    for (const { name: caseName, sql } of permanent) {
      const models = await fromDdl(sql);
      if (models === "" || !(await isTaken(sql))) continue;
      compared++;
      const read = await fromDatabase();
      if (read !== models) different.push([caseName, read]);
    }
    expect(different.filter(([caseName]) => !differences.has(caseName))).toEqual([]);
    // A server refuses some of what goctl's parser takes, MariaDB about twenty.
    expect(compared).toBeGreaterThan(95);
  }, 120_000);

  it("are right for what MariaDB and MySQL print in ways of their own", async () => {
    const ddl = String.raw`create table odd (
      id bigint unsigned auto_increment primary key comment 'it''s \\ "x"',
      plain int,
      text_null varchar(9) default 'NULL',
      quoted varchar(30) default 'it''s "x" \\ y',
      nothing varchar(9) not null default '',
      greeting varchar(30) default (concat('it''s \\ "x"', "\n", 'y')),
      bytes binary(2) not null default 'ab',
      price decimal(10,2) not null default 1.50,
      flags bit(4) not null default b'0101',
      at datetime(3) not null default current_timestamp(3) on update current_timestamp(3),
      token char(36) not null default (uuid()),
      state enum('a','it''s','x,y') not null default 'it''s',
      parts set('x','y'),
      doc json,
      total decimal(12,2) as (price * 2) stored,
      address varchar(50) as (concat(quoted, 'it''s', "\n\\")) virtual,
      name_bin varchar(9) collate utf8mb4_bin,
      unique key by_name (name_bin, plain),
      key (price)
    ) comment='odd ''table''';`;
    await make(ddl);
    expect(await fromDatabase()).toBe(await fromDdl(ddl));
  });
});

/** Whether the server makes the tables of a text. Statements of the client, and databases of others, are no business of it. */
async function isTaken(sql: string): Promise<boolean> {
  await make();
  return await connection.query(sql.replaceAll(/^(?:CREATE DATABASE|USE) .*;$/gmu, "")).then(
    () => true,
    () => false,
  );
}

async function fromDatabase(): Promise<string> {
  return await modelsOf({ kind: "database", tables: ["*"], readSchema: mysqlSchema(`${administrator}/${name}`) }, "");
}

async function fromDdl(sql: string): Promise<string> {
  return await modelsOf({ kind: "ddl", pattern: "/x.sql" }, sql);
}

/** The generated files of models, but for the name of what they were read from. */
async function modelsOf(source: ModelSource, sql: string): Promise<string> {
  const host = createMemoryHost({ "/x.sql": sql });
  const naming = {
    style: "gozero",
    cache: true,
    prefix: "cache",
    database: "d",
    ignoreColumns: undefined,
    int64: undefined,
    extras: undefined,
  };
  const options = { ...naming, source, directory: "/m", mode: "write", workingDirectory: "/" } as const;
  const { diagnostics } = await generateModel(options, host);
  if (source.kind === "database") expect(diagnostics).toEqual([]);
  const models = Object.entries(host.files()).filter(([path]) => path.endsWith("model_gen.ts"));
  return models.map(([path, text]) => `${path}\n${text.replace(/^\/\/ source: .*$/mu, "")}`).join("");
}
