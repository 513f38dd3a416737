import { cacheKeyText } from "./cache-key.ts";
import type { CacheKey } from "./cache-key.ts";
import type { Cache, Load } from "./cache.ts";
import type { Rows } from "../database/rows.ts";
import { DuplicateKeyError, ErrNotFound } from "../database/sql-session.ts";
import type { Table } from "../database/table.ts";

/** The entries of one table: the row itself stands under `row`; those under `unique` hold its primary key. */
export interface CacheKeys<Row> {
  readonly row: CacheKey<Row>;
  readonly unique: readonly CacheKey<Row>[];
}

/** The rows of one table, read through a cache. */
export class CachedRows<Row extends object> {
  readonly #rows: Rows<Row>;
  readonly #table: Table<Row>;
  readonly #cache: Cache;
  readonly #keys: CacheKeys<Row>;

  constructor(rows: Rows<Row>, cache: Cache, keys: CacheKeys<Row>) {
    this.#rows = rows;
    this.#table = rows.table;
    this.#cache = cache;
    this.#keys = keys;
  }

  /** Reads by primary key. */
  async find(key: Partial<Row>): Promise<Row | undefined> {
    const cacheKey = this.#text(this.#keys.row, key);
    if (cacheKey === undefined) return undefined;
    return await this.#take(cacheKey, this.#loadRow(cacheKey, key), async (text) => this.#table.rowFromJson(text));
  }

  /** Reads by a unique key. */
  async findBy(index: CacheKey<Row>, condition: Partial<Row>): Promise<Row | undefined> {
    const cacheKey = this.#text(index, condition);
    if (cacheKey === undefined) return undefined;
    return await this.#take(cacheKey, this.#loadByIndex(cacheKey, index, condition), async (text) => {
      const key = this.#table.keyFromJson(text);
      const row = key === undefined ? undefined : await this.find(key);
      // The entry may be older than the row: then it leads to a row that has another value now, or to none.
      return row !== undefined && this.#text(index, row) === cacheKey ? row : undefined;
    });
  }

  /** Returns the AUTO_INCREMENT value; 0 if the table has none. */
  async insert(row: Partial<Row>): Promise<number> {
    const id = await this.#dropIfUnsure([row], async () => await this.#rows.insert(row));
    // The new row may have been looked for before: its entries then say that it does not exist.
    await this.#cache.drop(this.#entries(await this.#inserted(row, id)));
    return id;
  }

  /**
   * The old row is read from the database, not from the cache, whose entry might be outdated and name the wrong keys. It is read outside
   * the write's transaction: not guaranteed is that of two updates at the same time, which both change a unique value, the later knows
   * the value that the earlier has given. The entry of that value then stays until it expires; `findBy` does not serve a row by it,
   * since it compares the row's own value, but whoever reads the entry without that comparison, as go-zero does, may.
   */
  async update(row: Row): Promise<void> {
    const old = await this.#stored(this.#keyOf(row));
    await this.#dropIfUnsure([old, row], async () => await this.#rows.update(row));
    await this.#cache.drop(this.#entries(old, row));
  }

  async delete(key: Partial<Row>): Promise<void> {
    const old = await this.#stored(key);
    await this.#dropIfUnsure([old], async () => await this.#rows.delete(key));
    await this.#cache.drop(this.#entries(old));
  }

  /** What the cache has if `accept` can use it; otherwise, and then without the entry, what `load` reads. */
  async #take(
    cacheKey: string,
    load: Load,
    accept: (text: string) => Promise<Row | undefined>,
  ): Promise<Row | undefined> {
    const first = await this.#cache.take(cacheKey, load);
    if (!first.isCached || first.text === undefined) return this.#parsed(first.text);
    const row = await accept(first.text);
    if (row !== undefined) return row;
    return this.#parsed(await this.#cache.reload(cacheKey, load));
  }

  #loadRow(cacheKey: string, key: Partial<Row>): Load {
    return async (filling) => {
      const row = await this.#rows.find(key);
      if (row === undefined) {
        await filling.absent(cacheKey);
        return undefined;
      }
      const text = this.#table.rowToJson(row);
      await filling.row(cacheKey, text);
      return text;
    };
  }

  #loadByIndex(cacheKey: string, index: CacheKey<Row>, condition: Partial<Row>): Load {
    return async (filling) => {
      const row = await this.#rows.find(condition);
      if (row === undefined) {
        await filling.absent(cacheKey);
        return undefined;
      }
      const text = this.#table.rowToJson(row);
      const rowKey = this.#text(this.#keys.row, row);
      if (rowKey !== undefined) await filling.row(rowKey, text);
      // A collation may find `Ann` for `ann`. A write drops the keys of the row's own values only, so that no other gets an entry.
      if (this.#text(index, row) === cacheKey) await filling.index(cacheKey, this.#table.keyToJson(row));
      return text;
    };
  }

  /** The row as inserted, as far as its entries depend on it: read again if a default decided a unique value. */
  async #inserted(row: Partial<Row>, id: number): Promise<Partial<Row>> {
    const { autoIncrement } = this.#table;
    const numbered = autoIncrement === undefined ? row : { ...row, ...this.#table.part([autoIncrement], [id]) };
    const isKnown = this.#keys.unique.every((key) => key.properties.every((name) => numbered[name] !== undefined));
    return isKnown ? numbered : ((await this.#rows.find(this.#keyOf(numbered))) ?? numbered);
  }

  /** What the entries of a stored row depend on. */
  async #stored(key: Partial<Row>): Promise<Partial<Row>> {
    if (this.#keys.unique.length === 0) return key;
    const row = await this.#rows.find(key);
    if (row === undefined) throw new ErrNotFound(this.#table.name);
    return row;
  }

  /** A write that failed for another reason than a duplicate, such as a lost connection, may have happened all the same. */
  async #dropIfUnsure<Result>(rows: readonly Partial<Row>[], write: () => Promise<Result>): Promise<Result> {
    try {
      return await write();
    } catch (error) {
      if (!(error instanceof DuplicateKeyError)) await this.#cache.drop(this.#entries(...rows));
      throw error;
    }
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
    const keys = [this.#keys.row, ...this.#keys.unique];
    const texts = rows.flatMap((row) => keys.map((key) => this.#text(key, row)));
    return [...new Set(texts.filter((text) => text !== undefined))];
  }

  #text(key: CacheKey<Row>, row: Partial<Row>): string | undefined {
    return cacheKeyText(key, this.#table, row);
  }

  #parsed(text: string | undefined): Row | undefined {
    return text === undefined ? undefined : this.#table.rowFromJson(text);
  }
}
