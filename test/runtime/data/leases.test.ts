import { Redis } from "ioredis";
import { afterAll, beforeAll, beforeEach, describe, expect, inject, it } from "vitest";

import { openCache } from "../../../templates/runtime/cache/cache.ts";
import type { Cache } from "../../../templates/runtime/cache/cache.ts";
import type { Database } from "../../../templates/runtime/database/database.ts";
import { watchRedis } from "../../services/watch-redis.ts";
import type { RedisWatch } from "../../services/watch-redis.ts";
import { isClass, loadModel } from "../../model/load-model.ts";
import { sampleColumn, sampleTable, userTableSpec, varchar } from "../../model/sample-tables.ts";
import { slowReader } from "./slow-reader.ts";
import { redisNode } from "./redis-node.ts";
import { openStores, uniqueName } from "./stores.ts";
import type { Stores } from "./stores.ts";
import { userDdl } from "./user-model.ts";
import type { User, UserModel } from "./user-model.ts";

const redisHost = new URL(inject("redisUrl")).host;

describe("processes that share a cache", () => {
  const name = uniqueName();
  const key = (rest: string): string => `cache:${name}:user:${rest}`;
  let stores: Stores;
  let model: UserModel;
  let makeModel: (database: Database, cache: Cache) => UserModel;
  let redis: Redis;
  let watch: RedisWatch;
  const caches: Cache[] = [];

  beforeAll(async () => {
    const { Model, schema } = await loadModel(userTableSpec, { kind: "cached", database: name }, isClass<UserModel>);
    stores = await openStores("MySQL and Redis", [userDdl], schema);
    model = new Model(stores.database, stores.cache);
    makeModel = (database, cache) => new Model(database, cache);
    redis = new Redis(inject("redisUrl"));
    watch = await watchRedis(inject("redisUrl"), `cache:${name}:`);
  });
  afterAll(async () => {
    watch.close();
    redis.disconnect();
    for (const cache of caches) await cache.close();
    await stores.close();
  });
  beforeEach(async () => {
    stores.statements.length = 0;
    await watch.taken();
  });

  /** Another process, whose first read is slow. */
  function slowProcess() {
    const cache = openCache([redisNode(redisHost)]);
    caches.push(cache);
    const { database, hasRead, goOn } = slowReader(stores.database);
    return { model: makeModel(database, cache), hasRead, goOn };
  }

  async function existing(id: number): Promise<User> {
    const user = await model.findOne(id);
    if (user === undefined) throw new Error(`no user ${id}`);
    return user;
  }

  /** The commands that were sent, scripts alike whether by their text or its hash. */
  async function scripts(): Promise<readonly string[]> {
    return (await watch.taken()).map((command) => command.replace(/^eval(?:sha)?/u, "script"));
  }

  it("costs one plain command for a hit by primary key, two by unique key", async () => {
    const id = await model.insert({ username: "hit", password: "pw" });
    await model.findOneByUsername("hit");
    await watch.taken();
    await model.findOne(id);
    expect(await watch.taken()).toEqual([`get ${key(`id:${id}`)}`]);
    await model.findOneByUsername("hit");
    expect(await watch.taken()).toEqual([`get ${key("username:hit")}`, `get ${key(`id:${id}`)}`]);
  });

  it("costs a lease, a SELECT and a fill on a miss", async () => {
    const id = await model.insert({ username: "miss", password: "pw" });
    await watch.taken();
    stores.statements.length = 0;
    await model.findOne(id);
    expect(await scripts()).toEqual([
      `get ${key(`id:${id}`)}`,
      `script ${key(`id:${id}`)}`,
      `script ${key(`id:${id}`)}`,
    ]);
    expect(stores.statements).toHaveLength(1);
  });

  it("holds the row's key and the old and the new unique keys by one command, and drops them by another", async () => {
    const id = await model.insert({ username: "one", password: "pw" });
    const user = await existing(id);
    await watch.taken();
    await model.update({ ...user, username: "two" });
    const renamed = `script ${key(`id:${id}`)} ${key("username:one")} ${key("username:two")}`;
    expect(await scripts()).toEqual([renamed, renamed]);
    await model.delete(id);
    const deleted = `script ${key(`id:${id}`)} ${key("username:two")}`;
    expect(await scripts()).toEqual([deleted, deleted]);
  });

  it("does not let a late reader put back what a write has replaced", async () => {
    const id = await model.insert({ username: "late", password: "pw" });
    const slow = slowProcess();
    const early = slow.model.findOne(id);
    await slow.hasRead;
    await model.update({ ...(await existing(id)), role: "admin" });
    slow.goOn();
    expect((await early)?.role).toBe("user");
    expect(await redis.get(key(`id:${id}`))).toBeNull();
    expect((await existing(id)).role).toBe("admin");
    expect((await slow.model.findOne(id))?.role).toBe("admin");
  });

  it("does not let a late reader hide a row that was inserted meanwhile", async () => {
    const slow = slowProcess();
    const early = slow.model.findOneByUsername("hidden");
    await slow.hasRead;
    const id = await model.insert({ username: "hidden", password: "pw" });
    slow.goOn();
    expect(await early).toBeUndefined();
    expect(await redis.get(key("username:hidden"))).toBeNull();
    expect(await slow.model.findOneByUsername("hidden")).toMatchObject({ id });
  });

  it("does not lead to a row by a name that it has lost meanwhile", async () => {
    const id = await model.insert({ username: "former", password: "pw" });
    const slow = slowProcess();
    const early = slow.model.findOneByUsername("former");
    await slow.hasRead;
    await model.update({ ...(await existing(id)), username: "present" });
    const other = await model.insert({ username: "former", password: "pw" });
    slow.goOn();
    // The read overlaps both writes; the row that it began with has the name no more, so it asks again.
    expect(await early).toMatchObject({ id: other });
    expect(await slow.model.findOneByUsername("former")).toMatchObject({ id: other });
    expect(await slow.model.findOneByUsername("present")).toMatchObject({ id });
  });

  it("keeps the row from before a write that was undone", async () => {
    const id = await model.insert({ username: "undone", password: "pw" });
    const undone = stores.database.transact(async (session) => {
      await session.execute("update `user` set `role` = 'admin' where `id` = ?", [id]);
      expect((await existing(id)).role).toBe("user");
      throw new Error("changed my mind");
    });
    await expect(undone).rejects.toThrow("changed my mind");
    expect((await existing(id)).role).toBe("user");
  });

  it("lets the others load when a process ends with a lease in its hands", async () => {
    const id = await model.insert({ username: "orphan", password: "pw" });
    await redis.set(key(`id:${id}`), "!of a process that is gone", "PX", 2_000);
    expect(await existing(id)).toMatchObject({ username: "orphan" });
    await expect.poll(async () => await redis.get(key(`id:${id}`)), { timeout: 10_000 }).toBeNull();
    await existing(id);
    expect(await redis.get(key(`id:${id}`))).toMatch(/^\{"Id":/u);
  });
});

const codeColumns = [sampleColumn("code", varchar(20)), sampleColumn("name", varchar(20))];
const codeTables = {
  "a unique key": sampleTable("code", codeColumns, { primary: ["code"], unique: [["name"]] }),
  "a primary key alone": sampleTable("word", codeColumns, { primary: ["code"] }),
};
const codeDdl = [
  // The collation that MySQL has by default tells blanks at the end apart.
  "create table code (code varchar(20) not null primary key, name varchar(20) not null, unique key (name)) collate utf8mb4_unicode_ci",
  "create table word (code varchar(20) not null primary key, name varchar(20) not null) collate utf8mb4_unicode_ci",
];

interface Code {
  code: string;
  name: string;
}

interface CodeModel {
  insert(row: Code): Promise<void>;
  findOne(code: string): Promise<Code | undefined>;
  /** Where the name is a unique key. */
  findOneByName?(name: string): Promise<Code | undefined>;
  update(row: Code): Promise<void>;
  delete(code: string): Promise<void>;
}

describe.each(["a unique key", "a primary key alone"] as const)(
  "%s that is compared without regard to case",
  (kind) => {
    let stores: Stores;
    let model: CodeModel;

    beforeAll(async () => {
      const { Model, schema } = await loadModel(
        codeTables[kind],
        { kind: "cached", database: uniqueName() },
        isClass<CodeModel>,
      );
      stores = await openStores("MySQL and Redis", codeDdl, schema);
      model = new Model(stores.database, stores.cache);
    });
    afterAll(async () => {
      await stores.close();
    });

    const spellings = ["Äbc", "äbc", "ABC", "abc", "abc ", "àBĆ"];

    async function found(asked: string): Promise<readonly (Code | undefined)[]> {
      return [await model.findOne(asked), ...(model.findOneByName ? [await model.findOneByName(asked)] : [])];
    }

    it("finds a row that was looked for in vain, whatever the spelling, before it was inserted in another", async () => {
      for (const spelling of spellings) {
        for (const asked of spellings) expect(new Set(await found(asked)), asked).toEqual(new Set([undefined]));
        await model.insert({ code: spelling, name: spelling });
        for (const asked of spellings) {
          expect(await found(asked), `${asked} of ${spelling}`).not.toContain(undefined);
        }
        await model.delete(spelling);
      }
    });

    it("shows a write to whoever has read the row by another spelling", async () => {
      await model.insert({ code: "Key", name: "before" });
      for (const asked of ["KEY", "Key"]) expect(await model.findOne(asked)).toEqual({ code: "Key", name: "before" });
      await model.update({ code: "key", name: "after" });
      for (const asked of ["KEY", "Key", "key"]) expect(await model.findOne(asked)).toMatchObject({ name: "after" });
      await model.delete("kEY");
      for (const asked of ["Key", "KEY", "key", "kEY"]) expect(await model.findOne(asked), asked).toBeUndefined();
    });
  },
);
