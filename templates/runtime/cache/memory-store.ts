import { HOLD_SIGN } from "./cache-store.ts";
import type { CacheEntry, CacheStore } from "./cache-store.ts";

const MAX_ENTRIES = 10_000;

interface MemoryEntry {
  readonly value: string;
  readonly expires: number;
  /** When each writer's hold ends, if there are any. */
  readonly holds?: ReadonlyMap<string, number>;
}

/** A cache inside the process. When it is full, the entry that was not used for the longest time makes room. */
export class MemoryStore implements CacheStore {
  /** In order of use, the least recent first. */
  readonly #entries = new Map<string, MemoryEntry>();

  async get(key: string): Promise<string | undefined> {
    return this.#used(key);
  }

  async lease(key: string, lease: string, milliseconds: number): Promise<string | undefined> {
    const found = this.#used(key);
    if (found === undefined) this.#put(key, lease, milliseconds);
    return found;
  }

  async fill(key: string, lease: string, { value, seconds }: CacheEntry): Promise<boolean> {
    if (this.#used(key) !== lease) return false;
    this.#put(key, value, seconds * 1000);
    return true;
  }

  async release(key: string, lease: string): Promise<void> {
    if (this.#used(key) === lease) this.#entries.delete(key);
  }

  async hold(keys: readonly string[], writer: string, milliseconds: number): Promise<boolean> {
    for (const key of keys)
      this.#keepHolds(key, [...this.#holdsOfOthers(key, writer), [writer, Date.now() + milliseconds]]);
    return true;
  }

  async delete(keys: readonly string[], writer: string): Promise<void> {
    for (const key of keys) this.#keepHolds(key, this.#holdsOfOthers(key, writer));
  }

  async close(): Promise<void> {
    this.#entries.clear();
  }

  #holdsOfOthers(key: string, writer: string): readonly (readonly [string, number])[] {
    const now = Date.now();
    return [...(this.#entries.get(key)?.holds ?? [])].filter(([other, end]) => other !== writer && end > now);
  }

  #keepHolds(key: string, holds: readonly (readonly [string, number])[]): void {
    this.#entries.delete(key);
    if (holds.length === 0) return;
    const expires = Math.max(...holds.map(([, end]) => end));
    this.#entries.set(key, { value: HOLD_SIGN, expires, holds: new Map(holds) });
  }

  #used(key: string): string | undefined {
    const entry = this.#entries.get(key);
    if (entry === undefined) return undefined;
    this.#entries.delete(key);
    if (entry.expires <= Date.now()) return undefined;
    this.#entries.set(key, entry);
    return entry.value;
  }

  #put(key: string, value: string, milliseconds: number): void {
    this.#entries.delete(key);
    const [oldest] = this.#entries.keys();
    if (this.#entries.size >= MAX_ENTRIES && oldest !== undefined) this.#entries.delete(oldest);
    this.#entries.set(key, { value, expires: Date.now() + milliseconds });
  }
}
