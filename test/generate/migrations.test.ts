import { randomBytes } from "node:crypto";
import { createConnection } from "mysql2/promise";
import type { Connection } from "mysql2/promise";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";

import { generateModel } from "../../src/generate/generate-model.ts";
import type { ModelSource } from "../../src/generate/model-input.ts";
import { createMemoryHost } from "../../src/host/memory-host.ts";
import { mysqlSchema } from "../../src/host/mysql-schema.ts";

const server = new URL(inject("mysqlUrl"));
const name = `migrations_${randomBytes(6).toString("hex")}`;

let connection: Connection;
beforeAll(async () => {
  connection = await createConnection({ uri: server.href, multipleStatements: true });
});
afterAll(async () => {
  await connection.query(`drop database if exists \`${name}\``);
  await connection.end();
});

const tables = `
  create table a (id bigint auto_increment primary key, x int, y varchar(20) unique, unique key u (x, y), unique (x));
  create table b (id int, n int not null default 3, primary key (id, n));
`;

type Migration = readonly [what: string, sql: string] | readonly [what: string, sql: string, server: "MariaDB"];

/** Each begins with the tables above. A server that lacks a statement, such as MySQL what MariaDB alone has, is told by its refusal. */
const migrations: readonly Migration[] = [
  ["a table that gets another name", "rename table a to c"],
  ["tables that swap their names", "rename table a to tmp, b to a, tmp to b"],
  [
    "a new name by ALTER TABLE",
    "alter table a rename to c, add z int; alter table c rename d; alter table d rename as e",
  ],
  ["a table that is dropped", "drop table a"],
  ["several, some of which are not there", "drop table if exists a, nothing cascade"],
  ["a table that is dropped and made again", "drop table a; create table a (k int primary key)"],
  ["a new name that was another table's", "drop table b; rename table a to b"],
  ["a table that is replaced", "create or replace table a (k int primary key)", "MariaDB"],
  [
    "a temporary table",
    "create temporary table tmp (id int primary key); drop temporary table tmp; drop temporary table if exists a",
  ],
  ["an index that is dropped", "drop index u on a; drop index `x` on a"],
  ["the index of a column's UNIQUE", "alter table a drop index y"],
  ["a key that has got a number for its name", "alter table a add unique (y, id); alter table a drop key y"],
  ["a constraint", "alter table a drop constraint u"],
  ["a primary key by its name", "drop index `PRIMARY` on b; alter table b add primary key (id)"],
  ["the columns of a primary key that is dropped", "alter table b drop primary key, add k int primary key"],
  ["an index that is replaced", "create or replace unique index u on a (y, x)", "MariaDB"],
  [
    "indexes that are there already",
    "create unique index if not exists u on a (id, x); alter table a add unique key if not exists u (id, y)",
    "MariaDB",
  ],
  [
    "IF NOT EXISTS and IF EXISTS of columns",
    "alter table a add column if not exists x text, add if not exists z int, drop if exists q, modify if exists q int, change if exists q r int",
    "MariaDB",
  ],
  [
    "IF NOT EXISTS of keys",
    "alter table a add index if not exists i (x), add constraint foreign key if not exists f (x) references b (id), add constraint if not exists c check (x > 0)",
    "MariaDB",
  ],
  [
    "IF EXISTS of keys",
    "alter table a drop index if exists nothing, drop key if exists u; drop index if exists nothing on a",
    "MariaDB",
  ],
  ["a column that gets another name", "alter table a rename column x to z; alter table a add unique (z, id)"],
  ["columns that swap their names", "alter table a rename column x to y, rename column y to x"],
  ["columns that swap their names and types", "alter table a change x y int, change y x varchar(30)"],
  ["a key on a column's new name", "alter table a change x z int, add unique key w (z, id)"],
  [
    "a column that is dropped and made anew",
    "alter table a drop index u, drop index x, drop column x, add column x varchar(9) not null first",
  ],
  ["an index that gets another name", "alter table a rename index u to w; alter table a drop index w"],
  ["two indexes that get other names", "alter table a rename key u to w, rename index x to v; drop index v on a"],
  [
    "defaults",
    "alter table b alter column n set default 7; alter table a alter x set default 4, alter y set default 'q'",
  ],
  ["defaults that go", "alter table b alter n drop default"],
  [
    "places",
    "alter table a modify x bigint first, add q int after x, add r int, add (s int, t int unique), modify id bigint auto_increment after r",
  ],
  [
    "places after columns of the same statement",
    "alter table a add q int after x, add r int after q, change y w varchar(20) after r",
  ],
  [
    "a key of a column that is changed",
    "alter table b modify n bigint not null unique, drop primary key, add primary key (n)",
  ],
  [
    "waiting",
    "alter table a wait 5 add w int; alter table a nowait add v int; rename table a wait 5 to c; drop table b wait 5",
    "MariaDB",
  ],
  ["comments", "alter table a comment 'new', engine=InnoDB; alter table a modify x int comment 'c'"],
  [
    "collations",
    "alter table a collate utf8mb4_bin, add z varchar(9); alter table b convert to character set utf8mb4 collate utf8mb4_bin",
  ],
  ["a table like one that was changed", "alter table a drop index u, add z int; create table c like a"],
  [
    "indexes of other kinds",
    "create index i on a (x); create fulltext index f on a (y); drop index i on a; alter table a rename key f to g; drop index g on a",
  ],
  ["system versions", "alter table a add system versioning; alter table a drop system versioning", "MariaDB"],
  [
    "a foreign key and its index",
    "alter table a add k bigint, add constraint f foreign key (k) references a (id); alter table a drop foreign key f, drop index f",
  ],
  [
    "options of the change itself",
    "alter table a auto_increment = 5, algorithm=copy, lock=shared; alter table a force; alter table a rename key u to w, algorithm=inplace",
  ],
  [
    "partitions",
    "alter table b partition by hash (id) partitions 2; alter table b add partition partitions 1; alter table b remove partitioning",
  ],
  ["checks", "alter table a add check (x > 0), add constraint c check (y <> ''); alter table a drop constraint c"],
  [
    "columns in another letter case",
    "alter table a change X x2 bigint, modify Y varchar(9) not null; alter table a drop index U, drop column X2",
  ],
  [
    "a column that leaves the keys of several columns",
    "alter table b add c int, add unique uc (c, n); alter table b drop index uc, drop column c",
  ],
  [
    "everything a column can say",
    "alter table a modify column y varchar(20) character set latin1 collate latin1_bin not null default 'q' comment 'x' after id, add z int unsigned null default 5 after y",
  ],
  [
    "two keys without names",
    "alter table a add k int, add unique (k), add unique (k, id), add unique (k, x); alter table a drop index k_2",
  ],
  [
    "a table that is made once more",
    "create table if not exists a (q int primary key); rename table a to c; create table if not exists a (q int primary key)",
  ],
  [
    "a primary key that moves",
    "alter table a modify id bigint not null, drop primary key, add column k int auto_increment primary key first",
  ],
  ["numbers that begin", "alter table b drop primary key, modify id int auto_increment primary key"],
  [
    "generated columns",
    "alter table a add g int as (x + 1) stored, add h varchar(30) as (concat(y, 'a,b')) virtual; alter table a drop g, add unique (h)",
  ],
  [
    "a statement in a version comment",
    "/*!40000 ALTER TABLE `a` DISABLE KEYS */; /*!50001 ALTER TABLE a ADD q int */; /*!50001 DROP TABLE IF EXISTS b */",
  ],
  [
    "a routine whose body changes tables and never runs",
    "create procedure p() begin drop table a; alter table b add q int; end; drop procedure p",
  ],
  ["an event that would drop a table", "create event e on schedule every 1 day disable do drop table a; drop event e"],
];

describe("models of migrations are those of the database that they leave behind", () => {
  it.each(migrations)("%s", async (_, sql, needed?) => {
    await connection.query(
      `drop database if exists \`${name}\`; create database \`${name}\` character set utf8mb4; use \`${name}\`; ${tables}`,
    );
    const [versions] = await connection.query("select version() as version");
    const isMariadb = JSON.stringify(versions).includes("MariaDB");
    const isTaken = await connection.query(sql).then(
      () => true,
      () => false,
    );
    expect(isTaken).toBe(needed === undefined || isMariadb);
    if (!isTaken) return;
    const url = `${[server.username, server.password].map(decodeURIComponent).join(":")}@tcp(${server.host})/${name}`;
    const read = await modelsOf({ kind: "database", tables: ["*"], readSchema: mysqlSchema(url) }, "");
    expect(await modelsOf({ kind: "ddl", pattern: "/x.sql" }, `${tables}${sql};`)).toBe(read);
  });
});

/** The generated files of models, but for the name of what they were read from, or what is wrong. */
async function modelsOf(source: ModelSource, sql: string): Promise<string> {
  const host = createMemoryHost({ "/x.sql": sql });
  const naming = { style: "gozero", cache: true, prefix: "cache", database: "d", ignoreColumns: undefined };
  const options = {
    ...naming,
    int64: undefined,
    extras: undefined,
    source,
    directory: "/m",
    mode: "write",
    workingDirectory: "/",
  } as const;
  const { diagnostics } = await generateModel(options, host);
  expect(diagnostics).toEqual([]);
  const models = Object.entries(host.files()).filter(([path]) => path.endsWith("model_gen.ts"));
  const texts = models.map(([path, text]) => `${path}\n${text.replace(/^\/\/ source: .*$/mu, "")}`);
  return texts.toSorted().map(withSortedKeys).join("");
}

/** The server's keys come in the order of their names, which says nothing. */
function withSortedKeys(text: string): string {
  return text.replaceAll(/(?:^ +unique \(.*\n)+/gmu, (keys) => {
    const lines = keys.split("\n").map((line) => line.replace(/,$/u, ""));
    return `${lines
      .filter((line) => line !== "")
      .toSorted()
      .join("\n")}\n`;
  });
}
