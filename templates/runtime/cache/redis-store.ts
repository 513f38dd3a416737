import type { CacheEntry, CacheStore } from "./cache-store.ts";
import type { RedisConnection } from "./redis-connection.ts";

/** Milliseconds that a write waits for its hold at most. */
const HOLD_TIMEOUT = 250;

/** Values, leases and holds in Redis. A hit costs one plain GET. */
export class RedisStore implements CacheStore {
  readonly #redis: RedisConnection;

  constructor(redis: RedisConnection) {
    this.#redis = redis;
  }

  async get(key: string): Promise<string | undefined> {
    return await this.#redis.run(async (client) => (await client.get(key)) ?? undefined);
  }

  async getMany(keys: readonly string[]): Promise<readonly (string | undefined)[]> {
    return await this.#redis.run(async (client) => {
      const found = this.#redis.isCluster
        ? await Promise.all(keys.map(async (key) => await client.get(key)))
        : await client.mget(...keys);
      return found.map((text) => text ?? undefined);
    });
  }

  async lease(key: string, lease: string, milliseconds: number): Promise<string | undefined> {
    return await this.#redis.run(async (client) => (await client.tsgoctlLease(key, lease, milliseconds)) ?? undefined);
  }

  async fill(key: string, lease: string, { value, seconds }: CacheEntry): Promise<boolean> {
    return await this.#redis.run(async (client) => (await client.tsgoctlFill(key, lease, value, seconds)) === 1);
  }

  async release(key: string, lease: string): Promise<void> {
    await this.#redis.run(async (client) => await client.tsgoctlRelease(key, lease));
  }

  async hold(keys: readonly string[], writer: string, milliseconds: number): Promise<boolean> {
    await this.#redis.runFor(
      keys,
      async (client, some) => await client.tsgoctlHold(some.length, ...some, writer, milliseconds),
      HOLD_TIMEOUT,
    );
    return true;
  }

  async delete(keys: readonly string[], writer: string): Promise<void> {
    await this.#redis.runFor(keys, async (client, some) => await client.tsgoctlDelete(some.length, ...some, writer));
  }

  async close(): Promise<void> {
    await this.#redis.close();
  }
}
