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

  async lease(key: string, lease: string, milliseconds: number): Promise<string | undefined> {
    return await this.#storeOf(key).lease(key, lease, milliseconds);
  }

  async fill(key: string, lease: string, entry: CacheEntry): Promise<boolean> {
    return await this.#storeOf(key).fill(key, lease, entry);
  }

  async release(key: string, lease: string): Promise<void> {
    await this.#storeOf(key).release(key, lease);
  }

  /** One command for each store. */
  async delete(keys: readonly string[]): Promise<void> {
    const byStore = new Map<CacheStore, string[]>();
    for (const key of keys) {
      const store = this.#storeOf(key);
      const known = byStore.get(store);
      if (known === undefined) byStore.set(store, [key]);
      else known.push(key);
    }
    await Promise.all([...byStore].map(async ([store, itsKeys]) => await store.delete(itsKeys)));
  }

  async close(): Promise<void> {
    await Promise.all(this.#stores.map(async (store) => await store.close()));
  }

  #storeOf(key: string): CacheStore {
    const store = this.#stores[this.#ring.nodeOf(key)];
    if (store === undefined) throw new Error("there is no store for the key");
    return store;
  }
}
