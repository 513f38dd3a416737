import type { Redis } from "ioredis";

import type { CacheConf } from "../config/cache-conf.ts";
import { LazyResource } from "../lazy-resource.ts";
import type { CacheStore } from "./cache-store.ts";

export type RedisNode = CacheConf[number];

const COMMAND_TIMEOUT = 500;
const CONNECT_TIMEOUT = 2_000;
const MAX_RECONNECT_DELAY = 2_000;

/** One Redis server. Commands fail fast while it is away: they are never queued and never sent twice. */
export class RedisStore implements CacheStore {
  readonly #client: LazyResource<Redis>;

  constructor(node: RedisNode) {
    this.#client = new LazyResource(async () => await connect(node));
  }

  async get(key: string): Promise<string | undefined> {
    const client = await this.#client.get();
    return (await client.get(key)) ?? undefined;
  }

  async set(key: string, value: string, seconds: number): Promise<void> {
    const client = await this.#client.get();
    await client.set(key, value, "EX", seconds);
  }

  async setIfAbsent(key: string, value: string, seconds: number): Promise<void> {
    const client = await this.#client.get();
    await client.set(key, value, "EX", seconds, "NX");
  }

  async delete(keys: readonly string[]): Promise<void> {
    const client = await this.#client.get();
    await client.del(...keys);
  }

  async close(): Promise<void> {
    const client = await this.#client.take();
    client?.disconnect();
  }
}

async function connect(node: RedisNode): Promise<Redis> {
  const { Redis: Client } = await import("ioredis");
  const client = new Client({
    ...address(node.host),
    ...(node.user === undefined ? {} : { username: node.user }),
    ...(node.pass === undefined ? {} : { password: node.pass }),
    ...(node.tls ? { tls: {} } : {}),
    lazyConnect: true,
    connectTimeout: CONNECT_TIMEOUT,
    commandTimeout: COMMAND_TIMEOUT,
    maxRetriesPerRequest: 1,
    enableOfflineQueue: false,
    autoResendUnfulfilledCommands: false,
    keepAlive: 10_000,
    retryStrategy: (attempt) => Math.min(attempt * 100, MAX_RECONNECT_DELAY) * (0.5 + Math.random() / 2),
    // After a failover the old primary answers READONLY; a new connection finds the new one.
    reconnectOnError: (error) => error.message.startsWith("READONLY"),
  });
  // Each command tells its own failure; without a listener the client would print every attempt to connect.
  client.on("error", () => {});
  await firstOutcome(client);
  return client;
}

/** Resolves when the first attempt to connect has succeeded, has failed, or takes longer than a command may. */
async function firstOutcome(client: Redis): Promise<void> {
  const limit = new Promise((resolve) => setTimeout(resolve, COMMAND_TIMEOUT).unref());
  await Promise.race([client.connect().catch(() => {}), limit]);
}

/** `host:port`, or `[address]:port` for IPv6. */
function address(host: string): { readonly host: string; readonly port: number } {
  const parts = /^(?:\[(?<v6>.*)\]|(?<name>[^:]*))(?::(?<port>\d+))?$/u.exec(host)?.groups;
  if (parts === undefined) throw new Error(`expected a Redis server as host:port, found ${host}`);
  return { host: parts["v6"] ?? parts["name"] ?? "", port: Number(parts["port"] ?? 6379) };
}
