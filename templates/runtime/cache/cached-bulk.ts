import { deleteRows, findRows, insertRows, inOrderOf, inTransaction } from "../database/many-rows.ts";
import { isTransaction } from "../database/sql-session.ts";
import type { SqlSession } from "../database/sql-session.ts";
import type { Table } from "../database/table.ts";
import { cacheKeyText, entryKeyText, foldedKeyText } from "./cache-key.ts";
import type { CacheKey } from "./cache-key.ts";
import type { Cache } from "./cache.ts";
import type { CacheKeys } from "./cached-rows.ts";

/** Many rows of one table at once, beside a cache. A key is the value of the primary key's only column, or an object with all of them. */
export class CachedBulk<Row extends object> {
  readonly #session: SqlSession;
  readonly #table: Table<Row>;
  readonly #cache: Cache;
  readonly #rowKey: CacheKey<Row>;
  readonly #allKeys: readonly CacheKey<Row>[];

  constructor(session: SqlSession, table: Table<Row>, cache: Cache, { row, unique }: CacheKeys<Row>) {
    this.#session = session;
    this.#table = table;
    this.#cache = cache;
    this.#rowKey = row;
    this.#allKeys = [row, ...unique];
  }

  /**
   * Takes from the cache what it has, by one command, and the rest from the database, which leaves the cache as it is: a list of rows
   * should not push out what is asked for one by one.
   */
  async find(keys: readonly unknown[]): Promise<Row[]> {
    const asked = keys.map((key) => this.#table.keyOf(key));
    if (isTransaction(this.#session)) return inOrderOf(this.#table, asked, await this.#stored(asked));
    const entries = asked.map((key) => ({ key, text: entryKeyText(this.#rowKey, this.#allKeys, this.#table, key) }));
    const texts = new Set(entries.flatMap(({ text }) => text ?? []));
    return await this.#cache.readMany([...texts], async (known) => {
      const rows: Row[] = [];
      const missing: Partial<Row>[] = [];
      for (const { key, text } of entries) {
        const json = text === undefined ? undefined : known.get(text);
        const row = json === undefined ? undefined : this.#table.rowFromJson(json);
        if (row !== undefined) rows.push(row);
        else if (text === undefined || json !== undefined || !known.has(text)) missing.push(key);
      }
      return inOrderOf(this.#table, asked, [...rows, ...(await this.#stored(missing))]);
    });
  }

  /** All of the rows or none. Returns the AUTO_INCREMENT values. */
  async insert(rows: readonly Partial<Row>[]): Promise<bigint[]> {
    if (rows.length === 0) return [];
    return await inTransaction(this.#session, async (transaction) => {
      const numbers: bigint[] = [];
      // They may have been looked for before: their entries then say that they do not exist. These are told of statement by statement,
      // since a transaction that goes on after a failure commits what there is.
      for await (const inserted of insertRows(transaction, this.#table, rows)) {
        numbers.push(...inserted.numbers);
        this.#cache.writeOnCommit(transaction, this.#entries(inserted.rows));
        const defaulted = await findRows(transaction, this.#table, this.#keysOfUnknown(inserted.rows));
        this.#cache.writeOnCommit(transaction, this.#entries(defaulted));
      }
      return numbers;
    });
  }

  /** Returns how many rows there were. */
  async delete(keys: readonly unknown[]): Promise<number> {
    if (keys.length === 0) return 0;
    const asked = keys.map((key) => this.#table.keyOf(key));
    return await inTransaction(this.#session, async (transaction) => {
      // Locked, so that nobody gives them other unique values in between, under which they would stay in the cache.
      const rows = await findRows(transaction, this.#table, asked, "lock");
      this.#cache.writeOnCommit(transaction, this.#entries([...asked, ...rows]));
      return await deleteRows(transaction, this.#table, asked);
    });
  }

  async #stored(keys: readonly Partial<Row>[]): Promise<Row[]> {
    return await findRows(this.#session, this.#table, keys);
  }

  /** The primary keys of rows of which a default has decided another key. */
  #keysOfUnknown(rows: readonly Partial<Row>[]): readonly Partial<Row>[] {
    const { primaryKey } = this.#table;
    return rows.flatMap((row) => {
      const members = new Map<string, unknown>(Object.entries(row));
      const isKnown = (property: string): boolean => members.get(property) !== undefined;
      if (!primaryKey.every(isKnown) || this.#allKeys.every((key) => key.properties.every(isKnown))) return [];
      return [
        this.#table.part(
          primaryKey,
          primaryKey.map((property) => members.get(property)),
        ),
      ];
    });
  }

  #entries(rows: readonly Partial<Row>[]): readonly string[] {
    const texts = rows.flatMap((row) =>
      this.#allKeys.flatMap((key) => [cacheKeyText(key, this.#table, row), foldedKeyText(key, this.#table, row)]),
    );
    return [...new Set(texts.filter((text) => text !== undefined))];
  }
}
