import { Redis } from "ioredis";
import { afterAll, beforeAll, expect, it, vi } from "vitest";

import { openCache } from "../../../templates/runtime/cache/cache.ts";
import type { RedisNode } from "../../../templates/runtime/cache/redis-connection.ts";
import { freePort } from "../../services/server-process.ts";
import type { OwnService } from "../../services/server-process.ts";
import { startRedis } from "../../services/start-redis.ts";
import { redisNode } from "./redis-node.ts";

let server: OwnService;
let administrator: Redis;

beforeAll(async () => {
  server = await startRedis();
  administrator = new Redis(server.url);
  await administrator.call("acl", "setuser", "plain", "on", ">pw", "~*", "+get", "+set", "+del", "+client", "+ping");
});
afterAll(async () => {
  administrator.disconnect();
  await server.stop();
});

const running = (): string => new URL(server.url).host;

const faults: Readonly<Record<string, { node: () => Promise<RedisNode>; said: RegExp }>> = {
  "nobody listens": {
    node: async () => redisNode(`127.0.0.1:${await freePort()}`),
    said: /^cache: \w+ failed: 127\.0\.0\.1:\d+: connect ECONNREFUSED 127\.0\.0\.1:\d+$/u,
  },
  "the nodes of a cluster are away": {
    node: async () => ({ ...redisNode(`127.0.0.1:${await freePort()}`), type: "cluster" }),
    said: /^cache: \w+ failed: 127\.0\.0\.1:\d+: .*(?:ECONNREFUSED|Connection is closed)/u,
  },
  "the password is wrong": {
    node: async () => ({ ...redisNode(running()), user: "plain", pass: "topsecret" }),
    said: /^cache: \w+ failed: 127\.0\.0\.1:\d+: WRONGPASS /u,
  },
  "the server knows no TLS": {
    node: async () => ({ ...redisNode(running()), tls: true }),
    said: /^cache: \w+ failed: 127\.0\.0\.1:\d+: .* over TLS$/u,
  },
  "the user may run no scripts": {
    node: async () => ({ ...redisNode(running()), user: "plain", pass: "pw" }),
    said: /^cache: \w+ failed: 127\.0\.0\.1:\d+: NOPERM .*; the user needs EVAL and EVALSHA, or the cache Compat: go-zero/u,
  },
};

it.each(Object.keys(faults))("the log says which Redis fails and why: %s", async (name) => {
  const { node, said } = faults[name] ?? { node: async () => redisNode(""), said: /^$/u };
  const printed = (["log", "warn", "error"] as const).map((level) => vi.spyOn(console, level));
  const lines: string[] = [];
  const cache = openCache([await node()], (line) => lines.push(line));
  const read = async (): Promise<string> => {
    await cache.take("key", async () => ({ text: "{}", isEntry: true }), { signal: undefined, seconds: 5 });
    return lines.at(-1) ?? "";
  };
  try {
    await expect.poll(read, { timeout: 15_000, interval: 200 }).toMatch(said);
    expect(lines.join()).not.toContain("topsecret");
    expect(printed.flatMap((spy) => spy.mock.calls)).toEqual([]);
  } finally {
    await cache.close();
    vi.restoreAllMocks();
  }
});
