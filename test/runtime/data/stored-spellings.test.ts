import { createConnection } from "mysql2/promise";
import { afterEach, describe, expect, inject, it } from "vitest";

import { openCache } from "../../../templates/runtime/cache/cache.ts";
import { openDatabase } from "../../../templates/runtime/database/database.ts";
import { startMysql } from "../../services/start-mysql.ts";
import { isClass, loadModel } from "../../model/load-model.ts";
import { tableOf } from "../../model/table-of.ts";
import { openStores, storeKinds, uniqueName } from "./stores.ts";
import type { Stores } from "./stores.ts";

interface AnyModel {
  insert(row: object): Promise<unknown>;
  findOne(id: unknown): Promise<object | undefined>;
  findOneByName(name: unknown): Promise<object | undefined>;
  update(row: object): Promise<void>;
  delete(id: unknown): Promise<void>;
}

async function openModel(kind: (typeof storeKinds)[number], ddl: string) {
  const options = { kind: "cached", database: uniqueName() } as const;
  const { Model, schema } = await loadModel(tableOf(ddl), options, isClass<AnyModel>);
  const stores = await openStores(kind, [ddl], schema);
  return { stores, model: new Model(stores.database, stores.cache) };
}

async function isMariadb(): Promise<boolean> {
  const connection = await createConnection({ uri: inject("mysqlUrl") });
  const [rows] = await connection.query("select version() as version");
  await connection.end();
  return JSON.stringify(rows).includes("MariaDB");
}

const spellings: readonly { type: string; given: unknown; stored: unknown; only?: "MariaDB" }[] = [
  { type: "time", given: "12:0:0", stored: "12:00:00" },
  { type: "time", given: "-0:0", stored: "00:00:00" },
  { type: "time(3)", given: "-1:02:03.5", stored: "-01:02:03.500" },
  { type: "year", given: 26, stored: 2026 },
  { type: "year", given: 70, stored: 1970 },
  { type: "year", given: 0, stored: 0 },
  { type: "binary(4)", given: Buffer.from("61", "hex"), stored: Buffer.from("61000000", "hex") },
  { type: "char(4) character set binary", given: Buffer.from("61", "hex"), stored: Buffer.from("61000000", "hex") },
  { type: "set('a','b')", given: "b,a", stored: "a,b", only: "MariaDB" },
  {
    type: "uuid",
    given: "123E4567E89B12D3A456426614174000",
    stored: "123e4567-e89b-12d3-a456-426614174000",
    only: "MariaDB",
  },
  { type: "inet6", given: "2001:DB8:0::1", stored: "2001:db8::1", only: "MariaDB" },
];

describe.each(storeKinds)("on %s", (storeKind) => {
  let stores: Stores | undefined;
  afterEach(async () => {
    await stores?.close();
    stores = undefined;
  });

  it.each(spellings.filter(({ only }) => only === undefined || storeKind === "MySQL and Redis"))(
    "finds $stored in a $type that was given $given, though it was looked for in vain",
    async (sample) => {
      const { type, given, stored, only } = sample;
      if (only !== undefined && !(await isMariadb())) return;
      const opened = await openModel(
        storeKind,
        `create table sample (id bigint primary key, name ${type} not null, unique (name))`,
      );
      ({ stores } = opened);
      const { model } = opened;
      for (const name of [stored, given]) expect(await model.findOneByName(name), "before").toBeUndefined();
      await model.insert({ id: 1, name: given });
      for (const read of ["first read", "second read"]) {
        expect(await model.findOneByName(stored), read).toEqual({ id: 1, name: stored });
      }
      await model.delete(1);
      for (const name of [stored, given]) expect(await model.findOneByName(name), "deleted").toBeUndefined();
    },
  );

  it("finds a row by a column that the database computes after each write", async () => {
    const opened = await openModel(
      "MySQL and Redis",
      "create table sample (id bigint primary key, mail varchar(40) not null, " +
        "name varchar(40) as (lower(mail)) stored, unique (name))",
    );
    ({ stores } = opened);
    const { model } = opened;
    expect(await model.findOneByName("a@x")).toBeUndefined();
    await model.insert({ id: 1, mail: "A@x" });
    expect(await model.findOneByName("a@x")).toEqual({ id: 1, mail: "A@x", name: "a@x" });
    expect(await model.findOneByName("b@x")).toBeUndefined();
    await model.update({ id: 1, mail: "B@x", name: "a@x" });
    expect(await model.findOneByName("b@x")).toEqual({ id: 1, mail: "B@x", name: "b@x" });
    expect(await model.findOneByName("a@x")).toBeUndefined();
  });
});

it("refuses what a column cannot hold on a server that would cut it", async () => {
  const server = await startMysql();
  const { host } = new URL(server.url);
  const administrator = await createConnection({ uri: server.url });
  await administrator.query("create database lax");
  const ddl = "create table sample (id bigint primary key, name varchar(5) not null, unique (name))";
  await administrator.query(ddl.replace("sample", "lax.sample"));
  const { Model } = await loadModel(tableOf(ddl), { kind: "cached", database: uniqueName() }, isClass<AnyModel>);
  const cache = openCache([]);
  try {
    for (const mode of ["NO_ENGINE_SUBSTITUTION", ""]) {
      await administrator.query("set global sql_mode = ?", [mode]);
      const database = openDatabase(`root@tcp(${host})/lax`, []);
      const model = new Model(database, cache);
      await expect(model.insert({ id: 1, name: "truncated" })).rejects.toThrow("too long");
      expect(await database.query("select `name` from `sample`")).toEqual([]);
      await database.close();
    }
  } finally {
    await cache.close();
    await administrator.end();
    await server.stop();
  }
});
