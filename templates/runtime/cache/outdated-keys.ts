import type { Report } from "./guarded-store.ts";
import type { CacheStore } from "./cache-store.ts";

/** So many keys are removed by one command: more would hold up everybody else who uses the server. */
const DELETE_BATCH = 500;
/** So many keys that could not be dropped are remembered. */
const MAX_OUTDATED = 100_000;
/** Milliseconds between attempts to drop what could not be dropped. */
const RETRY_DELAY = 1_000;

/** A key that may be outdated, and the write that says so. */
type Mark = readonly [key: string, mark: symbol];

/**
 * Drops keys from a store, however long that takes: what it could not drop it tries again each second, and knows meanwhile as outdated.
 * If these become too many to remember, any key may be outdated until every entry has expired, or until the process is started anew
 * after the store was flushed. What is known of outdated keys ends with the process; other processes do not know of it.
 */
export class OutdatedKeys {
  readonly #store: CacheStore;
  readonly #longestExpiry: number;
  readonly #report: Report;
  readonly #outdated = new Map<string, symbol>();
  #retry: NodeJS.Timeout | undefined;
  /** Until then any entry may be outdated. */
  #unsureUntil = 0;

  /** `longestExpiry`: the seconds after which no entry lives any more. */
  constructor(store: CacheStore, longestExpiry: number, report: Report) {
    this.#store = store;
    this.#longestExpiry = longestExpiry;
    this.#report = report;
  }

  has(key: string): boolean {
    return Date.now() < this.#unsureUntil || this.#outdated.has(key);
  }

  /** Never fails: what cannot be dropped now is dropped later. */
  async drop(keys: readonly string[]): Promise<void> {
    const marks = keys.map((key) => [key, Symbol(key)] as const);
    for (const [key, mark] of marks) this.#outdated.set(key, mark);
    await this.#delete(marks);
    if (this.#outdated.size > MAX_OUTDATED) this.#giveUp(marks);
  }

  /** Makes a last attempt. */
  async close(): Promise<void> {
    clearTimeout(this.#retry);
    await this.#delete([...this.#outdated]);
    clearTimeout(this.#retry);
  }

  /** Deletes batch after batch. What is left after a failure is tried again later. */
  async #delete(marks: readonly Mark[]): Promise<void> {
    try {
      for (let start = 0; start < marks.length; start += DELETE_BATCH) {
        const batch = marks.slice(start, start + DELETE_BATCH);
        await this.#store.delete(batch.map(([key]) => key));
        // A key that a later write has marked anew waits for the end of that write's own attempt.
        for (const [key, mark] of batch) if (this.#outdated.get(key) === mark) this.#outdated.delete(key);
      }
    } catch {
      this.#retryLater();
    }
  }

  #retryLater(): void {
    if (this.#retry !== undefined) return;
    this.#retry = setTimeout(() => {
      this.#retry = undefined;
      void this.#delete([...this.#outdated]);
    }, RETRY_DELAY).unref();
  }

  /** Forgets keys that there is no room for: from now on any entry may be outdated. */
  #giveUp(marks: readonly Mark[]): void {
    for (const [key, mark] of marks) if (this.#outdated.get(key) === mark) this.#outdated.delete(key);
    const now = Date.now();
    if (now >= this.#unsureUntil) {
      const hours = Math.ceil(this.#longestExpiry / 3600);
      this.#report(
        `cache: more than ${MAX_OUTDATED} entries could not be dropped: this process goes without the cache for ${hours} hours; ` +
          "to use it sooner, flush it and restart",
      );
    }
    this.#unsureUntil = now + this.#longestExpiry * 1000;
  }
}
