import { mkdirSync, mkdtempSync, rmSync, utimesSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";

import { DatabaseTimeoutError, openDatabase } from "../../../templates/runtime/database/database.ts";
import type { Database } from "../../../templates/runtime/database/database.ts";
import { startProxy } from "../../services/faulty-proxy.ts";
import { createDatabase } from "../../services/test-database.ts";
import type { TestDatabase } from "../../services/test-database.ts";
import { isClass, loadModel } from "../../model/load-model.ts";
import { bigint, sampleColumn, sampleTable } from "../../model/sample-tables.ts";
import { openableGate, uniqueName } from "./stores.ts";

const create = "create table if not exists item (id integer primary key, name varchar(20) not null)";
const schema = { table: "item", statements: [create] };

async function itemNames(database: Database): Promise<readonly unknown[]> {
  const rows = await database.query("select `name` from `item` order by `name`");
  return rows.map((row) => row["name"]);
}

describe("a transaction", () => {
  let own: TestDatabase;
  const databases = new Map<string, Database>();

  beforeAll(async () => {
    own = await createDatabase();
    await own.run(create);
    databases.set("MySQL", openDatabase(own.dataSource, []));
    databases.set("SQLite", openDatabase("sqlite::memory:", [schema]));
  });
  afterAll(async () => {
    for (const database of databases.values()) await database.close();
    await own.drop();
  });

  function opened(kind: string): Database {
    const database = databases.get(kind);
    if (database === undefined) throw new Error(`no database ${kind}`);
    return database;
  }

  it.each(["MySQL", "SQLite"])("keeps all of its writes or none (%s)", async (kind) => {
    const database = opened(kind);
    const failed = database.transact(async (session) => {
      await session.execute("insert into `item` values (?, ?)", [1, "lost"]);
      throw new Error("changed my mind");
    });
    await expect(failed).rejects.toThrow("changed my mind");
    const result = await database.transact(async (session) => {
      await session.execute("insert into `item` values (?, ?)", [2, "a"]);
      await session.execute("insert into `item` values (?, ?)", [3, "b"]);
      return "done";
    });
    expect(result).toBe("done");
    expect(await itemNames(database)).toEqual(["a", "b"]);
  });

  it("keeps statements from outside out of it (SQLite)", async () => {
    const database = openDatabase("sqlite::memory:", [schema]);
    let outside: Promise<unknown> | undefined;
    const failed = database.transact(async (session) => {
      await session.execute("insert into `item` values (1, 'inside')");
      outside = database.execute("insert into `item` values (2, 'outside')");
      throw new Error("no");
    });
    await expect(failed).rejects.toThrow("no");
    await outside;
    expect(await itemNames(database)).toEqual(["outside"]);
    await database.close();
  });

  it("runs again after a deadlock (MySQL)", async () => {
    const database = opened("MySQL");
    await database.execute("insert into `item` values (10, 'x'), (11, 'x')");
    let arrived = 0;
    const gate = openableGate();
    const both = async (first: number, second: number): Promise<void> =>
      await database.transact(async (session) => {
        await session.execute("update `item` set `name` = 'y' where id = ?", [first]);
        arrived++;
        if (arrived === 2) gate.open();
        await gate.opened;
        await session.execute("update `item` set `name` = 'y' where id = ?", [second]);
      });
    await Promise.all([both(10, 11), both(11, 10)]);
    expect(arrived).toBeGreaterThan(2);
  });
});

describe("MySQL", () => {
  let own: TestDatabase;
  beforeAll(async () => {
    own = await createDatabase();
  });
  afterAll(async () => {
    await own.drop();
  });

  it("begins each session in UTC, with the variables of the DataSource", async () => {
    const database = openDatabase(`${own.dataSource}&sql_mode=%27ANSI%27`, []);
    const [row] = await database.query("select @@session.time_zone as zone, @@session.sql_mode as mode");
    expect(row).toEqual({ zone: "+00:00", mode: expect.stringContaining("ANSI") });
    await database.close();
  });

  it("ends a statement that takes too long, and serves the next one", async () => {
    const database = openDatabase(`${own.dataSource}&readTimeout=300ms`, []);
    const begin = Date.now();
    await expect(database.query("select sleep(5)")).rejects.toBeInstanceOf(DatabaseTimeoutError);
    expect(Date.now() - begin).toBeLessThan(2_000);
    expect(await database.query("select 1 as one")).toEqual([{ one: 1 }]);
    await database.close();
  });

  it("ends a statement when the server hangs, whatever waits for a connection", async () => {
    const proxy = await startProxy(new URL(inject("mysqlUrl")));
    const dataSource = own.dataSource.replace(/\([^)]*\)/u, `(${proxy.host})`);
    const database = openDatabase(`${dataSource}&readTimeout=300ms`, []);
    await database.query("select 1");
    proxy.hang();
    const begin = Date.now();
    const results = await Promise.allSettled(Array.from({ length: 30 }, async () => await database.query("select 1")));
    expect(new Set(results.map(({ status }) => status))).toEqual(new Set(["rejected"]));
    expect(Date.now() - begin).toBeLessThan(3_000);
    proxy.resume();
    await expect
      .poll(async () => await database.query("select 1 as one").catch(() => []), { timeout: 10_000 })
      .toEqual([{ one: 1 }]);
    await database.close();
    await proxy.close();
  });

  it("refuses an integer that a number cannot hold, with the column's name", async () => {
    const table = sampleTable("big", [sampleColumn("id", bigint), sampleColumn("value", bigint)], { primary: ["id"] });
    const { Model } = await loadModel(
      table,
      { kind: "cached", database: uniqueName() },
      isClass<{ findOne(id: number): Promise<unknown>; insert(row: object): Promise<void> }>,
    );
    await own.run(
      "create table big (id bigint primary key, value bigint not null)",
      "insert into big values (1, 9007199254740993)",
    );
    const database = openDatabase(own.dataSource, []);
    const { openCache } = await import("../../../templates/runtime/cache/cache.ts");
    const model = new Model(database, openCache([]));
    await expect(model.findOne(1)).rejects.toThrow("column big.value holds a value that cannot be read exactly");
    await expect(model.insert({ id: 2, value: 2 ** 53 })).rejects.toThrow("column big.value cannot hold the value");
    await database.close();
  });
});

describe("SQLite in a file", () => {
  const folder = mkdtempSync(join(tmpdir(), "tsgoctl-sqlite-"));
  afterAll(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  it("has its rows again after a restart", async () => {
    const dataSource = `sqlite:${join(folder, "a folder of its own", "restart.db")}`;
    const first = openDatabase(dataSource, [schema]);
    await first.execute("insert into `item` values (1, 'kept')");
    await first.close();
    const second = openDatabase(dataSource, [schema]);
    expect(await itemNames(second)).toEqual(["kept"]);
    await second.close();
  });

  it("is not blocked by the lock of a process that was killed", async () => {
    const file = join(folder, "killed.db");
    const lock = `${file}.lock`;
    mkdirSync(lock);
    const anHourAgo = new Date(Date.now() - 3_600_000);
    utimesSync(lock, anHourAgo, anHourAgo);
    const database = openDatabase(`sqlite:${file}`, [schema]);
    expect(await itemNames(database)).toEqual([]);
    await database.close();
  });
});
