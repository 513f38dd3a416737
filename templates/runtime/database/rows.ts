import { ErrNotFound, RefusedValueError } from "./sql-session.ts";
import type { SqlRow, SqlSession } from "./sql-session.ts";
import type { Statement, Table } from "./table.ts";

/** The rows of one table, read and written without a cache. For `asked` see `SqlSession`. */
export class Rows<Row extends object> {
  readonly table: Table<Row>;
  readonly #session: SqlSession;

  constructor(session: SqlSession, table: Table<Row>) {
    this.#session = session;
    this.table = table;
  }

  /** The row in which these properties have these values. Nothing is equal to NULL, so that a NULL finds nothing. */
  async find(condition: Partial<Row>, asked?: number): Promise<Row | undefined> {
    if (hasNothing(condition)) return undefined;
    const row = await this.#first(this.table.selectBy(condition), asked);
    return row === undefined ? undefined : this.table.decode(row);
  }

  /** The primary key of that row, and the values that it has itself: a collation may find `Ann` for `ann`. */
  async findKey(condition: Partial<Row>): Promise<Partial<Row> | undefined> {
    if (hasNothing(condition)) return undefined;
    const row = await this.#first(this.table.selectKeyBy(condition));
    return row === undefined ? undefined : this.table.decodeKey(row, condition);
  }

  /** Returns the AUTO_INCREMENT value; 0 if the table has none. */
  async insert(row: Partial<Row>): Promise<number> {
    return this.table.safeNumber(await this.insertExact(row));
  }

  /** The same where the value may be beyond ±2^53. */
  async insertExact(row: Partial<Row>): Promise<bigint> {
    const { sql, values } = this.table.insert([this.table.insertion(row)], this.#session.dialect);
    const { insertId } = await this.#session.execute(sql, values);
    return BigInt(insertId);
  }

  /** Throws ErrNotFound if there is no row with the primary key. */
  async update(row: Row, asked?: number): Promise<void> {
    const { sql, values } = this.table.update(row);
    const { affectedRows } = await this.#session.execute(sql, values, asked);
    if (affectedRows === 0) throw new ErrNotFound(this.table.name);
  }

  /** Throws ErrNotFound if there is no row with the primary key. */
  async delete(key: Partial<Row>, asked?: number): Promise<void> {
    const { sql, values } = this.table.delete(key);
    const { affectedRows } = await this.#session.execute(sql, values, asked);
    if (affectedRows === 0) throw new ErrNotFound(this.table.name);
  }

  /** The row with the primary key that is marked as deleted. */
  async findMarked(key: Partial<Row>, asked?: number): Promise<Row | undefined> {
    const { sql, values } = this.table.selectMarked(key);
    const [row] = await this.#session.query(sql, values, asked);
    return row === undefined ? undefined : this.table.decode(row);
  }

  /** Takes the mark from a row. Throws ErrNotFound if there is no row with the primary key that is marked as deleted. */
  async restore(key: Partial<Row>, asked?: number): Promise<void> {
    const { sql, values } = this.table.restore(key);
    const { affectedRows } = await this.#session.execute(sql, values, asked);
    if (affectedRows === 0) throw new ErrNotFound(this.table.name);
  }

  /** A value with a sign that the column's character set does not have is in no row; the server refuses to compare it. */
  async #first({ sql, values }: Statement, asked?: number): Promise<SqlRow | undefined> {
    try {
      const [row] = await this.#session.query(sql, values, asked);
      return row;
    } catch (error) {
      if (error instanceof RefusedValueError && error.refusal === "malformed") return undefined;
      throw error;
    }
  }
}

function hasNothing(condition: object): boolean {
  return Object.values(condition).some((value) => value === null || value === undefined);
}
