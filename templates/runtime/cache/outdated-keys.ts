import { randomUUID } from "node:crypto";

import type { Report } from "./guarded-store.ts";
import type { CacheStore } from "./cache-store.ts";

/** So many keys are named by one command: more would hold up everybody else who uses the server. */
const BATCH = 500;
/** So many commands of holds are sent before their answers are awaited. */
const COMMANDS = 4;
/** So many keys that could not be dropped are remembered. */
const MAX_OUTDATED = 100_000;
/** Milliseconds between attempts to drop what could not be dropped. */
const RETRY_DELAY = 1_000;

/** Milliseconds that a write may take beside its statement. After those of both, what a writer that does not come back has held may be cached again. */
const HOLD_RESERVE = 2_000;
/**
 * So many milliseconds after the first command no further ones are sent to hold the keys of a write: the transaction, which has its locks,
 * must not wait for a slow server, and the first holds have to last until it is committed.
 */
const HOLD_PATIENCE = 1_000;
/** For so many milliseconds a write may still happen whose caller has been told that its outcome is not known. */
const LATE_WRITE_TIME = 60_000;

/** A write that has outdated keys. */
interface Write {
  /** Until then it may still happen; 0 if it has. */
  readonly lateUntil: number;
}

/** A key that may be outdated, and the write that says so. */
type Mark = readonly [key: string, write: Write];

/**
 * Drops keys from a store, however long that takes: what it could not drop it tries again each second, and knows meanwhile as outdated.
 * If these become too many to remember, any key may be outdated until every entry has expired, or until the process is started anew
 * after the store was flushed. What is known of outdated keys ends with the process; other processes do not know of it.
 */
export class OutdatedKeys {
  readonly #store: CacheStore;
  readonly #longestExpiry: number;
  readonly #report: Report;
  readonly #outdated = new Map<string, Write>();
  /** In whose name is tried again what has failed. */
  readonly #retrier = randomUUID();
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

  /**
   * Lets nobody use the keys from before a write until after it, also if this process dies meanwhile. Says whether it could. `limit`:
   * milliseconds that the write's statement may take.
   */
  async hold(keys: readonly string[], writer: string, limit: number): Promise<boolean> {
    const end = Date.now() + HOLD_PATIENCE;
    const held: boolean[] = [];
    try {
      for (const commands of batches([...batches(keys, BATCH)], COMMANDS)) {
        if (Date.now() >= end) break;
        const hold = async (batch: readonly string[]) => await this.#store.hold(batch, writer, limit + HOLD_RESERVE);
        held.push(...(await Promise.all(commands.map(hold))));
      }
    } catch {
      return false;
    }
    return held.includes(true);
  }

  /** The write is done. Never fails: what cannot be dropped now is dropped later. */
  async drop(keys: readonly string[], writer: string): Promise<void> {
    await this.#mark(keys, writer, { lateUntil: 0 });
  }

  /** The write may still happen: the keys are held until it cannot any more. Never fails either. */
  async dropLate(keys: readonly string[], writer: string): Promise<void> {
    await this.#mark(keys, writer, { lateUntil: Date.now() + LATE_WRITE_TIME });
  }

  /** Makes a last attempt. */
  async close(): Promise<void> {
    clearTimeout(this.#retry);
    await this.#remove([...this.#outdated], this.#retrier);
    clearTimeout(this.#retry);
  }

  async #mark(keys: readonly string[], writer: string, write: Write): Promise<void> {
    const marks = keys.map((key) => [key, this.#later(key, write)] as const);
    for (const [key, last] of marks) this.#outdated.set(key, last);
    await this.#remove(marks, writer);
    if (this.#outdated.size > MAX_OUTDATED) this.#giveUp(marks);
  }

  /** Of this write and an earlier one that may still happen, the one that may do so longer. */
  #later(key: string, write: Write): Write {
    const earlier = this.#outdated.get(key);
    return earlier !== undefined && earlier.lateUntil > write.lateUntil ? earlier : write;
  }

  /** Removes batch after batch. A batch that fails is tried again later, and keeps no other from being removed. */
  async #remove(marks: readonly Mark[], writer: string): Promise<void> {
    const now = Date.now();
    const done = marks.filter(([, { lateUntil }]) => lateUntil <= now);
    const late = marks.filter(([, { lateUntil }]) => lateUntil > now);
    for (const batch of batches(done, BATCH)) {
      await this.#attempt(async () => {
        await this.#store.delete(keysOf(batch), writer);
        this.#forget(batch);
      });
    }
    for (const batch of batches(late, BATCH)) {
      await this.#attempt(async () => {
        if (await this.#store.hold(keysOf(batch), writer, LATE_WRITE_TIME)) {
          this.#forget(batch);
        } else {
          // Without holds this process alone knows that they are outdated, and drops what others put there meanwhile.
          await this.#store.delete(keysOf(batch), writer);
          this.#retryLater();
        }
      });
    }
  }

  async #attempt(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch {
      this.#retryLater();
    }
  }

  #retryLater(): void {
    if (this.#retry !== undefined) return;
    this.#retry = setTimeout(() => {
      this.#retry = undefined;
      void this.#remove([...this.#outdated], this.#retrier);
    }, RETRY_DELAY).unref();
  }

  /** A key that a later write has marked anew waits for the end of that write's own attempt. */
  #forget(marks: readonly Mark[]): void {
    for (const [key, write] of marks) if (this.#outdated.get(key) === write) this.#outdated.delete(key);
  }

  /** Forgets keys that there is no room for: from now on any entry may be outdated. */
  #giveUp(marks: readonly Mark[]): void {
    this.#forget(marks);
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

function keysOf(marks: readonly Mark[]): readonly string[] {
  return marks.map(([key]) => key);
}

function* batches<Item>(items: readonly Item[], size: number): Generator<readonly Item[]> {
  for (let start = 0; start < items.length; start += size) yield items.slice(start, start + size);
}
