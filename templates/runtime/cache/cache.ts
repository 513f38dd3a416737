import type { CacheConf } from "../config/cache-conf.ts";
import type { CacheStore } from "./cache-store.ts";
import { MemoryStore } from "./memory-store.ts";
import { RedisStore } from "./redis-store.ts";
import { SingleFlight } from "./single-flight.ts";

/** Marks what the database does not have. */
const ABSENT = "*";
const EXPIRY_SECONDS = 7 * 24 * 3600;
const ABSENT_EXPIRY_SECONDS = 60;
/** Expiries differ by up to ±5 %, so that what was cached together does not expire together. */
const EXPIRY_DEVIATION = 0.05;
/** A row outlives the index entry that leads to it. */
const ROW_EXTRA_SECONDS = 5;

/** After a failure the store is not asked for so long: readers would all wait for a server that hangs. */
const REST_AFTER_FAILURE = 1_000;
/** So many keys are removed by one command: more would hold up everybody else who uses the server. */
const DELETE_BATCH = 500;
/** So many keys that could not be dropped are remembered; see `Cache`. */
const MAX_OUTDATED = 100_000;
/** No entry lives longer. */
const LONGEST_EXPIRY_SECONDS = Math.ceil(EXPIRY_SECONDS * (1 + EXPIRY_DEVIATION)) + ROW_EXTRA_SECONDS;
const FIRST_RETRY_DELAY = 1_000;
const LAST_RETRY_DELAY = 60_000;

/** The cache that `CacheRedis` names: a Redis server, or one inside the process if there is none. It connects on first use. */
export function openCache(conf: CacheConf, report: Report = console.error): Cache {
  const [node, ...others] = conf;
  if (node === undefined) return new Cache(new MemoryStore(), report);
  if (others.length > 0) throw new Error("CacheRedis: more than one server is not supported yet");
  if (node.type === "cluster") throw new Error("CacheRedis: Redis Cluster is not supported yet");
  return new Cache(new RedisStore(node), report);
}

/** Takes a line for the log; called at most once a second while the store fails. */
export type Report = (message: string) => void;

/** What `take` found: a text from the cache, or what `load` gave; `undefined` if there is nothing to find. */
export interface Taken {
  readonly isCached: boolean;
  readonly text: string | undefined;
}

/** Writes what a load has read to the cache, except for keys that were dropped since the load began. */
export interface Filling {
  row(key: string, text: string): Promise<void>;
  index(key: string, text: string): Promise<void>;
  absent(key: string): Promise<void>;
}

/** A key that may be outdated, and the write that says so. */
type Mark = readonly [key: string, mark: symbol];

export type Load = (filling: Filling) => Promise<string | undefined>;

/**
 * go-zero's cache beside a database. The database is the truth: when the store fails, readers get what the database says, and keys
 * that a writer could not drop are not served by this process until they are dropped. If these become too many to remember, any entry
 * may be outdated, and the process goes without the cache until all have expired, or until it is started anew after the store was
 * flushed. What is known of outdated keys ends with the process; other processes do not know of it.
 */
export class Cache {
  readonly #store: CacheStore;
  readonly #report: Report;
  readonly #flights = new SingleFlight<Taken>();
  /** For each load under way, the keys that were dropped meanwhile. */
  readonly #loads = new Set<Set<string>>();
  /** Keys whose entries may be outdated because dropping them has failed. */
  readonly #outdated = new Map<string, symbol>();
  #retry: NodeJS.Timeout | undefined;
  #restUntil = 0;
  /** Until then any entry may be outdated. */
  #unsureUntil = 0;

  constructor(store: CacheStore, report: Report) {
    this.#store = store;
    this.#report = report;
  }

  /** What the cache holds for a key; otherwise what `load` gives, called once however many ask at the same time. */
  async take(key: string, load: Load): Promise<Taken> {
    return await this.#flights.run(key, async () => {
      const text = await this.#read(key);
      if (text === ABSENT) return { isCached: true, text: undefined };
      if (text !== undefined) return { isCached: true, text };
      return { isCached: false, text: await this.#load(load) };
    });
  }

  /** For an entry that cannot be used: removes it and gives what `load` reads. */
  async reload(key: string, load: Load): Promise<string | undefined> {
    await this.drop([key]);
    const { text } = await this.#flights.run(key, async () => ({ isCached: false, text: await this.#load(load) }));
    return text;
  }

  /** Removes what has become outdated. Called after the write, it never fails: what cannot be removed now is removed later. */
  async drop(keys: readonly string[]): Promise<void> {
    for (const key of keys) this.#flights.forget(key);
    for (const dropped of this.#loads) for (const key of keys) dropped.add(key);
    if (keys.length > 0) await this.#delete(keys);
  }

  async close(): Promise<void> {
    clearTimeout(this.#retry);
    await this.#deleteAll([...this.#outdated], FIRST_RETRY_DELAY);
    clearTimeout(this.#retry);
    await this.#store.close();
  }

  async #read(key: string): Promise<string | undefined> {
    if (!this.#isServed(key)) return undefined;
    try {
      // Redis has no empty values of ours; go-zero takes an empty one for a miss.
      return (await this.#store.get(key)) || undefined;
    } catch (error) {
      this.#failed("read", error);
      return undefined;
    }
  }

  async #load(load: Load): Promise<string | undefined> {
    const dropped = new Set<string>();
    const put = async (key: string, write: () => Promise<void>): Promise<void> => {
      if (dropped.has(key) || !this.#isServed(key)) return;
      await write().catch((error: unknown) => this.#failed("write", error));
    };
    const seconds = jittered(EXPIRY_SECONDS);
    this.#loads.add(dropped);
    try {
      return await load({
        row: async (key, text) => await put(key, () => this.#store.set(key, text, seconds + ROW_EXTRA_SECONDS)),
        index: async (key, text) => await put(key, () => this.#store.set(key, text, seconds)),
        absent: async (key) =>
          await put(key, () => this.#store.setIfAbsent(key, ABSENT, jittered(ABSENT_EXPIRY_SECONDS))),
      });
    } finally {
      this.#loads.delete(dropped);
    }
  }

  async #delete(keys: readonly string[]): Promise<void> {
    const marks = keys.map((key) => [key, Symbol(key)] as const);
    for (const [key, mark] of marks) this.#outdated.set(key, mark);
    // A writer does not wait for a server that hangs: the retry drops the keys.
    if (this.#isResting()) this.#retryAfter(FIRST_RETRY_DELAY);
    else await this.#deleteAll(marks, FIRST_RETRY_DELAY);
    if (this.#outdated.size > MAX_OUTDATED) this.#giveUp(marks);
  }

  /** Deletes batch after batch. What is left after a failure is tried again after `delay`. */
  async #deleteAll(marks: readonly Mark[], delay: number): Promise<void> {
    try {
      for (let start = 0; start < marks.length; start += DELETE_BATCH) {
        const batch = marks.slice(start, start + DELETE_BATCH);
        await this.#store.delete(batch.map(([key]) => key));
        // A key that a later write has marked anew waits for the end of that write's own attempt.
        for (const [key, mark] of batch) if (this.#outdated.get(key) === mark) this.#outdated.delete(key);
      }
    } catch (error) {
      this.#failed("delete", error);
      this.#retryAfter(delay);
    }
  }

  #retryAfter(delay: number): void {
    if (this.#retry !== undefined) return;
    this.#retry = setTimeout(() => {
      this.#retry = undefined;
      void this.#deleteAll([...this.#outdated], Math.min(delay * 2, LAST_RETRY_DELAY));
    }, delay).unref();
  }

  /** Forgets keys that there is no room for: from now on any entry may be outdated. */
  #giveUp(marks: readonly Mark[]): void {
    for (const [key, mark] of marks) if (this.#outdated.get(key) === mark) this.#outdated.delete(key);
    const now = Date.now();
    if (now >= this.#unsureUntil) {
      const hours = Math.ceil(LONGEST_EXPIRY_SECONDS / 3600);
      this.#report(
        `cache: more than ${MAX_OUTDATED} entries could not be dropped: this process goes without the cache for ${hours} hours; ` +
          "to use it sooner, flush it and restart",
      );
    }
    this.#unsureUntil = now + LONGEST_EXPIRY_SECONDS * 1000;
  }

  #isServed(key: string): boolean {
    return !this.#isResting() && Date.now() >= this.#unsureUntil && !this.#outdated.has(key);
  }

  #isResting(): boolean {
    return Date.now() < this.#restUntil;
  }

  #failed(operation: string, error: unknown): void {
    if (this.#isResting()) return;
    this.#restUntil = Date.now() + REST_AFTER_FAILURE;
    this.#report(
      `cache: ${operation} failed, reads go to the database: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
}

function jittered(seconds: number): number {
  const factor = 1 + EXPIRY_DEVIATION * (2 * Math.random() - 1);
  return Math.ceil(seconds * factor);
}
