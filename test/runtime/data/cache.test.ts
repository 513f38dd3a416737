import { setTimeout as delay } from "node:timers/promises";

import { expect, it } from "vitest";

import { Cache, openCache } from "../../../templates/runtime/cache/cache.ts";
import type { Load, Loaded, Taken } from "../../../templates/runtime/cache/cache.ts";
import { GuardedStore } from "../../../templates/runtime/cache/guarded-store.ts";
import { MemoryStore } from "../../../templates/runtime/cache/memory-store.ts";
import { openableGate } from "./stores.ts";

function loading(text: string): Load {
  return async () => ({ text, isEntry: true });
}

async function take(cache: Cache, load: Load, signal?: AbortSignal): Promise<Taken> {
  return await cache.take("key", load, { signal, seconds: 60 });
}

/** A load that a test holds up. */
function heldLoad(text: string) {
  const gate = openableGate();
  const begun = openableGate();
  const load = async (): Promise<Loaded> => {
    begun.open();
    await gate.opened;
    return { text, isEntry: true };
  };
  return { load, begun: begun.opened, finish: gate.open };
}

const fresh = { isCached: false, isEntry: true };

it("does not keep what a load has read before a write dropped the key", async () => {
  const cache = openCache([]);
  const { load, begun, finish } = heldLoad("old");
  const early = take(cache, load);
  await begun;
  await cache.drop(["key"]);
  finish();
  expect(await early).toEqual({ ...fresh, text: "old" });
  expect(await take(cache, loading("new"))).toEqual({ ...fresh, text: "new" });
  expect(await take(cache, loading("never asked"))).toEqual({ isCached: true, isEntry: true, text: "new" });
});

it("does not let a reader who comes after a write share a load from before it", async () => {
  const cache = openCache([]);
  const { load, begun, finish } = heldLoad("old");
  const early = take(cache, load);
  await begun;
  await cache.drop(["key"]);
  expect(await take(cache, loading("new"))).toEqual({ ...fresh, text: "new" });
  finish();
  expect((await early).text).toBe("old");
});

it("does not let a reader share a load from before another process's write that had ended when he came", async () => {
  const store = new MemoryStore();
  const [cache, other] = [new Cache(store, "database", () => {}), new Cache(store, "database", () => {})];
  const { load, begun, finish } = heldLoad("old");
  const early = take(cache, load);
  await begun;
  await other.drop(["key"]);
  const late = take(cache, loading("new"));
  finish();
  expect((await early).text).toBe("old");
  expect(await late).toEqual({ ...fresh, text: "new" });
});

it("does not keep what may not stand under the key, and lets the next one load at once", async () => {
  const cache = openCache([]);
  const taken = await take(cache, async () => ({ text: "odd", isEntry: false }));
  expect(taken).toEqual({ isCached: false, isEntry: false, text: "odd" });
  expect(await take(cache, loading("even"))).toEqual({ ...fresh, text: "even" });
  expect(await take(cache, loading("never asked"))).toMatchObject({ isCached: true, text: "even" });
});

async function failing(): Promise<Loaded> {
  throw new Error("database away");
}

it("tells all who wait for a load of its failure, and the next one loads anew", async () => {
  const store = new MemoryStore();
  const cache = new Cache(store, "database", () => {});
  const results = await Promise.allSettled([take(cache, failing), take(cache, failing)]);
  expect(results.map(({ status }) => status)).toEqual(["rejected", "rejected"]);
  // Another process need not wait either.
  expect(await store.get("key")).toBeUndefined();
  expect(await take(cache, loading("new"))).toEqual({ ...fresh, text: "new" });
});

it("ends the wait of a caller who gives up, and nobody else's", async () => {
  const cache = openCache([]);
  const { load, begun, finish } = heldLoad("row");
  const impatient = new AbortController();
  const first = take(cache, load, impatient.signal);
  await begun;
  const second = take(cache, load, new AbortController().signal);
  impatient.abort(new Error("gone"));
  await expect(first).rejects.toThrow("gone");
  finish();
  expect((await second).text).toBe("row");
  expect(await take(cache, loading("never asked"))).toMatchObject({ isCached: true, text: "row" });
  await expect(take(cache, load, impatient.signal)).rejects.toThrow("gone");
});

it("waits for what another process has leased, and takes it as soon as it is there", async () => {
  const store = new MemoryStore();
  const cache = new Cache(store, "database", () => {});
  await store.lease("key", "!another", 60_000);
  const waiting = take(cache, loading("never asked"));
  await delay(30);
  await store.fill("key", "!another", { value: "theirs", seconds: 60 });
  expect(await waiting).toEqual({ isCached: true, isEntry: true, text: "theirs" });
});

it("loads by itself when another process takes too long, and leaves the key to it", async () => {
  const store = new MemoryStore();
  const cache = new Cache(store, "database", () => {});
  await store.lease("key", "!another", 60_000);
  expect(await take(cache, loading("own"))).toEqual({ ...fresh, text: "own" });
  expect(await store.get("key")).toBe("!another");
});

it("takes over what another process has leased once a write has dropped it", async () => {
  const store = new MemoryStore();
  const cache = new Cache(store, "database", () => {});
  await store.lease("key", "!another", 60_000);
  const waiting = take(cache, loading("new"));
  await delay(30);
  await store.delete(["key"], "writer");
  expect(await waiting).toEqual({ ...fresh, text: "new" });
  await store.fill("key", "!another", { value: "old", seconds: 60 });
  expect(await store.get("key")).toBe("new");
});

class DeadStore extends MemoryStore {
  override async get(): Promise<never> {
    throw new Error("connection lost");
  }
}

function cacheThatFails(onError: "database" | "fail"): Cache {
  return new Cache(new GuardedStore(new DeadStore(), () => {}), onError, () => {});
}

it("lets few readers at a time through to the database while the store fails", async () => {
  const cache = cacheThatFails("database");
  let running = 0;
  let most = 0;
  const load = async (): Promise<Loaded> => {
    most = Math.max(most, ++running);
    await delay(5);
    running--;
    return { text: "row", isEntry: true };
  };
  const options = { signal: undefined, seconds: 60 };
  const reads = Array.from({ length: 50 }, async (_, index) => await cache.take(`key ${index}`, load, options));
  expect(new Set((await Promise.all(reads)).map(({ text }) => text))).toEqual(new Set(["row"]));
  expect(most).toBe(8);
});

it("turns readers away who would wait too long for the database while the store fails", async () => {
  const cache = cacheThatFails("database");
  const gate = openableGate();
  const load = async (): Promise<Loaded> => {
    await gate.opened;
    return { text: "row", isEntry: true };
  };
  const options = { signal: undefined, seconds: 60 };
  const reads = Array.from({ length: 10 }, async (_, index) => await cache.take(`key ${index}`, load, options));
  const [, last] = [reads.slice(0, 8), Promise.allSettled(reads.slice(8))];
  expect(await last).toEqual([
    { status: "rejected", reason: expect.objectContaining({ code: 503 }) },
    { status: "rejected", reason: expect.objectContaining({ code: 503 }) },
  ]);
  gate.open();
  expect((await Promise.all(reads.slice(0, 8))).map(({ text }) => text)).toEqual(
    Array.from({ length: 8 }, () => "row"),
  );
});

it("fails readers while the store fails if it is told to", async () => {
  const failure = await take(cacheThatFails("fail"), loading("never asked")).catch((error: unknown) => error);
  expect(failure).toMatchObject({ code: 503, message: "the cache does not answer" });
});

async function put(store: MemoryStore, key: string, value: string, seconds: number): Promise<void> {
  await store.lease(key, "!lease", 60_000);
  await store.fill(key, "!lease", { value, seconds });
}

it("forgets entries in memory when their time is over", async () => {
  const store = new MemoryStore();
  await put(store, "short", "x", 0.02);
  await put(store, "long", "y", 60);
  await store.lease("leased", "!lease", 20);
  expect(await store.get("short")).toBe("x");
  await delay(30);
  expect(await store.get("short")).toBeUndefined();
  expect(await store.get("long")).toBe("y");
  await store.fill("leased", "!lease", { value: "z", seconds: 60 });
  expect(await store.get("leased")).toBeUndefined();
});

it("keeps the entries in memory that were used last when there are too many", async () => {
  const store = new MemoryStore();
  await put(store, "used", "x", 60);
  await put(store, "unused", "x", 60);
  for (let index = 0; index < 9_999; index++) {
    if (index === 5_000) await store.get("used");
    await put(store, `key ${index}`, "x", 60);
  }
  expect(await store.get("used")).toBe("x");
  expect(await store.get("unused")).toBeUndefined();
});

it("keeps the entries in memory that were used last when they are too large", async () => {
  const store = new MemoryStore();
  const value = "x".repeat(3_000_000);
  for (let index = 0; index < 10; index++) await put(store, `key ${index}`, value, 60);
  // What is replaced and removed counts no more.
  for (let round = 0; round < 20; round++) await put(store, "key 0", value, 60);
  await store.hold(["key 1"], "writer", 60_000);
  await store.delete(["key 1"], "writer");
  await put(store, "key 1", value, 60);
  expect(await store.get("key 2")).toBe(value);
  await put(store, "one more", value, 60);
  expect(await store.get("key 3")).toBeUndefined();
  for (const key of ["key 0", "key 1", "key 2", "key 4", "one more"]) expect(await store.get(key), key).toBe(value);
});
