import type { SqlRow, SqlSession, SqlValue, WriteResult } from "./sql-session.ts";

/** The session that a transaction's work is given. It ends with the transaction: the connection is then another's. */
export class TransactionSession implements SqlSession {
  readonly #session: SqlSession;
  #isOver = false;
  readonly #failures: Error[] = [];

  constructor(session: SqlSession) {
    this.#session = session;
  }

  async query(sql: string, values: readonly SqlValue[] = []): Promise<readonly SqlRow[]> {
    return await this.#run(async () => await this.#session.query(sql, values));
  }

  async execute(sql: string, values: readonly SqlValue[] = []): Promise<WriteResult> {
    return await this.#run(async () => await this.#session.execute(sql, values));
  }

  end(): void {
    this.#isOver = true;
  }

  /** Throws the failure that has ended the transaction in the database, even if the work has caught it: nothing is left to commit. */
  check(isFatal: (error: Error) => boolean): void {
    const fatal = this.#failures.find(isFatal);
    if (fatal !== undefined) throw fatal;
  }

  async #run<Answer>(statement: () => Promise<Answer>): Promise<Answer> {
    if (this.#isOver) throw new Error("the transaction is over: its session takes no more statements");
    try {
      return await statement();
    } catch (error) {
      if (error instanceof Error) this.#failures.push(error);
      throw error;
    }
  }
}
