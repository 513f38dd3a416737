import { setTimeout as delay } from "node:timers/promises";

import { Redis } from "ioredis";
import { createConnection } from "mysql2/promise";
import { afterAll, beforeAll, describe, expect, inject, it, vi } from "vitest";

import { openCache } from "../../../templates/runtime/cache/cache.ts";
import type { Cache } from "../../../templates/runtime/cache/cache.ts";
import type { CacheStore } from "../../../templates/runtime/cache/cache-store.ts";
import { MemoryStore } from "../../../templates/runtime/cache/memory-store.ts";
import { RedisConnection } from "../../../templates/runtime/cache/redis-connection.ts";
import { RedisStore } from "../../../templates/runtime/cache/redis-store.ts";
import { openDatabase } from "../../../templates/runtime/database/database.ts";
import type { Database } from "../../../templates/runtime/database/database.ts";
import { isClass, loadModel } from "../../model/load-model.ts";
import { userTableSpec } from "../../model/sample-tables.ts";
import { redisNode } from "./redis-node.ts";
import { unbound } from "./slow-reader.ts";
import { openableGate, openStores, uniqueName } from "./stores.ts";
import type { Stores } from "./stores.ts";
import { userDdl } from "./user-model.ts";
import type { User, UserModel } from "./user-model.ts";

const redisHost = new URL(inject("redisUrl")).host;

const storeKinds: Readonly<Record<string, () => CacheStore>> = {
  Redis: () => new RedisStore(new RedisConnection(redisNode(redisHost))),
  memory: () => new MemoryStore(),
};

describe.each(Object.keys(storeKinds))("holds in %s", (kind) => {
  let store: CacheStore;
  let count = 0;
  const prefix = uniqueName();
  const newKey = (): string => `${prefix}:${++count}`;

  beforeAll(async () => {
    store = storeKinds[kind]?.() ?? new MemoryStore();
    // The connection is there before it begins, and Redis knows the scripts.
    while (!(await store.hold([newKey()], "a", 1).catch(() => false))) await delay(20);
  });
  afterAll(async () => {
    await store.close();
  });

  /** Whether somebody can take a lease and put a value there. */
  async function isFree(key: string): Promise<boolean> {
    return (await store.lease(key, "!lease", 60_000)) === undefined;
  }

  it("take away what stands there, and let nothing be put there until it is deleted", async () => {
    const key = newKey();
    await store.lease(key, "!lease", 60_000);
    await store.hold([key], "a", 60_000);
    expect(await store.fill(key, "!lease", { value: "old", seconds: 60 })).toBe(false);
    expect(await isFree(key)).toBe(false);
    expect(await store.get(key)).toMatch(/^!\+/u);
    await store.delete([key], "a");
    expect(await store.get(key)).toBeUndefined();
    expect(await isFree(key)).toBe(true);
  });

  it("of several writers each end with their own deletion, in any order and also if that is repeated", async () => {
    const key = newKey();
    for (const writer of ["a", "b", "c"]) await store.hold([key], writer, 60_000);
    for (const writer of ["b", "b", "somebody else", "a"]) {
      await store.delete([key], writer);
      expect(await isFree(key), writer).toBe(false);
    }
    await store.delete([key], "c");
    expect(await isFree(key)).toBe(true);
  });

  it("end by themselves, each in its own time, however often others hold the key", async () => {
    const key = newKey();
    await store.hold([key], "dead", 40);
    await store.hold([key], "living", 60_000);
    await delay(80);
    await store.delete([key], "living");
    expect(await isFree(key)).toBe(true);

    const other = newKey();
    await store.hold([other], "long", 60_000);
    await store.hold([other], "short", 20);
    await delay(60);
    expect(await isFree(other)).toBe(false);
    await store.delete([other], "short");
    expect(await isFree(other)).toBe(false);

    const alone = newKey();
    await store.hold([alone], "dead", 40);
    await expect.poll(async () => await store.get(alone)).toBeUndefined();
  });
});

it("hold and drop keys under which somebody has put a list, as they do all others of the command", async () => {
  const redis = new Redis(inject("redisUrl"));
  const store = new RedisStore(new RedisConnection(redisNode(redisHost)));
  const list = `${uniqueName()}:list`;
  const row = `${uniqueName()}:row`;
  try {
    await redis.lpush(list, "x");
    await redis.set(row, "{}");
    await expect.poll(async () => await store.hold([list, row], "a", 60_000).catch(() => false)).toBe(true);
    expect(await store.getMany([list, row])).toEqual([
      expect.stringMatching(/^!\+a@/u),
      expect.stringMatching(/^!\+a@/u),
    ]);
    await redis.del(list);
    await redis.lpush(list, "x");
    await store.delete([list, row], "a");
    expect(await redis.exists(list, row)).toBe(0);
  } finally {
    await store.close();
    redis.disconnect();
  }
});

describe("a write", () => {
  const name = uniqueName();
  let stores: Stores;
  let model: UserModel;
  let makeModel: (database: Database, cache: Cache) => UserModel;
  const caches: Cache[] = [];

  beforeAll(async () => {
    const { Model, schema } = await loadModel(userTableSpec, { kind: "cached", database: name }, isClass<UserModel>);
    stores = await openStores("MySQL and Redis", [userDdl], schema);
    makeModel = (database, cache) => new Model(database, cache);
    model = makeModel(stores.database, stores.cache);
  });
  afterAll(async () => {
    for (const cache of caches) await cache.close();
    await stores.close();
  });

  async function cachedUser(username: string): Promise<User> {
    const id = await model.insert({ username, password: "pw" });
    const user = await model.findOneByUsername(username);
    if (user === undefined) throw new Error(`no user ${id}`);
    return user;
  }

  /** A process that gets no further once its UPDATE is done. */
  function stuckWriter() {
    const cache = openCache([redisNode(redisHost)]);
    caches.push(cache);
    const done = openableGate();
    const gate = openableGate();
    const execute: Database["execute"] = async (sql, values) => {
      const result = await stores.database.execute(sql, values);
      done.open();
      await gate.opened;
      return result;
    };
    return { model: makeModel({ ...stores.database, execute }, cache), hasWritten: done.opened, goOn: gate.open };
  }

  it("is seen by everybody as soon as it is committed, before its writer knows of it", async () => {
    const user = await cachedUser("committed");
    const writer = stuckWriter();
    const write = writer.model.update({ ...user, username: "seen" });
    await writer.hasWritten;
    expect((await model.findOne(user.id))?.username).toBe("seen");
    expect(await model.findOneByUsername("committed")).toBeUndefined();
    expect(await model.findOneByUsername("seen")).toMatchObject({ id: user.id });
    writer.goOn();
    await write;
    stores.statements.length = 0;
    await model.findOne(user.id);
    await model.findOne(user.id);
    expect(stores.statements).toHaveLength(1);
  });

  it("leaves nothing outdated when its process dies before it drops the keys, and the row is cached again soon", async () => {
    const user = await cachedUser("survivor");
    const dead = stuckWriter();
    void dead.model.update({ ...user, role: "admin" });
    await dead.hasWritten;
    const isCached = async (): Promise<boolean> => {
      stores.statements.length = 0;
      expect((await model.findOne(user.id))?.role).toBe("admin");
      return stores.statements.length === 0;
    };
    expect(await isCached()).toBe(false);
    await expect.poll(isCached, { timeout: 10_000 }).toBe(true);
  });

  it.each([
    ["", 1_000],
    ["&readTimeout=10s", 10_000],
  ])("is held for longer than its statement may take (%s)", async (parameter, limit) => {
    const user = await cachedUser(`patient ${limit}`);
    const database = openDatabase(stores.dataSource + parameter, []);
    const redis = new Redis(inject("redisUrl"));
    const times: number[] = [];
    const look = async (): Promise<void> => {
      const key = `cache:${name}:user:id:${user.id}`;
      await vi.waitUntil(async () => (await redis.get(key))?.startsWith("!+"), { timeout: 10_000, interval: 5 });
      times.push(await redis.pttl(key));
    };
    const execute: Database["execute"] = async (sql, values) => {
      await look();
      return await database.execute(sql, values);
    };
    const watched = { ...unbound(database), execute };
    await makeModel(watched, stores.cache).update({ ...user, role: "admin" });
    await makeModel(database, stores.cache).transact(async (users, session) => {
      await users.update({ ...user, role: "owner" });
      session.beforeCommit(look);
    });
    expect(times).toHaveLength(2);
    for (const time of times) {
      expect(time).toBeGreaterThan(limit);
      expect(time).toBeLessThanOrEqual(limit + 2_000);
    }
    redis.disconnect();
    await database.close();
  });

  it("that is refused leaves the key free", async () => {
    const user = await cachedUser("refused");
    await cachedUser("taken");
    await expect(model.update({ ...user, username: "taken" })).rejects.toThrow("duplicate value");
    await model.findOne(user.id);
    stores.statements.length = 0;
    expect(await model.findOne(user.id)).toStrictEqual(user);
    expect(stores.statements).toEqual([]);
  });

  it.each(["own", "go-zero"])(
    "that happens after its caller was told that its outcome is unknown is seen by everybody (%s)",
    async (protocol) => {
      const user = await cachedUser(`late ${protocol}`);
      // Without holds only the process itself can know.
      const cache = protocol === "own" ? stores.cache : openCache([{ ...redisNode(redisHost), compat: "go-zero" }]);
      if (protocol !== "own") caches.push(cache);
      const reader = makeModel(stores.database, cache);
      const locker = await createConnection({ uri: inject("mysqlUrl") });
      const database = /\/(?<name>\w+)\?/u.exec(stores.dataSource)?.groups?.["name"];
      await locker.query(`use \`${database}\``);
      await locker.beginTransaction();
      await locker.query("select * from user where id = ? for update", [user.id]);
      // The server waits longer for the lock than the caller for the server, and does not see that he has gone.
      const patient = openDatabase(`${stores.dataSource}&innodb_lock_wait_timeout=20`, []);
      const write = makeModel(patient, cache).update({ ...user, role: "admin" });
      await expect(write).rejects.toMatchObject({ code: 503 });
      for (let read = 0; read < 5; read++) {
        expect((await reader.findOne(user.id))?.role).toBe("user");
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
      await locker.commit();
      const stored = async (): Promise<unknown> => {
        const [rows] = await locker.query("select role from user where id = ?", [user.id]);
        return rows;
      };
      await expect.poll(stored, { timeout: 10_000 }).toEqual([{ role: "admin" }]);
      expect((await reader.findOne(user.id))?.role).toBe("admin");
      await patient.close();
      await locker.end();
    },
  );

  it("that waits for a lock does not happen once its caller has been told that it has failed", async () => {
    const user = await cachedUser("locked");
    const locker = await createConnection({ uri: inject("mysqlUrl") });
    const database = /\/(?<name>\w+)\?/u.exec(stores.dataSource)?.groups?.["name"];
    await locker.query(`use \`${database}\``);
    await locker.beginTransaction();
    await locker.query("select * from user where id = ? for update", [user.id]);
    const write = model.update({ ...user, role: "admin" });
    await expect(write).rejects.toMatchObject({ code: 503 });
    const waiting = async (): Promise<unknown> => {
      const [rows] = await locker.query(
        "select id from information_schema.processlist where db = ? and command = 'Execute'",
        [database],
      );
      return rows;
    };
    await expect.poll(waiting, { timeout: 10_000 }).toEqual([]);
    await locker.commit();
    expect((await model.findOne(user.id))?.role).toBe("user");
    await locker.end();
  });
});
