import { ABSENT } from "./cache-store.ts";
import type { CacheEntry, CacheStore } from "./cache-store.ts";
import type { RedisConnection } from "./redis-connection.ts";

/** Leases that a failure has left behind are forgotten when there are so many; those under way then fill nothing. */
const MAX_LEASES = 10_000;

/**
 * Redis shared with services in Go, by their protocol: GET, SET, SET NX for what is not there, DEL. A lease or a hold in Redis would be
 * a broken row to them, so leases are kept in the process, against its own writes only, and there are no holds.
 */
export class GoZeroStore implements CacheStore {
  readonly #redis: RedisConnection;
  readonly #leases = new Map<string, string>();

  constructor(redis: RedisConnection) {
    this.#redis = redis;
  }

  async get(key: string): Promise<string | undefined> {
    return await this.#redis.run(async (client) => (await client.get(key)) ?? undefined);
  }

  async getMany(keys: readonly string[]): Promise<readonly (string | undefined)[]> {
    return await Promise.all(keys.map(async (key) => await this.get(key)));
  }

  /** There is one load of a key at a time in a process, unless a write has come between: then the earlier one must not fill. */
  async lease(key: string, lease: string): Promise<undefined> {
    if (this.#leases.size >= MAX_LEASES) this.#leases.clear();
    this.#leases.set(key, lease);
  }

  async fill(key: string, lease: string, { value, seconds }: CacheEntry): Promise<boolean> {
    if (this.#leases.get(key) !== lease) return false;
    this.#leases.delete(key);
    await this.#redis.run(async (client) => {
      if (value === ABSENT) await client.set(key, value, "EX", seconds, "NX");
      else await client.set(key, value, "EX", seconds);
    });
    return true;
  }

  async release(key: string, lease: string): Promise<void> {
    if (this.#leases.get(key) === lease) this.#leases.delete(key);
  }

  async hold(): Promise<boolean> {
    return false;
  }

  async delete(keys: readonly string[]): Promise<void> {
    for (const key of keys) this.#leases.delete(key);
    await this.#redis.runFor(keys, async (client, some) => await client.del(...some));
  }

  async close(): Promise<void> {
    await this.#redis.close();
  }
}
