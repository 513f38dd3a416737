import { Cache } from "../../../templates/runtime/cache/cache.ts";
import type { CacheEntry, CacheStore } from "../../../templates/runtime/cache/cache-store.ts";
import { RedisConnection } from "../../../templates/runtime/cache/redis-connection.ts";
import { RedisStore } from "../../../templates/runtime/cache/redis-store.ts";
import type { RedisNode } from "../../../templates/runtime/cache/redis-connection.ts";
import type { SqlTransaction } from "../../../templates/runtime/database/database.ts";
import { nameKey } from "./item-table.ts";
import type { PlantedBug } from "./operation.ts";

/** The store of a process, with a mistake if one is planted in it. */
export function storeWith(bug: PlantedBug | undefined, node: RedisNode): CacheStore {
  const redis = new RedisConnection(node);
  switch (bug) {
    case "no delete":
      return new ForgetfulStore(redis);
    case "no lease":
      return new UnleasedStore(redis, () => true);
    case "placeholder over a row":
      return new UnleasedStore(redis, ({ value }) => value === "*");
    case "wrong secondary key":
      return new HalfDeletingStore(redis);
    case "delete before commit":
    case undefined:
      return new RedisStore(redis);
  }
}

export function cacheWith(bug: PlantedBug | undefined, store: CacheStore): Cache {
  return bug === "delete before commit"
    ? new HastyCache(store, "database", () => {})
    : new Cache(store, "database", () => {});
}

class ForgetfulStore extends RedisStore {
  override async delete(): Promise<void> {}
}

class HalfDeletingStore extends RedisStore {
  override async delete(keys: readonly string[]): Promise<void> {
    await super.delete(keys.filter((key) => !key.startsWith(nameKey.prefix)));
  }
}

/** Fills without looking whether the lease is still there. */
class UnleasedStore extends RedisStore {
  readonly #redis: RedisConnection;
  readonly #isCareless: (entry: CacheEntry) => boolean;

  constructor(redis: RedisConnection, isCareless: (entry: CacheEntry) => boolean) {
    super(redis);
    this.#redis = redis;
    this.#isCareless = isCareless;
  }

  override async fill(key: string, lease: string, entry: CacheEntry): Promise<boolean> {
    if (!this.#isCareless(entry)) return await super.fill(key, lease, entry);
    await this.#redis.run(async (client) => await client.set(key, entry.value, "EX", entry.seconds));
    return true;
  }
}

class HastyCache extends Cache {
  override dropAfterCommit(_transaction: SqlTransaction, keys: readonly string[]): void {
    void this.drop(keys);
  }
}
