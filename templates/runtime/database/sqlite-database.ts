import { resolve } from "node:path";
import type { Database as Connection } from "node-sqlite3-wasm";

import { LazyResource } from "../lazy-resource.ts";
import { FileLock } from "./file-lock.ts";
import { DatabaseTimeoutError, DuplicateKeyError, RefusedValueError, TransactionTimeoutError } from "./sql-session.ts";
import type {
  Database,
  EmbeddedSchema,
  Refusal,
  SqlRow,
  SqlTransaction,
  SqlValue,
  WriteResult,
} from "./sql-session.ts";
import { followSchemas } from "./sqlite-tables.ts";
import { inSqlSpan } from "../telemetry/call-span.ts";
import { within } from "../time-limit.ts";
import { TransactionScope } from "./transaction-scope.ts";
import { outside, TransactionSession } from "./transaction-session.ts";
import type { Statements } from "./transaction-session.ts";

/** How long to wait for a transaction of this or another process. */
const LOCK_TIMEOUT = 5_000;
const LOCK_POLL = 20;
/** How long a transaction may last: nobody else can use the database meanwhile. */
const TRANSACTION_LIMIT = 30_000;

/** SQLite inside the process, in a file or in memory: for development, tests and small services. Its tables are made, and follow the models, on first use. */
export class SqliteDatabase implements Database {
  readonly dialect = "sqlite";
  readonly statementLimit: number;
  readonly #file: string;
  readonly #schemas: readonly EmbeddedSchema[];
  readonly #transactionLimit: number;
  readonly #lock: FileLock | undefined;
  readonly #scope = new TransactionScope();
  readonly #connection = new LazyResource(async () => await this.#connect());
  /** There is one connection, so that whatever runs during a transaction would be part of it: the others wait for their turn. */
  #turn: Promise<void> = Promise.resolve();

  constructor(file: string, schemas: readonly EmbeddedSchema[], transactionLimit = TRANSACTION_LIMIT) {
    this.#file = file === ":memory:" ? file : resolve(file);
    this.#schemas = schemas;
    this.#transactionLimit = transactionLimit;
    this.statementLimit = LOCK_TIMEOUT + transactionLimit;
    this.#lock = file === ":memory:" ? undefined : new FileLock(this.#file);
  }

  async query(sql: string, values: readonly SqlValue[] = []): Promise<readonly SqlRow[]> {
    return await this.#alone(async (session) => await session.query(sql, values));
  }

  async execute(sql: string, values: readonly SqlValue[] = []): Promise<WriteResult> {
    return await this.#alone(async (session) => await session.execute(sql, values));
  }

  async transact<Result>(work: (session: SqlTransaction) => Promise<Result>): Promise<Result> {
    this.#scope.check();
    const { result, session } = await this.#alone(async (statements, connection) => {
      const own = new TransactionSession(statements);
      await statements.execute("begin immediate");
      try {
        const limit = this.#transactionLimit;
        const running = this.#scope.run(own, async () => await work(own));
        const done = await within(limit, running, () => new TransactionTimeoutError(limit));
        own.end();
        await own.prepare();
        await statements.execute("commit");
        return { result: done, session: own };
      } catch (error) {
        own.end();
        if (connection.inTransaction) await statements.execute("rollback");
        throw error;
      }
    });
    await session.settle(true);
    return result;
  }

  async close(): Promise<void> {
    const connection = await this.#connection.take();
    connection?.close();
  }

  async #alone<Result>(work: (statements: Statements, connection: Connection) => Promise<Result>): Promise<Result> {
    const before = this.#turn;
    let release: (() => void) | undefined;
    this.#turn = new Promise<void>((end) => (release = () => end(before)));
    try {
      // The limit also ends the wait of a transaction that uses the database instead of its session, and so waits for itself.
      await within(LOCK_TIMEOUT, before, () => {
        const cause = this.#scope.isWithin ? outside() : undefined;
        return new DatabaseTimeoutError(`the database was busy for ${LOCK_TIMEOUT} ms`, false, cause);
      });
      return await this.#locked(async () => {
        const connection = await this.#connection.get();
        return await work(this.#statements(connection), connection);
      });
    } finally {
      release?.();
    }
  }

  /** Runs `work` while no other connection uses the file. */
  async #locked<Result>(work: () => Promise<Result>): Promise<Result> {
    const lock = this.#lock;
    if (lock === undefined) return await work();
    const end = Date.now() + LOCK_TIMEOUT;
    while (!lock.tryTake()) await this.#waitForLock(end);
    try {
      return await work();
    } finally {
      lock.release();
    }
  }

  #statements(connection: Connection): Statements {
    return {
      dialect: this.dialect,
      statementLimit: this.statementLimit,
      query: async (sql, values = []) => {
        const ask = async () => await this.#unlocked(() => connection.all(sql, held(values)) as readonly SqlRow[]);
        return await inSqlSpan("sqlite", { sql, values }, ask);
      },
      execute: async (sql, values = []) => {
        const ask = async () => await this.#unlocked(() => connection.run(sql, held(values)));
        const { changes, lastInsertRowid } = await inSqlSpan("sqlite", { sql, values }, ask);
        return { affectedRows: changes, insertId: lastInsertRowid };
      },
    };
  }

  /** Runs a statement as soon as the file is not locked by a program that knows nothing of `FileLock`. */
  async #unlocked<Answer>(statement: () => Answer): Promise<Answer> {
    const end = Date.now() + LOCK_TIMEOUT;
    for (;;) {
      try {
        return statement();
      } catch (error) {
        const message = error instanceof Error ? error.message : "";
        if (message !== "database is locked") throw meaningOf(error, message);
        await this.#waitForLock(end);
      }
    }
  }

  async #waitForLock(end: number): Promise<void> {
    if (Date.now() > end) {
      throw new DatabaseTimeoutError(`the database was locked for ${LOCK_TIMEOUT} ms`, false, this.#lock?.remedy());
    }
    await new Promise((wake) => setTimeout(wake, LOCK_POLL));
  }

  async #connect(): Promise<Connection> {
    const { default: sqlite } = await import("node-sqlite3-wasm");
    const connection = new sqlite.Database(this.#file);
    const model = new sqlite.Database(":memory:");
    try {
      await this.#unlocked(() => followSchemas(connection, model, this.#schemas));
      return connection;
    } catch (error) {
      connection.close();
      throw error;
    } finally {
      model.close();
    }
  }
}

/** What an error of a statement means to the program. */
function meaningOf(error: unknown, message: string): unknown {
  const { kind = "", place } = /^(?<kind>.*) constraint failed(?:: (?<place>.*))?$/su.exec(message)?.groups ?? {};
  if (kind === "UNIQUE") return new DuplicateKeyError(place);
  // The checks of a model are named after what they say.
  const column = /^column .*\.(?<column>[^.]+) (?:takes|is to be given)/su.exec(place ?? "")?.groups?.["column"];
  if (column !== undefined) return new RefusedValueError("against a check", column, place);
  const refusal = refusals.get(kind);
  return refusal === undefined ? error : new RefusedValueError(refusal, place?.replace(/^.*\./su, ""));
}

const refusals: ReadonlyMap<string, Refusal> = new Map<string, Refusal>([
  ["NOT NULL", "missing"],
  ["FOREIGN KEY", "without its reference"],
  ["CHECK", "against a check"],
]);

/** Refuses what would be changed in silence: SQLite's integers have a sign, and its driver ends a text at a NUL. */
function held(values: readonly SqlValue[]): SqlValue[] {
  for (const value of values) {
    if (typeof value === "bigint" && BigInt.asIntN(64, value) !== value) {
      throw new RangeError("SQLite holds no integers of 2^63 and more");
    }
    if (typeof value === "string" && value.includes("\0")) {
      throw new RangeError("SQLite holds no texts with a NUL character");
    }
  }
  return [...values];
}
