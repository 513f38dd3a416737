import { afterEach, beforeEach, expect, it } from "vitest";

import { Cache } from "../../../templates/runtime/cache/cache.ts";
import type { CacheStore } from "../../../templates/runtime/cache/cache-store.ts";
import { GuardedStore } from "../../../templates/runtime/cache/guarded-store.ts";
import { MemoryStore } from "../../../templates/runtime/cache/memory-store.ts";
import { RedisConnection } from "../../../templates/runtime/cache/redis-connection.ts";
import { RedisStore } from "../../../templates/runtime/cache/redis-store.ts";
import { redisNode } from "./redis-node.ts";

/** A store whose deletions fail or hang when the test says so. */
class FaultyStore extends MemoryStore implements CacheStore {
  fault: "none" | "away" | "hanging" = "none";
  /** How many keys each successful deletion had. */
  readonly deletions: number[] = [];
  /** How many keys each hold had, and how long a hold takes. */
  readonly holds: number[] = [];
  holdTime = 0;
  /** A deletion that names this key fails. */
  refused: string | undefined;
  /** So many deletions succeed before the store is away. */
  patience = Number.POSITIVE_INFINITY;

  override async delete(keys: readonly string[], writer: string): Promise<void> {
    if (this.deletions.length >= this.patience) this.fault = "away";
    if (this.fault === "away") throw new Error("store away");
    if (this.fault === "hanging") await new Promise(() => {});
    if (this.refused !== undefined && keys.includes(this.refused)) throw replyError();
    this.deletions.push(keys.length);
    await super.delete(keys, writer);
  }

  override async hold(keys: readonly string[], writer: string, milliseconds: number): Promise<boolean> {
    this.holds.push(keys.length);
    await new Promise((end) => setTimeout(end, this.holdTime));
    return await super.hold(keys, writer, milliseconds);
  }
}

/** As the client throws it when the server refuses a command. */
function replyError(): Error {
  const error = new Error("NOPERM this key");
  error.name = "ReplyError";
  return error;
}

let store: FaultyStore;
let cache: Cache;
let reports: string[];

beforeEach(() => {
  reports = [];
  store = new FaultyStore();
  const report = (line: string): void => void reports.push(line);
  cache = new Cache(new GuardedStore(store, report), "database", report);
});
afterEach(async () => {
  store.fault = "away";
  await cache.close();
});

function numbered(count: number, from = 0): string[] {
  return Array.from({ length: count }, (_, index) => `key ${index + from}`);
}

async function isServed(key: string): Promise<boolean> {
  await store.lease(key, "!lease", 600_000);
  await store.fill(key, "!lease", { value: "old", seconds: 600 });
  const options = { signal: undefined, seconds: 600 };
  return (await cache.take(key, async () => ({ text: "new", isEntry: true }), options)).isCached;
}

it("drops many keys in batches", async () => {
  await cache.drop(numbered(1_234));
  expect(store.deletions).toEqual([500, 500, 234]);
});

it("serves again what was dropped before the store failed, and the rest when it could be dropped", async () => {
  store.patience = 1;
  await cache.drop(numbered(1_200));
  store.patience = Number.POSITIVE_INFINITY;
  store.fault = "none";
  await expect.poll(async () => await isServed("key 0"), { timeout: 10_000 }).toBe(true);
  await expect.poll(async () => await isServed("key 1199"), { timeout: 10_000 }).toBe(true);
  expect(store.deletions).toEqual([500, 500, 200]);
});

it("drops the other keys when some cannot be dropped, and serves these alone no more", async () => {
  store.refused = "key 0";
  await cache.drop(numbered(1_200));
  expect(store.deletions).toEqual([500, 200]);
  expect(await isServed("key 499")).toBe(false);
  expect(await isServed("key 500")).toBe(true);
  store.refused = undefined;
  await expect.poll(async () => await isServed("key 499"), { timeout: 10_000 }).toBe(true);
});

const session = { statementLimit: 1_000 };

it("holds many keys by several commands at a time", async () => {
  await cache.write(
    session,
    numbered(4_321),
    async () => {},
    async () => [],
  );
  expect(store.holds).toEqual([500, 500, 500, 500, 500, 500, 500, 500, 321]);
});

it("does not hold up a write for longer than the first holds last, and drops what it could not hold", async () => {
  store.holdTime = 200;
  let heldBefore = 0;
  await cache.write(
    session,
    numbered(40_000),
    async () => void (heldBefore = store.holds.length),
    async () => [],
  );
  expect(heldBefore).toBeGreaterThanOrEqual(4);
  // 80 commands would take two seconds.
  expect(heldBefore).toBeLessThanOrEqual(40);
  expect(store.holds).toHaveLength(heldBefore);
  expect(store.deletions).toHaveLength(80);
});

it("does not wait again for a store that hangs, and drops the key later", async () => {
  store.fault = "away";
  await cache.drop(["first"]);
  store.fault = "hanging";
  await cache.drop(["second"]);
  store.fault = "none";
  expect(await isServed("second")).toBe(false);
  await expect.poll(async () => await isServed("second"), { timeout: 10_000 }).toBe(true);
});

it("goes without the cache when it cannot remember all keys that may be outdated", async () => {
  store.fault = "away";
  await cache.drop(numbered(90_000));
  await cache.drop(numbered(90_000));
  expect(new Set(reports)).toEqual(new Set(["cache: delete failed: store away"]));
  await cache.drop(numbered(90_000, 90_000));
  await cache.drop(["one more"]);
  expect(reports.filter((line) => line !== "cache: delete failed: store away")).toEqual([
    "cache: more than 100000 entries could not be dropped: this process goes without the cache for 177 hours; " +
      "to use it sooner, flush it and restart",
  ]);
  store.fault = "none";
  // Those that it does remember are dropped all the same, for the other processes.
  await expect.poll(() => store.deletions, { timeout: 10_000 }).toHaveLength(181);
  for (const key of ["key 0", "key 179999", "never dropped"]) expect(await isServed(key), key).toBe(false);
  await cache.take("filled", async () => ({ text: "row", isEntry: true }), { signal: undefined, seconds: 600 });
  expect(await store.get("filled")).toBeUndefined();
});

it("closes a Redis store whose opening failed", async () => {
  const redis = new RedisStore(new RedisConnection(redisNode("not a host:and no port")));
  await expect(redis.get("key")).rejects.toThrow("expected a Redis server as host:port");
  await expect(redis.close()).resolves.toBeUndefined();
});
