import { randomUUID } from "node:crypto";
import { setTimeout as delay } from "node:timers/promises";

import type { CacheConf } from "../config/cache-conf.ts";
import { mayHaveHappened } from "../database/sql-session.ts";
import type { SqlSession, SqlTransaction } from "../database/sql-session.ts";
import { UnavailableError } from "../errors.ts";
import { within } from "../time-limit.ts";
import { ABSENT, HOLD_SIGN, LEASE_SIGN } from "./cache-store.ts";
import type { CacheStore } from "./cache-store.ts";
import { ConcurrencyLimit } from "./concurrency-limit.ts";
import { CacheUnavailableError } from "./guarded-store.ts";
import type { Report } from "./guarded-store.ts";
import { openStore } from "./open-store.ts";
import { OutdatedKeys } from "./outdated-keys.ts";
import { SingleFlight } from "./single-flight.ts";
import type { Dated } from "./single-flight.ts";

const EXPIRY_SECONDS = 7 * 24 * 3600;
const ABSENT_EXPIRY_SECONDS = 60;
/** Expiries differ by up to ±5 %, so that what was cached together does not expire together. */
const EXPIRY_DEVIATION = 0.05;
/** A row outlives the index entry that leads to it. */
const ROW_EXTRA_SECONDS = 5;
/** No entry lives longer. */
const LONGEST_EXPIRY_SECONDS = Math.ceil(EXPIRY_SECONDS * (1 + EXPIRY_DEVIATION)) + ROW_EXTRA_SECONDS;

/** Milliseconds after which others may load what a process that does not come back has leased. */
const LEASE_TIME = 3_000;
/** How long to wait for what another process loads, and how long between looking. */
const LEASE_PATIENCE = 800;
const LEASE_POLL = 20;

/** Milliseconds that a read may take with all that it waits for. */
const READ_LIMIT = 1_400;

/** So many reads at a time ask the database for what the cache cannot give; each of them may wait so many milliseconds for its turn. */
const READS_PAST_CACHE = 8;
const PATIENCE_PAST_CACHE = 150;

/** What becomes of reads while the cache fails: they go to the database, a few at a time, or they fail too. */
export type OnCacheError = "database" | "fail";

/** The cache that `CacheRedis` names: Redis, or one inside the process if there is none. It connects on first use. */
export function openCache(conf: CacheConf, report: Report = console.error): Cache {
  return new Cache(openStore(conf, report), conf[0]?.onCacheError ?? "database", report);
}

/** What a load has read from the database. */
export interface Loaded {
  /** `undefined` if there is nothing to find. */
  readonly text: string | undefined;
  /** Whether this may stand under the key: only what every write that changes it drops under this very key. */
  readonly isEntry: boolean;
}

/** What `take` found. */
export interface Taken extends Loaded {
  readonly isCached: boolean;
}

export type Load = () => Promise<Loaded>;

export interface TakeOptions {
  /** Ends this caller's wait, and nobody else's. */
  readonly signal: AbortSignal | undefined;
  /** How long the entry lives if it is made now; see `rowExpiry` and `indexExpiry`. */
  readonly seconds: number;
}

/**
 * go-zero's cache beside a database, with leases for readers and holds for writers. The database is the truth: no reader gets what a
 * write had replaced when he asked.
 */
export class Cache {
  readonly #store: CacheStore;
  readonly #onError: OnCacheError;
  readonly #flights = new SingleFlight<DatedTaken>();
  readonly #outdated: OutdatedKeys;
  /** For each transaction under way, the keys that are outdated when it is committed. */
  readonly #ofTransactions = new WeakMap<SqlTransaction, Set<string>>();
  readonly #readsPastCache = new ConcurrencyLimit(READS_PAST_CACHE, PATIENCE_PAST_CACHE);

  constructor(store: CacheStore, onError: OnCacheError, report: Report) {
    this.#store = store;
    this.#onError = onError;
    this.#outdated = new OutdatedKeys(store, LONGEST_EXPIRY_SECONDS, report);
  }

  /** What the cache holds for a key; otherwise what `load` gives, called once however many ask at the same time. */
  async take(key: string, load: Load, { signal, seconds }: TakeOptions): Promise<Taken> {
    const read = async (): Promise<DatedTaken> => await this.#take(key, load, seconds);
    const { asOf: _, ...taken } = await within(READ_LIMIT, this.#flights.run(key, read, signal), tooSlow);
    return taken;
  }

  /**
   * Reads many rows: `work` is told what the cache holds for the keys, as far as it does, with `undefined` for what the database does
   * not have, and asks the database for the others. Nothing is put into the cache.
   */
  async readMany<Result>(
    keys: readonly string[],
    work: (known: ReadonlyMap<string, string | undefined>) => Promise<Result>,
  ): Promise<Result> {
    const read = async (): Promise<Result> => {
      const known = await this.#known(keys);
      if (known !== undefined) return await work(known);
      return await this.#readsPastCache.run(async () => await work(new Map()));
    };
    return await within(READ_LIMIT, read(), tooSlow);
  }

  /**
   * Runs a write of the session that outdates these keys, and those that `further` tells once it is done. While it runs nobody is given anything that
   * stands under them. It does not depend on the store: what cannot be removed now is removed later.
   */
  async write<Result>(
    session: Pick<SqlSession, "statementLimit">,
    keys: readonly string[],
    work: () => Promise<Result>,
    further: (result: Result) => Promise<readonly string[]>,
  ): Promise<Result> {
    const writer = randomUUID();
    const hasHold = await this.#outdated.hold(keys, writer, session.statementLimit);
    let result: Result;
    try {
      result = await work();
    } catch (error) {
      if (mayHaveHappened(error)) this.#dropLate(keys, writer);
      else if (hasHold) await this.drop(keys, writer);
      throw error;
    }
    let outdated = keys;
    try {
      outdated = [...new Set([...(await further(result)), ...keys])];
    } finally {
      await this.drop(outdated, writer);
    }
    return result;
  }

  /** Removes what is outdated, and what the writer holds. It never fails: what cannot be removed now is removed later. */
  async drop(keys: readonly string[], writer: string = randomUUID()): Promise<void> {
    for (const key of keys) this.#flights.forget(key);
    if (keys.length > 0) await this.#outdated.drop(keys, writer);
  }

  /** The transaction outdates these keys: all that it has given are held from before its COMMIT until they are dropped after it. */
  writeOnCommit(transaction: SqlTransaction, keys: readonly string[]): void {
    const known = this.#ofTransactions.get(transaction);
    const collected = known ?? new Set<string>();
    for (const key of keys) collected.add(key);
    if (known !== undefined) return;
    this.#ofTransactions.set(transaction, collected);
    const writer = randomUUID();
    const { statementLimit } = transaction;
    transaction.beforeCommit(async () => void (await this.#outdated.hold([...collected], writer, statementLimit)));
    transaction.afterCommit(async (isKnown) => {
      if (isKnown) await this.drop([...collected], writer);
      else this.#dropLate([...collected], writer);
    });
  }

  /** The write may still happen, so that the keys stay held. Its caller has waited long enough, and is told that it has failed. */
  #dropLate(keys: readonly string[], writer: string): void {
    for (const key of keys) this.#flights.forget(key);
    void this.#outdated.dropLate(keys, writer);
  }

  async close(): Promise<void> {
    await this.#outdated.close();
    await this.#store.close();
  }

  /** `undefined` if the store fails, or may be outdated. */
  async #known(keys: readonly string[]): Promise<ReadonlyMap<string, string | undefined> | undefined> {
    const isOutdated = (key: string): boolean => this.#outdated.has(key);
    if (keys.some(isOutdated)) return undefined;
    const known = new Map<string, string | undefined>();
    try {
      const texts = keys.length === 0 ? [] : await this.#store.getMany(keys);
      for (const [index, key] of keys.entries()) {
        const text = texts[index];
        if (isValue(text)) known.set(key, text === ABSENT ? undefined : text);
      }
    } catch (error) {
      if (this.#onError === "fail" || !(error instanceof CacheUnavailableError)) throw error;
      return undefined;
    }
    return known;
  }

  async #take(key: string, load: Load, seconds: number): Promise<DatedTaken> {
    const found = await this.#find(key);
    switch (found.kind) {
      case "value":
        return {
          isCached: true,
          isEntry: true,
          text: found.text === ABSENT ? undefined : found.text,
          asOf: found.asOf,
        };
      case "leased":
        return await this.#loadEntry(key, found.lease, load, seconds);
      case "held":
        return await loadNow(load);
      case "nothing":
        return await this.#readsPastCache.run(async () => await loadNow(load));
    }
  }

  async #find(key: string): Promise<Found> {
    if (this.#outdated.has(key)) return { kind: "nothing" };
    try {
      const asOf = performance.now();
      const text = await this.#store.get(key);
      if (isHeld(text)) return { kind: "held" };
      return isValue(text) ? { kind: "value", text, asOf } : await this.#lease(key);
    } catch (error) {
      if (this.#onError === "fail" || !(error instanceof CacheUnavailableError)) throw error;
      return { kind: "nothing" };
    }
  }

  /** Waits a little while another process has the lease: it is about to put the value there. */
  async #lease(key: string): Promise<Found> {
    const lease = LEASE_SIGN + randomUUID();
    const end = Date.now() + LEASE_PATIENCE;
    for (;;) {
      const asOf = performance.now();
      const text = await this.#store.lease(key, lease, LEASE_TIME);
      // A client that has sent the command twice finds its own lease.
      if (text === undefined || text === lease) return { kind: "leased", lease };
      if (isValue(text)) return { kind: "value", text, asOf };
      if (isHeld(text)) return { kind: "held" };
      if (Date.now() >= end) return { kind: "nothing" };
      await delay(LEASE_POLL * (1 + Math.random()));
    }
  }

  async #loadEntry(key: string, lease: string, load: Load, seconds: number): Promise<DatedTaken> {
    let loaded: DatedTaken | undefined;
    let filled: number | undefined;
    try {
      loaded = await loadNow(load);
    } finally {
      filled = await this.#settle(key, lease, loaded, seconds);
    }
    return { ...loaded, asOf: filled ?? loaded.asOf };
  }

  /**
   * Gives the time until which no write had dropped the key, if the value could be put there; otherwise nothing is known of writes since
   * the load began. That a value could not be cached is told by the store, and is no failure of the read.
   */
  async #settle(key: string, lease: string, loaded: Loaded | undefined, seconds: number): Promise<number | undefined> {
    try {
      const asOf = performance.now();
      if (loaded?.isEntry === true && !this.#outdated.has(key)) {
        return (await this.#store.fill(key, lease, entryOf(loaded.text, seconds))) ? asOf : undefined;
      }
      await this.#store.release(key, lease);
    } catch (error) {
      if (!(error instanceof CacheUnavailableError)) throw error;
    }
    return undefined;
  }
}

type DatedTaken = Taken & Dated;

async function loadNow(load: Load): Promise<DatedTaken> {
  const asOf = performance.now();
  return { isCached: false, asOf, ...(await load()) };
}

type Found =
  | { readonly kind: "value"; readonly text: string; readonly asOf: number }
  | { readonly kind: "leased"; readonly lease: string }
  /** A write is under way. */
  | { readonly kind: "held" }
  /** None of these: the store fails, or may be outdated, or another process takes long. */
  | { readonly kind: "nothing" };

function tooSlow(): Error {
  return new UnavailableError(`the read took longer than ${READ_LIMIT} ms`);
}

/** go-zero takes an empty text for none. */
function isValue(text: string | undefined): text is string {
  return text !== undefined && text !== "" && !text.startsWith(LEASE_SIGN);
}

function isHeld(text: string | undefined): boolean {
  return text?.startsWith(HOLD_SIGN) ?? false;
}

function entryOf(text: string | undefined, seconds: number) {
  return text === undefined ? { value: ABSENT, seconds: jittered(ABSENT_EXPIRY_SECONDS) } : { value: text, seconds };
}

/** Seconds that an index entry lives from now on. */
export function indexExpiry(): number {
  return jittered(EXPIRY_SECONDS);
}

/** Seconds that a row lives to which an index entry of that life leads. */
export function rowExpiry(indexSeconds: number): number {
  return indexSeconds + ROW_EXTRA_SECONDS;
}

function jittered(seconds: number): number {
  const factor = 1 + EXPIRY_DEVIATION * (2 * Math.random() - 1);
  return Math.ceil(seconds * factor);
}
