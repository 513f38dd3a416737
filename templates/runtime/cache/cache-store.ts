/**
 * Where cached texts are kept. Any call may fail, and a cache that fails is a cache that is empty. Under a key stands a value, a lease,
 * which says that somebody reads the value from the database just now, or holds, which say that somebody writes there. Whoever writes
 * holds the keys before and deletes them after. Both take a lease away, so that what was read before a write can never be put there
 * after it; and a writer that dies between the two leaves nothing that is outdated.
 */
export interface CacheStore {
  /** What stands under the key, be it a value, a lease or holds. */
  get(key: string): Promise<string | undefined>;
  /** The same for several keys, in their order. */
  getMany(keys: readonly string[]): Promise<readonly (string | undefined)[]>;
  /** What stands under the key; if nothing does, `lease` is put there for so many milliseconds, and the answer is `undefined`. */
  lease(key: string, lease: string, milliseconds: number): Promise<string | undefined>;
  /** Puts the value, for so many seconds, in the place of the lease; does nothing, and says so, if the lease is not there any more. */
  fill(key: string, lease: string, entry: CacheEntry): Promise<boolean>;
  /** Removes the lease if it is still there. */
  release(key: string, lease: string): Promise<void>;
  /**
   * Removes what stands under the keys, and lets nothing be put there for so many milliseconds, or until the writer deletes them. Says
   * whether it has: a store may be without holds.
   */
  hold(keys: readonly string[], writer: string, milliseconds: number): Promise<boolean>;
  /** Removes what stands under the keys, but for the holds of other writers. */
  delete(keys: readonly string[], writer: string): Promise<void>;
  close(): Promise<void>;
}

export interface CacheEntry {
  readonly value: string;
  readonly seconds: number;
}

/** Marks what the database does not have. */
export const ABSENT = "*";

/** How a lease begins, and no value does: rows begin with `{`, index entries with a digit, a quote, `[`, `t` or `f`. */
export const LEASE_SIGN = "!";

/** How holds begin. They look like a lease of somebody else to whoever knows nothing of them. */
export const HOLD_SIGN = "!+";
