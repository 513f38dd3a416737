import { HOLD_SIGN } from "./cache-store.ts";
import type { CacheEntry, CacheStore } from "./cache-store.ts";

const MAX_ENTRIES = 10_000;
/** Characters in all keys and values together. */
const MAX_LENGTH = 32_000_000;

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
  #length = 0;

  async get(key: string): Promise<string | undefined> {
    return this.#used(key);
  }

  async getMany(keys: readonly string[]): Promise<readonly (string | undefined)[]> {
    return keys.map((key) => this.#used(key));
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
    if (this.#used(key) === lease) this.#remove(key);
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
    this.#length = 0;
  }

  #holdsOfOthers(key: string, writer: string): readonly (readonly [string, number])[] {
    const now = Date.now();
    return [...(this.#entries.get(key)?.holds ?? [])].filter(([other, end]) => other !== writer && end > now);
  }

  #keepHolds(key: string, holds: readonly (readonly [string, number])[]): void {
    this.#remove(key);
    if (holds.length === 0) return;
    const expires = Math.max(...holds.map(([, end]) => end));
    this.#keep(key, { value: HOLD_SIGN, expires, holds: new Map(holds) });
  }

  #used(key: string): string | undefined {
    const entry = this.#entries.get(key);
    if (entry === undefined) return undefined;
    this.#remove(key);
    if (entry.expires <= Date.now()) return undefined;
    this.#keep(key, entry);
    return entry.value;
  }

  #put(key: string, value: string, milliseconds: number): void {
    this.#keep(key, { value, expires: Date.now() + milliseconds });
    while (this.#entries.size > MAX_ENTRIES || this.#length > MAX_LENGTH) {
      const [oldest] = this.#entries.keys();
      if (oldest === undefined) return;
      this.#remove(oldest);
    }
  }

  #keep(key: string, entry: MemoryEntry): void {
    this.#remove(key);
    this.#entries.set(key, entry);
    this.#length += key.length + entry.value.length;
  }

  #remove(key: string): void {
    const entry = this.#entries.get(key);
    if (entry === undefined) return;
    this.#entries.delete(key);
    this.#length -= key.length + entry.value.length;
  }
}
