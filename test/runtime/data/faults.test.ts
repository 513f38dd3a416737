import { setTimeout as delay } from "node:timers/promises";

import { Redis } from "ioredis";
import { createConnection } from "mysql2/promise";
import type { Connection, RowDataPacket } from "mysql2/promise";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";

import { openCache } from "../../../templates/runtime/cache/cache.ts";
import type { Cache } from "../../../templates/runtime/cache/cache.ts";
import { RedisConnection } from "../../../templates/runtime/cache/redis-connection.ts";
import { openDatabase } from "../../../templates/runtime/database/database.ts";
import type { Database } from "../../../templates/runtime/database/database.ts";
import { startProxy } from "../../services/faulty-proxy.ts";
import type { FaultyProxy } from "../../services/faulty-proxy.ts";
import type { OwnService } from "../../services/server-process.ts";
import { startMysql } from "../../services/start-mysql.ts";
import { startRedis } from "../../services/start-redis.ts";
import { isClass, loadModel } from "../../model/load-model.ts";
import { userTableSpec } from "../../model/sample-tables.ts";
import { redisNode } from "./redis-node.ts";
import { uniqueName } from "./stores.ts";
import { userDdl } from "./user-model.ts";
import type { User, UserModel } from "./user-model.ts";

/** Milliseconds within which every caller has an answer, whatever fails. */
const ANSWER_LIMIT = 1_500;
/** So often is tried, every tenth of a second, whether all is well again. */
const RECOVERY_ATTEMPTS = 30;

let mysql: OwnService;
let redis: OwnService;
let mysqlProxy: FaultyProxy;
let redisProxy: FaultyProxy;
let admin: Connection;
let redisAdmin: Redis;
let database: Database;
let cache: Cache;
let model: UserModel;
let count = 0;

beforeAll(async () => {
  [mysql, redis] = await Promise.all([startMysql(), startRedis()]);
  [mysqlProxy, redisProxy] = await Promise.all([startProxy(new URL(mysql.url)), startProxy(new URL(redis.url))]);
  admin = await createConnection({ uri: mysql.url });
  redisAdmin = new Redis(redis.url);
  redisAdmin.on("error", () => {});
  await admin.query("create database app");
  await admin.query("use app");
  await admin.query(userDdl);
  // Without the privileges of root, which may write to a server that is read-only.
  await admin.query("create user app@localhost identified by 'pw'");
  await admin.query("grant select, insert, update, delete on app.* to app@localhost");
  await admin.query("create user app@'127.0.0.1' identified by 'pw'");
  await admin.query("grant select, insert, update, delete on app.* to app@'127.0.0.1'");
  const { Model } = await loadModel(userTableSpec, { kind: "cached", database: uniqueName() }, isClass<UserModel>);
  database = openDatabase(`app:pw@tcp(${mysqlProxy.host})/app`, []);
  cache = openCache([redisNode(redisProxy.host)], () => {});
  model = new Model(database, cache);
  await model.findOne(0);
});
afterAll(async () => {
  await cache.close();
  await database.close();
  redisAdmin.disconnect();
  await admin.end();
  await Promise.all([mysqlProxy.close(), redisProxy.close()]);
  await Promise.all([mysql.stop(), redis.stop()]);
});

async function newUser(): Promise<User> {
  const id = await model.insert({ username: `user ${++count}`, password: "pw" });
  const user = await model.findOne(id);
  if (user === undefined) throw new Error(`no user ${id}`);
  return user;
}

/**
 * What comes of a call, or `late`. The limit is a timer of the same event loop as the product's own deadlines, so that a slow machine
 * delays both.
 */
async function outcome(call: Promise<unknown>): Promise<unknown> {
  const limit = delay(ANSWER_LIMIT, "late", { ref: false });
  return await Promise.race([call.then(() => "ok").catch((error: unknown) => error), limit]);
}

/** So many readers may ask the database at the same time when Redis fails; others may be turned away if the machine is slow. */
const READERS_PAST_CACHE = 8;

/** What a reader by each key and a writer get while something fails; several at a time, and again when the fault is known. */
async function outcomes(user: User, callers: number): Promise<readonly unknown[]> {
  const seen: unknown[] = [];
  for (let round = 0; round < 3; round++) {
    const calls = Array.from({ length: callers }, async (_, index) => [
      await outcome(model.findOne(user.id + index)),
      await outcome(model.findOneByUsername(user.username)),
      await outcome(model.update({ ...user, role: `role ${round}` })),
    ]);
    seen.push(...(await Promise.all(calls)).flat());
  }
  return seen;
}

async function recovers(): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      const user = await newUser();
      await model.update({ ...user, role: "recovered" });
      // Two reads without a statement between say that the cache is used again.
      await model.findOne(user.id);
      if ((await redisAdmin.keys(`*:id:${user.id}`)).length === 1) return;
    } catch (error) {
      if (attempt >= RECOVERY_ATTEMPTS) throw error;
    }
    expect(attempt).toBeLessThan(RECOVERY_ATTEMPTS);
    await delay(100);
  }
}

async function restartDatabase(): Promise<void> {
  await mysql.restart();
  admin = await createConnection({ uri: `${mysql.url}/app` });
}

async function connections(): Promise<readonly number[]> {
  const sql = "select id from information_schema.processlist where user = 'app'";
  const [rows] = await admin.query<RowDataPacket[]>(sql);
  return rows.map((row) => Number(row["id"]));
}

interface Fault {
  readonly begin: () => Promise<unknown> | void;
  readonly end: () => Promise<unknown> | void;
}

const redisFaults: Readonly<Record<string, Fault>> = {
  "is killed": { begin: () => redis.signal("SIGKILL"), end: async () => await redis.restart() },
  "is slow": { begin: () => redisProxy.slowDown(200), end: () => redisProxy.resume() },
  "is slower than its limit": { begin: () => redisProxy.slowDown(600), end: () => redisProxy.resume() },
  "is stopped": { begin: () => redis.signal("SIGSTOP"), end: () => redis.signal("SIGCONT") },
  "refuses connections": { begin: () => redisProxy.stop(), end: () => redisProxy.resume() },
  "cuts connections in the middle of a command": {
    begin: () => redisProxy.cutAnswers(),
    end: () => redisProxy.resume(),
  },
  "is behind a half-open connection": { begin: () => redisProxy.hang(), end: () => redisProxy.resume() },
  "has become a replica": {
    begin: async () => await redisAdmin.replicaof("127.0.0.1", 1),
    end: async () => await redisAdmin.replicaof("NO", "ONE"),
  },
  "is full": {
    begin: async () => await redisAdmin.config("SET", "maxmemory", "1"),
    end: async () => await redisAdmin.config("SET", "maxmemory", "0"),
  },
};

describe.each(Object.keys(redisFaults))("when Redis %s", (name) => {
  const fault = redisFaults[name] ?? { begin: () => {}, end: () => {} };
  afterEach(async () => {
    await fault.end();
    await recovers();
  });

  it("reads and writes succeed in time, and what they give is right", async () => {
    const user = await newUser();
    await fault.begin();
    expect(new Set(await outcomes(user, READERS_PAST_CACHE))).toEqual(new Set(["ok"]));
    expect((await model.findOne(user.id))?.role).toBe("role 2");
  });
});

const databaseFaults: Readonly<Record<string, Fault>> = {
  "is killed": { begin: () => mysql.signal("SIGKILL"), end: async () => await restartDatabase() },
  "is slower than its limit": { begin: () => mysqlProxy.slowDown(1_100), end: () => mysqlProxy.resume() },
  "is stopped": { begin: () => mysql.signal("SIGSTOP"), end: () => mysql.signal("SIGCONT") },
  "refuses connections": { begin: () => mysqlProxy.stop(), end: () => mysqlProxy.resume() },
  "is behind a half-open connection": { begin: () => mysqlProxy.hang(), end: () => mysqlProxy.resume() },
  "cuts connections in the middle of a statement": {
    begin: () => mysqlProxy.cutAnswers(),
    end: () => mysqlProxy.resume(),
  },
};

describe.each(Object.keys(databaseFaults))("when the database %s", (name) => {
  const fault = databaseFaults[name] ?? { begin: () => {}, end: () => {} };
  afterEach(async () => {
    await fault.end();
    await recovers();
  });

  it("what needs it is refused in time, with 503", async () => {
    const user = await newUser();
    await fault.begin();
    const seen = await outcomes({ ...user, id: user.id + 1_000_000, username: `nobody ${user.id}` }, 20);
    expect(seen).toEqual(seen.map(() => expect.objectContaining({ code: 503 })));
    expect(await model.findOne(user.id)).toStrictEqual(user);
  });
});

it("answers in time when the database and Redis are stopped together", async () => {
  const user = await newUser();
  mysql.signal("SIGSTOP");
  redis.signal("SIGSTOP");
  const seen = await outcomes(user, 20).finally(() => {
    mysql.signal("SIGCONT");
    redis.signal("SIGCONT");
  });
  expect(seen).toEqual(seen.map(() => expect.objectContaining({ code: 503 })));
  await recovers();
});

it("answers in time when each answer of the database takes nearly as long as it may", async () => {
  const user = await newUser();
  // All connections have to be open and to have prepared the statements: each takes less than its limit then, but not two of them.
  const warm = async (): Promise<readonly unknown[]> =>
    await Promise.all(Array.from({ length: 20 }, async () => await outcome(model.update(user))));
  for (let round = 0; round < 3; round++) {
    await expect.poll(async () => new Set(await warm()), { timeout: 20_000 }).toEqual(new Set(["ok"]));
  }
  mysqlProxy.slowDown(900);
  expect(await outcome(model.update({ ...user, role: "slow" }))).toMatchObject({ code: 503 });
  mysqlProxy.resume();
  await recovers();
});

it("does a write once at most when the connection is cut before its answer", async () => {
  const user = await newUser();
  mysqlProxy.cutAnswers();
  const write = database.execute("update `user` set `role` = concat(`role`, '+') where `id` = ?", [user.id]);
  await expect(write).rejects.toMatchObject({ code: 503 });
  mysqlProxy.resume();
  await recovers();
  const [rows] = await admin.query("select role from app.user where id = ?", [user.id]);
  expect(rows).toEqual([{ role: expect.stringMatching(/^user\+?$/u) }]);
});

it("inserts a row once at most when the connection is cut before its answer", async () => {
  const username = `user ${++count}`;
  mysqlProxy.cutAnswers();
  await expect(model.insert({ username, password: "pw" })).rejects.toMatchObject({ code: 503 });
  mysqlProxy.resume();
  await recovers();
  const [rows] = await admin.query<RowDataPacket[]>("select id from app.user where username = ?", [username]);
  expect(rows.length).toBeLessThanOrEqual(1);
  expect((await model.findOneByUsername(username))?.id).toBe(rows[0]?.["id"]);
});

it("sends a command to Redis once at most when the connection is cut before its answer", async () => {
  const connection = new RedisConnection(redisNode(redisProxy.host));
  const increment = async (key: string): Promise<number> =>
    await connection.run(async (client) => await client.incr(key));
  expect(await increment("counted")).toBe(1);
  redisProxy.cutAnswers();
  await expect(increment("counted")).rejects.toThrow(/closed|no answer|timed out/u);
  redisProxy.resume();
  await expect.poll(async () => await increment("recovered").catch(() => 0), { timeout: 10_000 }).toBeGreaterThan(0);
  expect(await redisAdmin.get("counted")).toBe("2");
  await connection.close();
});

async function lockedUser(): Promise<{ readonly user: User; readonly locker: Connection }> {
  const user = await newUser();
  const locker = await createConnection({ uri: `${mysql.url}/app` });
  await locker.beginTransaction();
  await locker.query("select * from user where id = ? for update", [user.id]);
  return { user, locker };
}

it("answers in time who waits for a lock, and serves the others", async () => {
  const { user, locker } = await lockedUser();
  const writes = Array.from({ length: 5 }, async () => await outcome(model.update({ ...user, role: "late" })));
  expect(await Promise.all(writes)).toEqual(writes.map(() => expect.objectContaining({ code: 503 })));
  await locker.end();
  await recovers();
});

it("answers 503 when the connection of a statement is killed, whose write has not happened", async () => {
  const { user, locker } = await lockedUser();
  const idle = new Set(await busyConnections());
  const write = outcome(model.update({ ...user, role: "killed" }));
  await expect.poll(busyConnections, { timeout: 10_000, interval: 5 }).not.toEqual([...idle]);
  for (const id of await busyConnections()) await admin.query(`kill ${id}`);
  expect(await write).toMatchObject({ code: 503 });
  await locker.end();
  expect(await model.findOne(user.id)).toStrictEqual(user);
  await recovers();
});

async function busyConnections(): Promise<readonly number[]> {
  const sql = "select id from information_schema.processlist where user = 'app' and command = 'Execute'";
  const [rows] = await admin.query<RowDataPacket[]>(sql);
  return rows.map((row) => Number(row["id"]));
}

it("goes on with another connection when idle ones were killed", async () => {
  await newUser();
  for (const id of await connections()) await admin.query(`kill ${id}`);
  await expect(recovers()).resolves.toBeUndefined();
});

it("takes another connection when the primary has become read-only, and writes when it is one again", async () => {
  const user = await newUser();
  const before = await connections();
  await admin.query("set global read_only = 1");
  await expect(model.update({ ...user, role: "refused" })).rejects.toMatchObject({ errno: 1290 });
  expect(await model.findOne(user.id)).toStrictEqual(user);
  await expect.poll(connections, { timeout: 10_000 }).not.toEqual(expect.arrayContaining([...before]));
  await admin.query("set global read_only = 0");
  await model.update({ ...user, role: "taken" });
  expect((await model.findOne(user.id))?.role).toBe("taken");
  await recovers();
});

it("is not led by the mistakes of some statements to refuse others", async () => {
  const wrong = Array.from({ length: 50 }, async () => await outcome(database.query("select * from `missing`")));
  expect(await Promise.all(wrong)).toEqual(wrong.map(() => expect.objectContaining({ errno: 1146 })));
  expect(await database.query("select 'x' as one")).toEqual([{ one: "x" }]);
});
