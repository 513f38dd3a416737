import { deleteRows, findRows, insertRows, inOrderOf, inTransaction } from "./many-rows.ts";
import type { SqlSession } from "./sql-session.ts";
import type { Table } from "./table.ts";

/** Many rows of one table at once, without a cache. A key is the value of the primary key's only column, or an object with all of them. */
export class BulkRows<Row extends object> {
  readonly #session: SqlSession;
  readonly #table: Table<Row>;

  constructor(session: SqlSession, table: Table<Row>) {
    this.#session = session;
    this.#table = table;
  }

  async find(keys: readonly unknown[]): Promise<Row[]> {
    const asked = keys.map((key) => this.#table.keyOf(key));
    return inOrderOf(this.#table, asked, await findRows(this.#session, this.#table, asked));
  }

  /** All of the rows or none. Returns the AUTO_INCREMENT values. */
  async insert(rows: readonly Partial<Row>[]): Promise<bigint[]> {
    if (rows.length === 0) return [];
    return await inTransaction(this.#session, async (session) => {
      const numbers: bigint[] = [];
      for await (const inserted of insertRows(session, this.#table, rows)) numbers.push(...inserted.numbers);
      return numbers;
    });
  }

  /** Returns how many rows there were. */
  async delete(keys: readonly unknown[]): Promise<number> {
    if (keys.length === 0) return 0;
    const asked = keys.map((key) => this.#table.keyOf(key));
    return await inTransaction(this.#session, async (session) => await deleteRows(session, this.#table, asked));
  }
}
