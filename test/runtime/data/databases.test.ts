import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";

import { openDatabase } from "../../../templates/runtime/database/database.ts";
import type { Database, SqlSession } from "../../../templates/runtime/database/database.ts";
import { SqliteDatabase } from "../../../templates/runtime/database/sqlite-database.ts";
import { startProxy } from "../../services/faulty-proxy.ts";
import type { FaultyProxy } from "../../services/faulty-proxy.ts";
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

  it.each(["MySQL", "SQLite"])("takes no statement after its end (%s)", async (kind) => {
    const database = opened(kind);
    const over = "the transaction is over";
    const kept = await database.transact(async (session) => session);
    await expect(kept.query("select 1")).rejects.toThrow(over);
    let left: SqlSession | undefined;
    const failed = database.transact(async (session) => {
      left = session;
      throw new Error("no");
    });
    await expect(failed).rejects.toThrow("no");
    await expect(left?.execute("insert into `item` values (100, 'after the end')")).rejects.toThrow(over);
    expect(await database.query("select 1 as one from `item` where id = 100")).toEqual([]);
  });

  it.each(["MySQL", "SQLite"])("is rolled back if it does not end in time (%s)", async (kind) => {
    const database =
      kind === "MySQL"
        ? openDatabase(`${own.dataSource}&readTimeout=2s`, [])
        : new SqliteDatabase(":memory:", [schema], 200);
    let session: SqlSession | undefined;
    const endless = database.transact(async (given) => {
      session = given;
      await given.execute("insert into `item` values (200, 'endless')");
      await new Promise(() => {});
    });
    await expect(endless).rejects.toMatchObject({
      code: 503,
      message: expect.stringMatching(/^the transaction did not end within \d+ ms and was rolled back$/u),
    });
    await expect(session?.query("select 1")).rejects.toThrow("the transaction is over");
    // MySQL rolls back when it sees that the connection is gone. Until then the row is locked, which only a read with a lock minds.
    const locking = kind === "MySQL" ? " for update" : "";
    const rows = async () => await database.query(`select 1 as one from \`item\` where id = 200${locking}`);
    await expect.poll(rows, { timeout: 20_000 }).toEqual([]);
    await database.execute("insert into `item` values (200, 'next')");
    await database.execute("delete from `item` where id = 200");
    await database.close();
  });

  it("commits nothing after a statement that took too long, even if the work goes on (MySQL)", async () => {
    const database = openDatabase(`${own.dataSource}&readTimeout=500ms`, []);
    const lock = uniqueName();
    await own.run(`do get_lock('${lock}', 0)`);
    const stubborn = database.transact(async (session) => {
      await session.execute("insert into `item` values (300, 'stubborn')");
      await session.query(`select get_lock('${lock}', 600)`).catch(() => {});
    });
    await expect(stubborn).rejects.toThrow("the database did not answer within 500 ms");
    await own.run(`do release_lock('${lock}')`);
    expect(await database.query("select 1 as one from `item` where id = 300")).toEqual([]);
    await database.close();
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
  const timeout = { code: 503, name: "DatabaseTimeoutError", message: "the database did not answer within 300 ms" };
  beforeAll(async () => {
    own = await createDatabase();
  });
  afterAll(async () => {
    await own.drop();
  });

  function through(proxy: FaultyProxy): string {
    return own.dataSource.replace(/\([^)]*\)/u, `(${proxy.host})`);
  }

  it("begins each session in UTC, with the variables of the DataSource", async () => {
    const database = openDatabase(`${own.dataSource}&sql_mode=%27ANSI%27`, []);
    const [row] = await database.query("select @@session.time_zone as zone, @@session.sql_mode as mode");
    expect(row).toEqual({ zone: "+00:00", mode: expect.stringContaining("ANSI") });
    await database.close();
  });

  it("ends a statement that takes too long, and serves the next one", async () => {
    const database = openDatabase(`${own.dataSource}&readTimeout=300ms`, []);
    const lock = uniqueName();
    await own.run(`do get_lock('${lock}', 0)`);
    // The answer comes while the lock is still held, so that the server has not given it.
    await expect(database.query(`select get_lock('${lock}', 600)`)).rejects.toMatchObject(timeout);
    expect(await database.query("select 'x' as one")).toEqual([{ one: "x" }]);
    await own.run(`do release_lock('${lock}')`);
    await database.close();
  });

  it("ends a statement while the server hangs, whatever waits for a connection", async () => {
    const proxy = await startProxy(new URL(inject("mysqlUrl")));
    const database = openDatabase(`${through(proxy)}&readTimeout=300ms`, []);
    await database.query("select 1");
    proxy.hang();
    const results = await Promise.allSettled(Array.from({ length: 30 }, async () => await database.query("select 1")));
    expect(results).toEqual(results.map(() => ({ status: "rejected", reason: expect.objectContaining(timeout) })));
    proxy.resume();
    await expect
      .poll(async () => await database.query("select 'x' as one").catch(() => []), { timeout: 10_000 })
      .toEqual([{ one: "x" }]);
    await database.close();
    await proxy.close();
  });

  it("serves others however many statements wait for a lock longer than they may", async () => {
    const database = openDatabase(`${own.dataSource}&readTimeout=300ms`, []);
    const lock = uniqueName();
    await own.run(`do get_lock('${lock}', 0)`);
    for (let burst = 0; burst < 2; burst++) {
      const waiting = Array.from({ length: 25 }, async () => await database.query(`select get_lock('${lock}', 600)`));
      const results = await Promise.allSettled(waiting);
      expect(results).toEqual(results.map(() => ({ status: "rejected", reason: expect.objectContaining(timeout) })));
      expect(await database.query("select 'x' as one")).toEqual([{ one: "x" }]);
    }
    await own.run(`do release_lock('${lock}')`);
    await database.close();
  });

  it("serves many more queries at once than there are connections", async () => {
    // What other tests have left waiting on the server is in another database.
    const alone = await createDatabase();
    const database = openDatabase(`${alone.dataSource}&readTimeout=20s&connectionLimit=3`, []);
    const queries = Array.from({ length: 1_000 }, async (_, index) => await database.query("select ? as n", [index]));
    const answers = await Promise.all(queries);
    expect(answers).toEqual(Array.from({ length: 1_000 }, (_, index) => [{ n: index }]));
    const [row] = await database.query(
      "select count(*) as n from information_schema.processlist where db = database() and user = substring_index(user(), '@', 1)",
    );
    // The tests' own connection is one of them.
    expect(Number(row?.["n"])).toBeLessThanOrEqual(4);
    await database.close();
    await alone.drop();
  });

  it("closes without having been opened, and after an opening that failed", async () => {
    const proxy = await startProxy(new URL(inject("mysqlUrl")));
    const database = openDatabase(through(proxy), []);
    await expect(database.close()).resolves.toBeUndefined();
    proxy.stop();
    await expect(database.query("select 1")).rejects.toThrow(/connection|ECONN/iu);
    await expect(database.close()).resolves.toBeUndefined();
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
