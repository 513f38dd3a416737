import type { CacheEntry, CacheStore } from "./cache-store.ts";
import { HashRing } from "./hash-ring.ts";
import type { RingNode } from "./hash-ring.ts";

/** Several stores, each of which has some of the keys. */
export class SpreadStore implements CacheStore {
  readonly #stores: readonly CacheStore[];
  readonly #ring: HashRing;

  /** The nodes are those of the stores, in the same order. */
  constructor(stores: readonly CacheStore[], nodes: readonly RingNode[]) {
    this.#stores = stores;
    this.#ring = new HashRing(nodes);
  }

  async get(key: string): Promise<string | undefined> {
    return await this.#storeOf(key).get(key);
  }

  async getMany(keys: readonly string[]): Promise<readonly (string | undefined)[]> {
    const found = await this.#each(keys, async (store, itsKeys) => {
      const texts = await store.getMany(itsKeys);
      return itsKeys.map((key, index) => [key, texts[index]] as const);
    });
    const byKey = new Map(found.flat());
    return keys.map((key) => byKey.get(key));
  }

  async lease(key: string, lease: string, milliseconds: number): Promise<string | undefined> {
    return await this.#storeOf(key).lease(key, lease, milliseconds);
  }

  async fill(key: string, lease: string, entry: CacheEntry): Promise<boolean> {
    return await this.#storeOf(key).fill(key, lease, entry);
  }

  async release(key: string, lease: string): Promise<void> {
    await this.#storeOf(key).release(key, lease);
  }

  async hold(keys: readonly string[], writer: string, milliseconds: number): Promise<boolean> {
    const held = await this.#each(keys, async (store, itsKeys) => await store.hold(itsKeys, writer, milliseconds));
    return held.includes(true);
  }

  async delete(keys: readonly string[], writer: string): Promise<void> {
    await this.#each(keys, async (store, itsKeys) => await store.delete(itsKeys, writer));
  }

  async close(): Promise<void> {
    await Promise.all(this.#stores.map(async (store) => await store.close()));
  }

  /** One command for each store. What one that is away does not do, the others do all the same. */
  async #each<Answer>(
    keys: readonly string[],
    command: (store: CacheStore, itsKeys: readonly string[]) => Promise<Answer>,
  ): Promise<readonly Answer[]> {
    const byStore = new Map<CacheStore, string[]>();
    for (const key of keys) {
      const store = this.#storeOf(key);
      const known = byStore.get(store);
      if (known === undefined) byStore.set(store, [key]);
      else known.push(key);
    }
    return await Promise.all([...byStore].map(async ([store, itsKeys]) => await command(store, itsKeys)));
  }

  #storeOf(key: string): CacheStore {
    const store = this.#stores[this.#ring.nodeOf(key)];
    if (store === undefined) throw new Error("there is no store for the key");
    return store;
  }
}
