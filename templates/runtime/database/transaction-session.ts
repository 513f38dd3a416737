import type { Dialect, SqlRow, SqlSession, SqlTransaction, SqlValue, WriteResult } from "./sql-session.ts";

/** Where the statements of a transaction run. */
export type Statements = Pick<SqlSession, "dialect" | "statementLimit" | "query" | "execute">;

/** The session that a transaction's work is given. It ends with the transaction: the connection is then another's. */
export class TransactionSession implements SqlTransaction {
  readonly dialect: Dialect;
  readonly statementLimit: number;
  readonly #statements: Statements;
  readonly #failures: Error[] = [];
  readonly #preparations: (() => Promise<void>)[] = [];
  readonly #effects: ((isKnown: boolean) => Promise<void>)[] = [];
  #isOver = false;

  constructor(statements: Statements) {
    this.#statements = statements;
    this.dialect = statements.dialect;
    this.statementLimit = statements.statementLimit;
  }

  async query(sql: string, values: readonly SqlValue[] = []): Promise<readonly SqlRow[]> {
    return await this.#run(async () => await this.#statements.query(sql, values));
  }

  async execute(sql: string, values: readonly SqlValue[] = []): Promise<WriteResult> {
    return await this.#run(async () => await this.#statements.execute(sql, values));
  }

  async transact(): Promise<never> {
    throw nested();
  }

  beforeCommit(effect: () => Promise<void>): void {
    this.#checkOpen();
    this.#preparations.push(effect);
  }

  afterCommit(effect: (isKnown: boolean) => Promise<void>): void {
    this.#checkOpen();
    this.#effects.push(effect);
  }

  get isOver(): boolean {
    return this.#isOver;
  }

  end(): void {
    this.#isOver = true;
  }

  /** Throws the failure that has ended the transaction in the database, even if the work has caught it: nothing is left to commit. */
  check(isFatal: (error: Error) => boolean): void {
    const fatal = this.#failures.find(isFatal);
    if (fatal !== undefined) throw fatal;
  }

  /** Does what was to be done before the commit. */
  async prepare(): Promise<void> {
    await Promise.all(this.#preparations.map(async (effect) => await effect()));
  }

  /** Does what was to be done after the commit. */
  async settle(isKnown: boolean): Promise<void> {
    await Promise.all(this.#effects.map(async (effect) => await effect(isKnown)));
  }

  async #run<Answer>(statement: () => Promise<Answer>): Promise<Answer> {
    this.#checkOpen();
    try {
      return await statement();
    } catch (error) {
      if (error instanceof Error) this.#failures.push(error);
      throw error;
    }
  }

  #checkOpen(): void {
    if (this.#isOver) throw new Error("the transaction is over: its session takes no more statements");
  }
}

/** For a statement that does not use the session of the transaction in which it runs, and waits for that one's end. */
export function outside(): Error {
  return new Error(
    "a transaction is under way, and the statement waits for its end: run it on the transaction's session",
  );
}

export function nested(): Error {
  return new Error("transactions do not nest: one is under way, and its session takes the statements of this one");
}
