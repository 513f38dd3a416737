import { Cache } from "../../../templates/runtime/cache/cache.ts";
import type { Load, Taken, TakeOptions } from "../../../templates/runtime/cache/cache.ts";
import { LEASE_SIGN } from "../../../templates/runtime/cache/cache-store.ts";
import type { CacheEntry, CacheStore } from "../../../templates/runtime/cache/cache-store.ts";
import { CachedRows } from "../../../templates/runtime/cache/cached-rows.ts";
import { RedisConnection } from "../../../templates/runtime/cache/redis-connection.ts";
import type { RedisNode } from "../../../templates/runtime/cache/redis-connection.ts";
import { RedisStore } from "../../../templates/runtime/cache/redis-store.ts";
import type { SqlSession, SqlTransaction } from "../../../templates/runtime/database/database.ts";
import { Rows } from "../../../templates/runtime/database/rows.ts";
import { itemKeys, itemTable, nameKey } from "./item-table.ts";
import type { Item } from "./item-table.ts";
import type { PlantedBug } from "./operation.ts";

type Planted<Part> = Partial<Record<PlantedBug, Part>>;

const stores: Planted<(redis: RedisConnection) => CacheStore> = {
  "no delete": (redis) => new ForgetfulStore(redis),
  "no lease": (redis) => new CarelessStore(redis, () => true),
  "lease of somebody else": (redis) => new CarelessStore(redis, (_, found) => found?.startsWith(LEASE_SIGN) === true),
  "placeholder over a row": (redis) => new CarelessStore(redis, ({ value }) => value === "*"),
  "wrong secondary key": (redis) => new HalfDeletingStore(redis),
  "no hold": (redis) => new UnheldStore(redis),
};

/** The store of a process, with a mistake if one is planted in it. */
export function storeWith(bug: PlantedBug | undefined, node: RedisNode): CacheStore {
  const redis = new RedisConnection(node);
  const planted = bug === undefined ? undefined : stores[bug];
  return planted === undefined ? new RedisStore(redis) : planted(redis);
}

const caches: Planted<(store: CacheStore) => Cache> = {
  "delete before commit": (store) => new HastyCache(store, "database", () => {}),
  "older read shared": (store) => new SharingCache(store, "database", () => {}),
};

export function cacheWith(bug: PlantedBug | undefined, store: CacheStore): Cache {
  const planted = bug === undefined ? undefined : caches[bug];
  return planted === undefined ? new Cache(store, "database", () => {}) : planted(store);
}

/** A store that may fail, as the cache sees it. */
export function unsteadyStoreWith(bug: PlantedBug | undefined, store: CacheStore): CacheStore {
  if (bug !== "failed delete forgotten") return store;
  return {
    get: async (key) => await store.get(key),
    getMany: async (keys) => await store.getMany(keys),
    lease: async (key, lease, milliseconds) => await store.lease(key, lease, milliseconds),
    fill: async (key, lease, entry) => await store.fill(key, lease, entry),
    release: async (key, lease) => await store.release(key, lease),
    hold: async (keys, writer, milliseconds) => await store.hold(keys, writer, milliseconds).catch(() => true),
    delete: async (keys, writer) => await store.delete(keys, writer).catch(() => {}),
    close: async () => await store.close(),
  };
}

export function rowsWith(bug: PlantedBug | undefined, session: SqlSession, cache: Cache): CachedRows<Item> {
  if (bug === "placeholder kept by an insert") return new KeepingRows(session, cache);
  // Without what tells a transaction, it is taken for the database.
  const taken = bug === "uncommitted read cached" ? plain(session) : session;
  return new CachedRows<Item>(taken, itemTable, cache, itemKeys);
}

function plain(session: SqlSession): SqlSession {
  return {
    dialect: session.dialect,
    statementLimit: session.statementLimit,
    query: async (sql, values) => await session.query(sql, values),
    execute: async (sql, values) => await session.execute(sql, values),
    transact: async (work) => await session.transact(work),
  };
}

class ForgetfulStore extends RedisStore {
  override async hold(): Promise<boolean> {
    return true;
  }

  override async delete(): Promise<void> {}
}

class HalfDeletingStore extends RedisStore {
  override async hold(keys: readonly string[], writer: string, milliseconds: number): Promise<boolean> {
    return await super.hold(withoutNames(keys), writer, milliseconds);
  }

  override async delete(keys: readonly string[], writer: string): Promise<void> {
    await super.delete(withoutNames(keys), writer);
  }
}

function withoutNames(keys: readonly string[]): readonly string[] {
  return keys.filter((key) => !key.startsWith(nameKey.prefix));
}

class UnheldStore extends RedisStore {
  override async hold(): Promise<boolean> {
    return true;
  }
}

/** Fills without looking whose lease is there, if any. */
class CarelessStore extends RedisStore {
  readonly #redis: RedisConnection;
  readonly #isCareless: (entry: CacheEntry, found: string | undefined) => boolean;

  constructor(redis: RedisConnection, isCareless: (entry: CacheEntry, found: string | undefined) => boolean) {
    super(redis);
    this.#redis = redis;
    this.#isCareless = isCareless;
  }

  override async fill(key: string, lease: string, entry: CacheEntry): Promise<boolean> {
    if (!this.#isCareless(entry, await this.get(key))) return await super.fill(key, lease, entry);
    await this.#redis.run(async (client) => await client.set(key, entry.value, "EX", entry.seconds));
    return true;
  }
}

/** Drops the keys of a transaction while it is under way. */
class HastyCache extends Cache {
  override writeOnCommit(_transaction: SqlTransaction, keys: readonly string[]): void {
    void this.drop(keys);
  }
}

/** Lets whoever comes share what is under way. */
class SharingCache extends Cache {
  readonly #flights = new Map<string, Promise<Taken>>();

  override async take(key: string, load: Load, options: TakeOptions): Promise<Taken> {
    const flight =
      this.#flights.get(key) ?? super.take(key, load, options).finally(() => void this.#flights.delete(key));
    this.#flights.set(key, flight);
    return await flight;
  }
}

class KeepingRows extends CachedRows<Item> {
  readonly #rows: Rows<Item>;

  constructor(session: SqlSession, cache: Cache) {
    super(session, itemTable, cache, itemKeys);
    this.#rows = new Rows(session, itemTable);
  }

  override async insertExact(row: Partial<Item>): Promise<bigint> {
    return await this.#rows.insertExact(row);
  }
}
