import { randomBytes } from "node:crypto";
import { createConnection } from "mysql2/promise";
import type { Connection } from "mysql2/promise";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";

import { generateModel } from "../../src/generate/generate-model.ts";
import { generateProject } from "../../src/generate/generate-project.ts";
import { projectDefaults } from "../../src/generate/project-defaults.ts";
import type { ModelSource } from "../../src/generate/model-input.ts";
import { createMemoryHost } from "../../src/host/memory-host.ts";
import { mysqlSchema } from "../../src/host/mysql-schema.ts";

const server = new URL(inject("mysqlUrl"));
const name = `cascades_${randomBytes(6).toString("hex")}`;

let connection: Connection;
beforeAll(async () => {
  connection = await createConnection({ uri: server.href, multipleStatements: true });
});
afterAll(async () => {
  await connection.query(`drop database if exists \`${name}\``);
  await connection.end();
});

const parent = "create table parent (id int primary key, other int, unique (id, other));";
const warning = "rows of table t that go or change with a row of parent stay in the cache as they were";

const cases: readonly (readonly [what: string, sql: string, count: number])[] = [
  [
    "CASCADE and SET NULL",
    "create table t (id int primary key, a int, b int, foreign key (a) references parent (id) on update cascade on delete cascade, " +
      "constraint f foreign key i (b) references parent (id) on delete set null on update restrict)",
    2,
  ],
  [
    "what keeps rows as they are",
    "create table t (id int primary key, a int, b int, c int, foreign key (a) references parent (id) on update cascade, " +
      "foreign key (b) references parent (id) on delete no action, foreign key (c) references parent (id) on delete restrict)",
    0,
  ],
  [
    "several columns",
    "create table t (id int primary key, a int, b int, foreign key (b, a) references parent (id, other) on delete cascade)",
    1,
  ],
  [
    "a key that comes later",
    "create table t (id int primary key, a int); alter table t add constraint f foreign key (a) references parent (id) on delete cascade",
    1,
  ],
  [
    "keys that go",
    "create table t (id int primary key, a int, foreign key (a) references parent (id) on delete cascade, " +
      "constraint f foreign key (a) references parent (id) on delete set null); " +
      "alter table t drop foreign key t_ibfk_1; alter table t drop constraint F",
    0,
  ],
  [
    "keys whose names follow the table's",
    "create table a (id int primary key, p int, foreign key (p) references parent (id) on delete cascade); " +
      "rename table a to t; alter table t drop foreign key t_ibfk_1",
    0,
  ],
  [
    "a key that another takes the place of",
    "create table t (id int primary key, a int, constraint f foreign key (a) references parent (id) on delete cascade); " +
      "alter table t drop foreign key f, add constraint g foreign key (a) references parent (id)",
    0,
  ],
  [
    "a copy, which has no foreign keys",
    "create table u (id int primary key, a int, constraint f foreign key (a) references parent (id) on delete cascade); " +
      "create table t like u; drop table u",
    0,
  ],
];

describe("a cached model of rows that the server changes by itself is warned of, from DDL and from a database", () => {
  it.each(cases)("%s", async (_, sql, count) => {
    await connection.query(`drop database if exists \`${name}\`; create database \`${name}\`; use \`${name}\``);
    await connection.query(`${parent} ${sql}`);
    const url = `${[server.username, server.password].map(decodeURIComponent).join(":")}@tcp(${server.host})/${name}`;
    const warnings = Array.from({ length: count }, () => warning);
    const ddl: ModelSource = { kind: "ddl", pattern: "/x.sql" };
    expect(await problemsOf(ddl, `${parent}${sql};`, true)).toEqual(warnings);
    expect(await problemsOf({ kind: "database", tables: ["*"], readSchema: mysqlSchema(url) }, "", true)).toEqual(
      warnings,
    );
    expect(await problemsOf(ddl, `${parent}${sql};`, false)).toEqual([]);
  });

  it("a column's own REFERENCES, which MariaDB and MySQL 9 keep", async () => {
    const sql = "create table t (id int primary key, a int references parent (id) on delete cascade);";
    expect(await problemsOf({ kind: "ddl", pattern: "/x.sql" }, parent + sql, true)).toEqual([warning]);
  });

  it("in a service, whose models are cached", async () => {
    const sql = "create table t (id int primary key, a int, foreign key (a) references parent (id) on delete cascade);";
    const contract = "service t-api {\n  @handler Ping\n  get /ping\n}\n";
    const host = createMemoryHost({ "t.api": contract, "t.sql": parent + sql });
    const { diagnostics } = await generateProject({ ...projectDefaults, api: "t.api" }, host);
    expect(diagnostics).toMatchObject([{ code: "GEN1086", severity: "warning", message: warning }]);
  });
});

async function problemsOf(source: ModelSource, sql: string, cache: boolean): Promise<readonly string[]> {
  const naming = { style: "gozero", cache, prefix: "cache", database: "d", ignoreColumns: undefined };
  const further = { int64: undefined, extras: undefined, directory: "/m", workingDirectory: "/" };
  const options = { ...naming, ...further, source, mode: "write" } as const;
  const { diagnostics } = await generateModel(options, createMemoryHost({ "/x.sql": sql }));
  return diagnostics.map(({ message }) => message);
}
