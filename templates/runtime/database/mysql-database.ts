import type { Pool, PoolConnection, PoolOptions, ResultSetHeader, RowDataPacket } from "mysql2/promise";

import { Breaker } from "../breaker.ts";
import { LazyResource } from "../lazy-resource.ts";
import type { MysqlSource } from "./data-source.ts";
import { inSqlSpan } from "../telemetry/call-span.ts";
import { within } from "../time-limit.ts";
import {
  DatabaseLockedError,
  DatabaseTimeoutError,
  DatabaseUnavailableError,
  DuplicateKeyError,
  TransactionTimeoutError,
} from "./sql-session.ts";
import type { Database, SqlRow, SqlTransaction, SqlValue, WriteResult } from "./sql-session.ts";
import { TransactionScope } from "./transaction-scope.ts";
import { TransactionSession } from "./transaction-session.ts";

const CONNECTIONS = 10;
const CONNECT_TIMEOUT = 1_000;
/** One limit over waiting for a connection, sending, and the answer; `readTimeout` of the DataSource is another. */
const STATEMENT_TIMEOUT = 1_000;
/** How long the server may take to show that it is there. */
const PING_TIMEOUT = 1_000;
/** After so many failures in a row the server is left alone for a moment. */
const FAILURES = 5;
const TRANSACTION_ATTEMPTS = 3;
/** How long a transaction with all its attempts may last, in times of a statement's limit: it holds a connection and locks. */
const STATEMENTS_PER_TRANSACTION = 3;

const CONNECTION_FAILED = "the connection to the database failed";
const DUPLICATE_ENTRY = 1062;
const LOCK_TIMEOUT = 1205;
const DEADLOCK = 1213;

/** MySQL and MariaDB through a pool of mysql2, with time limits that hold when the server hangs. */
export class MysqlDatabase implements Database {
  readonly #timeout: number;
  readonly #pool: LazyResource<Pool>;
  readonly #breaker = new Breaker(FAILURES);
  readonly #scope = new TransactionScope();
  /** Statements that nobody has answered in time, since the server was last known to be there. */
  #unanswered = 0;

  constructor(source: MysqlSource) {
    this.#timeout = source.readTimeout ?? STATEMENT_TIMEOUT;
    this.#pool = new LazyResource(async () => await openPool(source));
  }

  async query(sql: string, values: readonly SqlValue[] = [], asked = Date.now()): Promise<readonly SqlRow[]> {
    return await this.#withConnection(asked + this.#timeout, (connection) => queryOn(connection, sql, values));
  }

  async execute(sql: string, values: readonly SqlValue[] = [], asked = Date.now()): Promise<WriteResult> {
    return await this.#withConnection(asked + this.#timeout, (connection) => executeOn(connection, sql, values));
  }

  async transact<Result>(work: (session: SqlTransaction) => Promise<Result>): Promise<Result> {
    this.#scope.check();
    const end = Date.now() + this.#timeout * STATEMENTS_PER_TRANSACTION;
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.#asked(async () => await this.#transactOnce(work, end));
      } catch (error) {
        if (errorNumber(error) !== DEADLOCK || attempt === TRANSACTION_ATTEMPTS) throw error;
        await new Promise((resolve) => setTimeout(resolve, attempt * 50 * Math.random()));
      }
    }
  }

  async close(): Promise<void> {
    const pool = await this.#pool.take();
    // What cannot take leave of its server is closed all the same.
    await pool?.end().catch(() => {});
  }

  async #transactOnce<Result>(work: (session: SqlTransaction) => Promise<Result>, end: number): Promise<Result> {
    const begun = Date.now() + this.#timeout;
    const connection = await this.#connection(begun);
    const limited = async <Answer>(answer: Promise<Answer>): Promise<Answer> =>
      await this.#limited(this.#timeout, answer);
    const session = new TransactionSession({
      query: async (sql, values = []) => await limited(queryOn(connection, sql, values)),
      execute: async (sql, values = []) => await limited(executeOn(connection, sql, values)),
    });
    let isCommitting = false;
    let result: Result;
    try {
      await this.#limited(begun - Date.now(), connection.beginTransaction());
      const limit = this.#timeout * STATEMENTS_PER_TRANSACTION;
      const running = this.#scope.run(session, async () => await work(session));
      result = await within(end - Date.now(), running, () => new TransactionTimeoutError(limit));
      session.end();
      session.check((error) => !isUsable(error) || errorNumber(error) === DEADLOCK);
      await session.prepare();
      isCommitting = true;
      await limited(connection.commit());
      connection.release();
    } catch (error) {
      session.end();
      // The server rolls back what a connection that is gone has not committed.
      if (!isUsable(error)) connection.destroy();
      else
        await limited(connection.rollback()).then(
          () => connection.release(),
          () => connection.destroy(),
        );
      if (isCommitting) await session.settle(false);
      throw error;
    }
    await session.settle(true);
    return result;
  }

  async #withConnection<Answer>(end: number, work: (connection: PoolConnection) => Promise<Answer>): Promise<Answer> {
    return await this.#asked(async () => {
      const connection = await this.#connection(end);
      try {
        const answer = await this.#limited(end - Date.now(), work(connection));
        connection.release();
        return answer;
      } catch (error) {
        if (isUsable(error)) connection.release();
        else connection.destroy();
        throw isLostConnection(error) ? new DatabaseUnavailableError(CONNECTION_FAILED, true, error) : error;
      }
    });
  }

  /** Asks the server unless it has not answered for some time. Only that counts, not an answer that is an error. */
  async #asked<Answer>(question: () => Promise<Answer>): Promise<Answer> {
    if (!this.#breaker.tryPass()) throw new DatabaseUnavailableError("the database does not answer", false);
    try {
      const answer = await question();
      this.#breaker.succeeded();
      return answer;
    } catch (error) {
      if (isTimeout(error)) void this.#judge();
      else if (isSilence(error)) this.#breaker.failed();
      else this.#breaker.succeeded();
      throw isLostConnection(error) ? new DatabaseUnavailableError(CONNECTION_FAILED, false, error) : error;
    }
  }

  /** A statement may wait for another's lock while the server is well. It counts as silence only if the server answers nobody. */
  async #judge(): Promise<void> {
    this.#unanswered++;
    if (this.#unanswered > 1) return;
    if (await this.#isThere()) this.#breaker.succeeded();
    else for (let count = this.#unanswered; count > 0; count--) this.#breaker.failed();
    this.#unanswered = 0;
  }

  async #isThere(): Promise<boolean> {
    try {
      const connection = await this.#connection(Date.now() + PING_TIMEOUT);
      try {
        await within(PING_TIMEOUT, connection.ping(), this.#expired(true));
        connection.release();
      } catch (error) {
        connection.destroy();
        throw error;
      }
      return true;
    } catch {
      return false;
    }
  }

  async #connection(end: number): Promise<PoolConnection> {
    // What nobody would wait for is not sent.
    if (Date.now() >= end) throw this.#expired(false)();
    const pool = await this.#pool.get();
    return await within(end - Date.now(), pool.getConnection(), this.#expired(false), (late) => late.release());
  }

  async #limited<Answer>(milliseconds: number, answer: Promise<Answer>): Promise<Answer> {
    return await within(milliseconds, answer, this.#expired(true));
  }

  #expired(wasSent: boolean): () => Error {
    return () => new DatabaseTimeoutError(`the database did not answer within ${this.#timeout} ms`, wasSent);
  }
}

async function openPool(source: MysqlSource): Promise<Pool> {
  const { createPool } = await import("mysql2/promise");
  const pool = createPool(poolOptions(source));
  // TIMESTAMP columns and NOW() depend on the session's zone. The connection runs this before any statement of ours.
  // A server that is not strict cuts texts and numbers to what a column can hold, without a word.
  const strict = "sql_mode = concat(@@sql_mode, ',STRICT_TRANS_TABLES')";
  const settings = ["time_zone = '+00:00'", strict, lockTimeout(source), ...source.variables].join(", ");
  pool.pool.on("connection", (connection) => {
    connection.query(`set ${settings}`, (error) => {
      if (error !== null) connection.destroy();
    });
  });
  return pool;
}

/** A statement that nobody waits for any more must not get its lock, and so happen, much later. The server counts in seconds. */
function lockTimeout(source: MysqlSource): string {
  return `innodb_lock_wait_timeout = ${Math.max(1, Math.floor((source.readTimeout ?? STATEMENT_TIMEOUT) / 1_000))}`;
}

function poolOptions(source: MysqlSource): PoolOptions {
  const { address, user, password, database } = source;
  return {
    ...address,
    user,
    password,
    database,
    charset: "utf8mb4",
    connectionLimit: source.connectionLimit ?? CONNECTIONS,
    maxIdle: source.connectionLimit ?? CONNECTIONS,
    // Whoever waits is turned away by time, and not by the number of those before him, who may all be served within milliseconds.
    queueLimit: 0,
    connectTimeout: source.connectTimeout ?? CONNECT_TIMEOUT,
    idleTimeout: 60_000,
    enableKeepAlive: true,
    keepAliveInitialDelay: 10_000,
    maxPreparedStatements: 200,
    // Everything that a JavaScript number or Date could change comes as text; the columns' codecs read it.
    supportBigNumbers: true,
    bigNumberStrings: true,
    dateStrings: true,
    jsonStrings: true,
    timezone: "Z",
    ...(source.tls === "off" ? {} : { ssl: certificateChecks(source.tls === "verified") }),
  };
}

/** Of itself, mysql2 takes any certificate that somebody whom Node trusts has signed, for whatever host. */
function certificateChecks(isVerified: boolean) {
  return { rejectUnauthorized: isVerified, verifyIdentity: isVerified };
}

async function queryOn(
  connection: PoolConnection,
  sql: string,
  values: readonly SqlValue[],
): Promise<readonly SqlRow[]> {
  const ask = async () => await answered(connection.execute<RowDataPacket[]>(sql, [...values]));
  const [rows] = await inSqlSpan("mysql", { sql, values }, ask);
  return rows;
}

async function executeOn(connection: PoolConnection, sql: string, values: readonly SqlValue[]): Promise<WriteResult> {
  const ask = async () => await answered(connection.execute<ResultSetHeader>(sql, [...values]));
  const [result] = await inSqlSpan("mysql", { sql, values }, ask);
  // mysql2 declares a number but gives a text where a number would lose digits.
  return { affectedRows: result.affectedRows, insertId: exactInteger(result.insertId) };
}

async function answered<Answer>(answer: Promise<Answer>): Promise<Answer> {
  try {
    return await answer;
  } catch (error) {
    if (errorNumber(error) === LOCK_TIMEOUT) throw new DatabaseLockedError();
    if (errorNumber(error) !== DUPLICATE_ENTRY) throw error;
    throw new DuplicateKeyError(/ for key '(?<key>[^']*)'$/u.exec(String(error))?.groups?.["key"]);
  }
}

function exactInteger(given: number | string): number | bigint {
  const number = Number(given);
  return Number.isSafeInteger(number) ? number : BigInt(given);
}

function errorNumber(error: unknown): unknown {
  return error instanceof Error && "errno" in error ? error.errno : undefined;
}

/** The server takes no writes: it was the primary until just now. Another connection may lead to the new one. */
const READ_ONLY_ERRORS: ReadonlySet<unknown> = new Set([1290, 1792, 1836]);

/** Whether a connection can serve another statement: one whose statement hangs would give its answer to the next. */
function isUsable(error: unknown): boolean {
  return !(error instanceof DatabaseTimeoutError) && !isFatal(error) && !READ_ONLY_ERRORS.has(errorNumber(error));
}

function isFatal(error: unknown): error is Error {
  return error instanceof Error && "fatal" in error && error.fatal === true;
}

/** Whether the connection broke, in which case no server has said why, or the server sends everybody away (SQLSTATE 08). */
function isLostConnection(error: unknown): error is Error {
  const state = error instanceof Error && "sqlState" in error ? error.sqlState : undefined;
  return typeof state === "string" && state !== "" ? state.startsWith("08") : isFatal(error);
}

/** Whether a failure says that the server does not answer. */
function isSilence(error: unknown): boolean {
  return isLostConnection(error) || error instanceof DatabaseUnavailableError;
}

/** A statement's own; a transaction's says nothing of the server. */
function isTimeout(error: unknown): boolean {
  return error instanceof DatabaseTimeoutError && !(error instanceof TransactionTimeoutError);
}
