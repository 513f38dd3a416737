import { setTimeout as delay } from "node:timers/promises";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";

import { DuplicateKeyError } from "../../../templates/runtime/database/database.ts";
import type { Database } from "../../../templates/runtime/database/database.ts";
import { isClass, loadModel } from "../../model/load-model.ts";
import { bigint, sampleColumn, sampleTable, userTableSpec, varchar } from "../../model/sample-tables.ts";
import { openStores, storeKinds, uniqueName } from "./stores.ts";
import type { Stores } from "./stores.ts";
import { userDdl } from "./user-model.ts";
import type { User } from "./user-model.ts";

interface NewUser {
  username: string;
  password: string;
  role?: string;
}

interface Users {
  insert(row: NewUser): Promise<number>;
  update(row: User): Promise<void>;
  findOne(id: number): Promise<User | undefined>;
  findOneByUsername(username: string): Promise<User | undefined>;
  findMany(keys: readonly number[]): Promise<User[]>;
  insertMany(rows: readonly NewUser[]): Promise<number[]>;
  deleteMany(keys: readonly number[]): Promise<number>;
  transact<Result>(work: (model: Users) => Promise<Result>): Promise<Result>;
}

let names = 0;
const newUsers = (count: number): NewUser[] =>
  Array.from({ length: count }, () => ({ username: `bulk${++names}`, password: "pw" }));

const kinds = storeKinds.flatMap((store) => [[store, "cached"] as const, [store, "plain"] as const]);

describe.each(kinds)("many rows at once on %s, %s", (storeKind, kind) => {
  let stores: Stores;
  let users: Users;

  beforeAll(async () => {
    const options = { kind, database: uniqueName(), extras: ["bulk"] } as const;
    const { Model, schema } = await loadModel(userTableSpec, options, isClass<Users>);
    stores = await openStores(storeKind, [userDdl], schema);
    users = new Model(stores.database, stores.cache);
  });
  afterAll(async () => {
    await stores.close();
  });
  beforeEach(() => {
    stores.statements.length = 0;
  });

  it("are inserted with the numbers that are told, whatever columns they leave out", async () => {
    const given = newUsers(7).map((row, index) => (index === 3 || index === 4 ? { ...row, role: "admin" } : row));
    const ids = await users.insertMany(given);
    expect(new Set(ids).size).toBe(7);
    for (const [index, id] of ids.entries()) expect(await users.findOne(id)).toMatchObject({ id, ...given[index] });
    const found = await users.findMany(ids);
    expect(found.map(({ username }) => username)).toEqual(given.map(({ username }) => username));
  });

  it("are inserted all or not at all", async () => {
    const [taken] = newUsers(1);
    if (taken === undefined) throw new Error("no row");
    await users.insert(taken);
    const rows = [...newUsers(2), { ...newUsers(1)[0], role: "a" }, taken].map((row) => ({ ...taken, ...row }));
    await expect(users.insertMany(rows)).rejects.toBeInstanceOf(DuplicateKeyError);
    expect(await users.findOneByUsername(rows[0]?.username ?? "")).toBeUndefined();
    expect(await users.findOneByUsername(rows[2]?.username ?? "")).toBeUndefined();
  });

  it("are found once each in the order of the keys, without those that are not there", async () => {
    const [a = 0, b = 0, c = 0] = await users.insertMany(newUsers(3));
    await users.findOne(b);
    const found = await users.findMany([c, 0, b, c, a]);
    expect(found.map(({ id }) => id)).toEqual([c, b, a]);
    expect(found[1]).toStrictEqual(await users.findOne(b));
  });

  it("are deleted, and counted once each", async () => {
    const ids = await users.insertMany(newUsers(3));
    const rows = await users.findMany(ids);
    for (const id of ids) await users.findOne(id);
    for (const { username } of rows) await users.findOneByUsername(username);
    expect(await users.deleteMany([...ids, ...ids, 0])).toBe(3);
    expect(await users.findMany(ids)).toEqual([]);
    for (const id of ids) expect(await users.findOne(id)).toBeUndefined();
    for (const { username } of rows) expect(await users.findOneByUsername(username)).toBeUndefined();
    expect(await users.deleteMany(ids)).toBe(0);
  });

  it("are there when they were looked for in vain before", async () => {
    const [row = { username: "", password: "" }] = newUsers(1);
    const last = await users.insert({ ...row, username: `${row.username}x` });
    expect([await users.findOne(last + 1), await users.findOneByUsername(row.username)]).toEqual([
      undefined,
      undefined,
    ]);
    expect(await users.insertMany([row, ...newUsers(1)])).toEqual([last + 1, last + 2]);
    expect(await users.findOne(last + 1)).toMatchObject(row);
    expect(await users.findMany([last + 1])).toMatchObject([row]);
    expect(await users.findOneByUsername(row.username)).toMatchObject(row);
  });

  it("are nobody else's until the transaction is committed, and go with it when it is not", async () => {
    const [kept = 0] = await users.insertMany(newUsers(1));
    await users.findOne(kept);
    const rolledBack = users.transact(async (own) => {
      const ids = await own.insertMany(newUsers(2));
      expect(await own.findMany([kept, ...ids])).toHaveLength(3);
      expect(await own.deleteMany([kept])).toBe(1);
      expect(await own.findMany([kept])).toEqual([]);
      throw new Error("changed my mind");
    });
    await expect(rolledBack).rejects.toThrow("changed my mind");
    expect(await users.findMany([kept])).toHaveLength(1);
  });

  it("are none", async () => {
    expect([await users.findMany([]), await users.insertMany([]), await users.deleteMany([])]).toEqual([[], [], 0]);
    expect(stores.statements).toEqual([]);
  });

  it("are read by few statements, and by none where the cache has them", async () => {
    const ids = await users.insertMany(newUsers(600));
    expect(new Set(ids).size).toBe(600);
    stores.statements.length = 0;
    expect((await users.findMany(ids)).map(({ id }) => id)).toEqual(ids);
    expect(stores.statements).toHaveLength(2);
    const some = ids.slice(0, 3);
    for (const id of some) await users.findOne(id);
    stores.statements.length = 0;
    expect(await users.findMany(some)).toHaveLength(3);
    expect(stores.statements).toHaveLength(kind === "cached" ? 0 : 1);
    expect(await users.deleteMany(ids)).toBe(600);
    expect(await users.findMany(ids)).toEqual([]);
  });

  it("are inserted by statements of a megabyte", async () => {
    const password = "x".repeat(100);
    const rows = newUsers(12_000).map((row) => ({ ...row, password }));
    const ids = await users.insertMany(rows);
    expect(new Set(ids).size).toBe(12_000);
    const last = ids.at(-1) ?? 0;
    expect(await users.findMany([last])).toMatchObject([{ id: last, username: rows.at(-1)?.username }]);
  });

  it("are never outdated for those who read while others insert and delete", async () => {
    const ids = await users.insertMany(newUsers(4));
    const everybody = [...ids];
    const deleted = new Set<number>();
    const over = new AbortController();
    const read = async (): Promise<void> => {
      while (!over.signal.aborted) {
        const gone = new Set(deleted);
        const asked = everybody.slice(-8);
        const isByList = Math.random() < 0.5;
        const found = isByList ? await users.findMany(asked) : await oneByOne(asked);
        for (const row of found) expect(gone).not.toContain(row?.id);
        await delay(Math.random() * 3);
      }
    };
    const oneByOne = async (asked: readonly number[]): Promise<readonly (User | undefined)[]> =>
      await Promise.all(asked.map(async (id) => await users.findOne(id)));
    const write = async (): Promise<void> => {
      for (let round = 0; round < 15; round++) {
        const gone = ids.splice(0, 2);
        await users.deleteMany(gone);
        for (const id of gone) deleted.add(id);
        const fresh = await users.insertMany(newUsers(2));
        expect(await users.findMany(fresh)).toHaveLength(2);
        ids.push(...fresh);
        everybody.push(...fresh);
      }
    };
    await Promise.all([read(), read(), read(), write().finally(() => over.abort())]);
    expect(await users.findMany(ids)).toHaveLength(4);
    expect(await users.findMany([...deleted])).toEqual([]);
  });
});

interface Seat {
  hall: bigint;
  place: string;
  code: string;
}

interface Seats {
  findOne(hall: bigint, place: string): Promise<Seat | undefined>;
  findMany(keys: readonly { hall: bigint; place: string }[]): Promise<Seat[]>;
  insertMany(rows: readonly { hall: bigint; place: string; code?: string }[]): Promise<void>;
  deleteMany(keys: readonly { hall: bigint; place: string }[]): Promise<number>;
  findOneByHallCode(hall: bigint, code: string): Promise<Seat | undefined>;
}

const seat = sampleTable(
  "seat",
  [
    sampleColumn("hall", bigint),
    sampleColumn("place", varchar(8)),
    sampleColumn("code", varchar(8), { hasDefault: true, default: { kind: "text", value: "none" } }),
  ],
  { primary: ["hall", "place"], unique: [["hall", "code"]] },
);
const seatDdl =
  "create table seat (hall bigint not null, place varchar(8) not null, code varchar(8) not null default 'none', " +
  "primary key (hall, place), unique key (hall, code))";

describe.each(storeKinds)("many rows with a key of two columns on %s", (storeKind) => {
  let stores: Stores;
  let seats: Seats;

  beforeAll(async () => {
    const options = { kind: "cached", database: uniqueName(), int64: "bigint", extras: ["bulk"] } as const;
    const { Model, schema } = await loadModel(seat, options, isClass<Seats>);
    stores = await openStores(storeKind, [seatDdl], schema);
    seats = new Model(stores.database, stores.cache);
  });
  afterAll(async () => {
    await stores.close();
  });

  it("are inserted, found and deleted by it", async () => {
    const hall = 9_007_199_254_740_993n;
    const keys = ["a", "b", "c"].map((place) => ({ hall, place }));
    expect(await seats.findMany(keys)).toEqual([]);
    await seats.insertMany(keys.map((key) => ({ ...key, code: `${key.place}1` })));
    expect((await seats.findMany(keys.toReversed())).map(({ code }) => code)).toEqual(["c1", "b1", "a1"]);
    expect(await seats.deleteMany([{ hall, place: "b" }])).toBe(1);
    expect((await seats.findMany(keys)).map(({ place }) => place)).toEqual(["a", "c"]);
  });

  it("are found by a unique value that a default has decided", async () => {
    expect(await seats.findOneByHallCode(7n, "none")).toBeUndefined();
    await seats.insertMany([{ hall: 7n, place: "z" }]);
    expect(await seats.findOneByHallCode(7n, "none")).toMatchObject({ place: "z" });
  });

  it("are found in another spelling, as the collation does", async () => {
    await seats.insertMany([{ hall: 8n, place: "Lower" }]);
    expect(await seats.findMany([{ hall: 8n, place: "lOWER" }])).toMatchObject([{ place: "Lower" }]);
    expect(await seats.deleteMany([{ hall: 8n, place: "LOWER" }])).toBe(1);
    expect(await seats.findOne(8n, "Lower")).toBeUndefined();
  });
});

it("the rows of a server whose numbers have a step are told by their own numbers", async () => {
  const { Model, schema } = await loadModel(
    userTableSpec,
    { kind: "cached", database: uniqueName(), extras: ["bulk"] },
    isClass<Users>,
  );
  const stores = await openStores("MySQL and Redis", [userDdl], schema);
  const stepped: Database = {
    ...stores.database,
    transact: async (work) =>
      await stores.database.transact(async (session) => {
        await session.execute("set auto_increment_increment = 3");
        try {
          return await work(session);
        } finally {
          await session.execute("set auto_increment_increment = 1");
        }
      }),
  };
  const users = new Model(stepped, stores.cache);
  const rows = newUsers(3);
  const ids = await users.insertMany(rows);
  expect((await users.findMany(ids)).map(({ username }) => username)).toEqual(rows.map(({ username }) => username));
  expect((ids[2] ?? 0) - (ids[0] ?? 0)).toBe(6);
  await stores.close();
});
