import { cacheKeyText, entryKeyText, foldedKeyText } from "./cache-key.ts";
import type { CacheKey } from "./cache-key.ts";
import { indexExpiry, rowExpiry } from "./cache.ts";
import type { Cache, Load, TakeOptions } from "./cache.ts";
import { unlessAborted } from "./single-flight.ts";
import { Rows } from "../database/rows.ts";
import { ErrNotFound, isTransaction } from "../database/sql-session.ts";
import type { SqlSession, SqlTransaction } from "../database/sql-session.ts";
import type { Table } from "../database/table.ts";

/** How often an entry that proves to be outdated is thrown away before the database alone is asked. */
const ATTEMPTS = 2;

/** The entries of one table: the row itself stands under `row`; those under `unique` hold its primary key. */
export interface CacheKeys<Row> {
  readonly row: CacheKey<Row>;
  readonly unique: readonly CacheKey<Row>[];
}

/** The rows of one table, read through a cache. */
export class CachedRows<Row extends object> {
  readonly #session: SqlSession;
  readonly #rows: Rows<Row>;
  readonly #transaction: SqlTransaction | undefined;
  readonly #table: Table<Row>;
  readonly #cache: Cache;
  readonly #keys: CacheKeys<Row>;
  readonly #allKeys: readonly CacheKey<Row>[];

  /**
   * With a transaction's session instead of the database, reads go past the cache: what the transaction has written is nobody else's
   * yet. The keys of what it writes are dropped after COMMIT.
   */
  constructor(database: SqlSession, table: Table<Row>, cache: Cache, keys: CacheKeys<Row>) {
    this.#session = database;
    this.#rows = new Rows(database, table);
    this.#transaction = isTransaction(database) ? database : undefined;
    this.#table = table;
    this.#cache = cache;
    this.#keys = keys;
    this.#allKeys = [keys.row, ...keys.unique];
  }

  /** Reads by primary key. */
  async find(key: Partial<Row>, signal?: AbortSignal): Promise<Row | undefined> {
    return await this.#find(key, { signal, seconds: rowExpiry(indexExpiry()) });
  }

  /** Reads by a unique key: the index entry leads to the primary key, and that to the row. */
  async findBy(index: CacheKey<Row>, condition: Partial<Row>, signal?: AbortSignal): Promise<Row | undefined> {
    const cacheKey = this.#entryKey(index, condition);
    if (cacheKey === undefined) return await this.#findPastCache(condition, signal);
    const seconds = indexExpiry();
    for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
      const taken = await this.#cache.take(cacheKey, this.#loadIndex(index, condition), { signal, seconds });
      if (taken.text === undefined) return undefined;
      if (!taken.isEntry) return this.#table.rowFromJson(taken.text);
      const key = this.#table.keyFromJson(taken.text);
      const row = key === undefined ? undefined : await this.#find(key, { signal, seconds: rowExpiry(seconds) });
      if (row !== undefined && this.#text(index, row) === cacheKey) return row;
      // One of the two is outdated: the row has another value now, or is gone.
      await this.#cache.drop([cacheKey, ...(key === undefined ? [] : this.#entries(key))]);
    }
    return await this.#findPastCache(condition, signal);
  }

  /** Returns the AUTO_INCREMENT value; 0 if the table has none. */
  async insert(row: Partial<Row>): Promise<number> {
    return this.#table.safeNumber(await this.insertExact(row));
  }

  /** The same where the value may be beyond ±2^53. */
  async insertExact(row: Partial<Row>): Promise<bigint> {
    // The new row may have been looked for before: its entries then say that it does not exist.
    return await this.#write(
      [row],
      async () => await this.#rows.insertExact(row),
      async (id) => this.#entries(await this.#inserted(row, id)),
    );
  }

  /**
   * The old row is read from the database, not from the cache, whose entry might be outdated and name the wrong keys. It is read outside
   * the write's transaction: not guaranteed is that of two updates at the same time, which both change a unique value, the later knows
   * the value that the earlier has given. The entry of that value then stays until it expires; `findBy` does not serve a row by it,
   * since it compares the row's own value, but whoever reads the entry without that comparison, as go-zero does, may.
   */
  async update(row: Row): Promise<void> {
    const asked = Date.now();
    const old = await this.#stored(this.#keyOf(row), asked);
    await this.#write([old, row], async () => await this.#rows.update(row, asked));
  }

  async delete(key: Partial<Row>): Promise<void> {
    const asked = Date.now();
    const old = await this.#stored(key, asked);
    await this.#write([old], async () => await this.#rows.delete(key, asked));
  }

  /** Takes the mark from a row that is marked as deleted: whoever looked for it was told that there is none. */
  async restore(key: Partial<Row>): Promise<void> {
    const asked = Date.now();
    const marked = await this.#rows.findMarked(key, asked);
    if (marked === undefined) throw new ErrNotFound(this.#table.name);
    await this.#write([marked], async () => await this.#rows.restore(key, asked));
  }

  async #find(key: Partial<Row>, options: TakeOptions): Promise<Row | undefined> {
    const cacheKey = this.#entryKey(this.#keys.row, key);
    if (cacheKey === undefined) return await this.#findPastCache(key, options.signal);
    for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
      const { text } = await this.#cache.take(cacheKey, this.#loadRow(key), options);
      if (text === undefined) return undefined;
      const row = this.#table.rowFromJson(text);
      if (row !== undefined) return row;
      await this.#cache.drop([cacheKey]);
    }
    return await this.#findPastCache(key, options.signal);
  }

  async #findPastCache(condition: Partial<Row>, signal: AbortSignal | undefined): Promise<Row | undefined> {
    signal?.throwIfAborted();
    const read = this.#rows.find(condition);
    return signal === undefined ? await read : await unlessAborted(read, signal);
  }

  #loadRow(key: Partial<Row>): Load {
    return async () => {
      const row = await this.#rows.find(key);
      if (row === undefined) return { text: undefined, isEntry: this.#mayBeAbsent(this.#keys.row, key) };
      return { text: this.#table.rowToJson(row), isEntry: this.#isSpelledAs(this.#keys.row, key, row) };
    };
  }

  /** Gives the primary key as an entry, or the whole row where the index may have none. */
  #loadIndex(index: CacheKey<Row>, condition: Partial<Row>): Load {
    return async () => {
      const key = await this.#rows.findKey(condition);
      if (key === undefined) return { text: undefined, isEntry: this.#mayBeAbsent(index, condition) };
      if (this.#isSpelledAs(index, condition, key)) return { text: this.#table.keyToJson(key), isEntry: true };
      const row = await this.#rows.find(condition);
      return { text: row === undefined ? undefined : this.#table.rowToJson(row), isEntry: false };
    };
  }

  /** A collation may find `Ann` for `ann`. A write drops the keys of the row's own values only, so that no other spelling gets an entry. */
  #isSpelledAs(key: CacheKey<Row>, asked: Partial<Row>, found: Partial<Row>): boolean {
    return this.#text(key, asked) === this.#text(key, found);
  }

  /**
   * Whether it can be cached that nothing is there: under the one spelling that a write of any other drops too, and only where a write
   * knows what it will make the column hold.
   */
  #mayBeAbsent(key: CacheKey<Row>, asked: Partial<Row>): boolean {
    if (!this.#table.areGiven(key.properties)) return false;
    const text = this.#text(key, asked);
    return text === foldedKeyText(key, this.#table, asked) && /^[ -~]*$/u.test(text?.slice(key.prefix.length) ?? "");
  }

  /** The row as inserted, as far as its entries depend on it: read again if a default decided a unique value. */
  async #inserted(row: Partial<Row>, id: bigint): Promise<Partial<Row>> {
    const numbered = this.#table.numbered(row, id);
    const isKnown = this.#keys.unique.every((key) => key.properties.every((name) => numbered[name] !== undefined));
    return isKnown ? numbered : ((await this.#rows.find(this.#keyOf(numbered))) ?? numbered);
  }

  /** What the entries of a stored row depend on. */
  async #stored(key: Partial<Row>, asked: number): Promise<Partial<Row>> {
    if (this.#keys.unique.length === 0 && !this.#table.hasSpellings(this.#table.primaryKey)) return key;
    const row = await this.#rows.find(key, asked);
    if (row === undefined) throw new ErrNotFound(this.#table.name);
    return row;
  }

  /** Runs a write that changes what these rows have in the cache, and what `further` tells when it is done. */
  async #write<Result>(
    rows: readonly Partial<Row>[],
    work: () => Promise<Result>,
    further: (result: Result) => Promise<readonly string[]> = async () => [],
  ): Promise<Result> {
    const keys = this.#entries(...rows);
    const transaction = this.#transaction;
    if (transaction === undefined) return await this.#cache.write(this.#session, keys, work, further);
    this.#cache.writeOnCommit(transaction, keys);
    const result = await work();
    this.#cache.writeOnCommit(transaction, await further(result));
    return result;
  }

  #keyOf(row: Partial<Row>): Partial<Row> {
    const members = new Map<string, unknown>(Object.entries(row));
    const { primaryKey } = this.#table;
    return this.#table.part(
      primaryKey,
      primaryKey.map((property) => members.get(property)),
    );
  }

  #entries(...rows: readonly Partial<Row>[]): string[] {
    const texts = rows.flatMap((row) =>
      this.#allKeys.flatMap((key) => [this.#text(key, row), foldedKeyText(key, this.#table, row)]),
    );
    return [...new Set(texts.filter((text) => text !== undefined))];
  }

  /** `undefined` if the read goes past the cache, as all do within a transaction. */
  #entryKey(key: CacheKey<Row>, row: Partial<Row>): string | undefined {
    if (this.#transaction !== undefined) return undefined;
    return entryKeyText(key, this.#allKeys, this.#table, row);
  }

  #text(key: CacheKey<Row>, row: Partial<Row>): string | undefined {
    return cacheKeyText(key, this.#table, row);
  }
}
