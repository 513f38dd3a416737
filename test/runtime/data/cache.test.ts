import { expect, it } from "vitest";

import { openCache } from "../../../templates/runtime/cache/cache.ts";
import type { Load } from "../../../templates/runtime/cache/cache.ts";
import { MemoryStore } from "../../../templates/runtime/cache/memory-store.ts";
import { openableGate, redisNode } from "./stores.ts";

function loading(text: string): Load {
  return async (filling) => {
    await filling.row("key", text);
    return text;
  };
}

it("does not keep what a load has read before a write dropped the key", async () => {
  const cache = openCache([]);
  const gate = openableGate();
  const begun = openableGate();
  const early = cache.take("key", async (filling) => {
    begun.open();
    await gate.opened;
    await filling.row("key", "old");
    return "old";
  });
  await begun.opened;
  await cache.drop(["key"]);
  gate.open();
  expect(await early).toEqual({ isCached: false, text: "old" });
  expect(await cache.take("key", loading("new"))).toEqual({ isCached: false, text: "new" });
  expect(await cache.take("key", loading("never asked"))).toEqual({ isCached: true, text: "new" });
});

it("does not let a reader who comes after a write share a load from before it", async () => {
  const cache = openCache([]);
  const gate = openableGate();
  const begun = openableGate();
  const early = cache.take("key", async () => {
    begun.open();
    await gate.opened;
    return "old";
  });
  await begun.opened;
  await cache.drop(["key"]);
  expect(await cache.take("key", loading("new"))).toEqual({ isCached: false, text: "new" });
  gate.open();
  expect((await early).text).toBe("old");
});

async function failing(): Promise<string> {
  throw new Error("database away");
}

it("tells all who wait for a load of its failure, and the next one loads anew", async () => {
  const cache = openCache([]);
  const results = await Promise.allSettled([cache.take("key", failing), cache.take("key", failing)]);
  expect(results.map(({ status }) => status)).toEqual(["rejected", "rejected"]);
  expect(await cache.take("key", loading("new"))).toEqual({ isCached: false, text: "new" });
});

it("refuses a configuration that it cannot serve", () => {
  expect(() => openCache([redisNode("a:1"), redisNode("b:1")])).toThrow("more than one server is not supported yet");
  expect(() => openCache([{ ...redisNode("a:1"), type: "cluster" }])).toThrow("Redis Cluster is not supported yet");
});

it("forgets entries in memory when their time is over", async () => {
  const store = new MemoryStore();
  await store.set("short", "x", 0.02);
  await store.set("long", "y", 60);
  expect(await store.get("short")).toBe("x");
  await new Promise((resolve) => setTimeout(resolve, 30));
  expect(await store.get("short")).toBeUndefined();
  expect(await store.get("long")).toBe("y");
});

it("keeps the entries in memory that were used last when there are too many", async () => {
  const store = new MemoryStore();
  await store.set("used", "x", 60);
  await store.set("unused", "x", 60);
  for (let index = 0; index < 9_999; index++) {
    if (index === 5_000) await store.get("used");
    await store.set(`key ${index}`, "x", 60);
  }
  expect(await store.get("used")).toBe("x");
  expect(await store.get("unused")).toBeUndefined();
});

it("does not replace a row in memory by a placeholder", async () => {
  const store = new MemoryStore();
  await store.set("key", "row", 60);
  await store.setIfAbsent("key", "*", 60);
  expect(await store.get("key")).toBe("row");
});
