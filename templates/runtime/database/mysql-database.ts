import type { Pool, PoolConnection, PoolOptions, ResultSetHeader, RowDataPacket } from "mysql2/promise";

import { Breaker } from "../breaker.ts";
import { LazyResource } from "../lazy-resource.ts";
import type { MysqlSource } from "./data-source.ts";
import { inSqlSpan } from "../telemetry/call-span.ts";
import {
  isDeadlock,
  isLostConnection,
  isLateAnswer,
  isSilence,
  isTimeout,
  isUsable,
  meaningOf,
} from "./mysql-errors.ts";
import { within } from "../time-limit.ts";
import { DatabaseTimeoutError, DatabaseUnavailableError, TransactionTimeoutError } from "./sql-session.ts";
import type { Database, SqlRow, SqlTransaction, SqlValue, WriteResult } from "./sql-session.ts";
import { TransactionScope } from "./transaction-scope.ts";
import { outside, TransactionSession } from "./transaction-session.ts";

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

/** MySQL and MariaDB through a pool of mysql2, with time limits that hold when the server hangs. */
export class MysqlDatabase implements Database {
  readonly dialect = "mysql";
  readonly statementLimit: number;
  readonly #pool: LazyResource<Pool>;
  readonly #breaker = new Breaker(FAILURES);
  readonly #scope = new TransactionScope();
  /** Why the server did not take the settings of the last session. */
  #refusal: Error | undefined;
  /** Statements that nobody has answered in time, since the server was last known to be there. */
  #unanswered = 0;

  constructor(source: MysqlSource) {
    this.statementLimit = source.readTimeout ?? STATEMENT_TIMEOUT;
    this.#pool = new LazyResource(async () => await openPool(source, (refusal) => (this.#refusal = refusal)));
  }

  async query(sql: string, values: readonly SqlValue[] = [], asked = Date.now()): Promise<readonly SqlRow[]> {
    return await this.#withConnection(asked + this.statementLimit, (connection) => queryOn(connection, sql, values));
  }

  async execute(sql: string, values: readonly SqlValue[] = [], asked = Date.now()): Promise<WriteResult> {
    return await this.#withConnection(asked + this.statementLimit, (connection) => executeOn(connection, sql, values));
  }

  async transact<Result>(work: (session: SqlTransaction) => Promise<Result>): Promise<Result> {
    this.#scope.check();
    const end = Date.now() + this.statementLimit * STATEMENTS_PER_TRANSACTION;
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.#asked(async () => await this.#transactOnce(work, end));
      } catch (error) {
        if (!isDeadlock(error) || attempt === TRANSACTION_ATTEMPTS) throw error;
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
    const begun = Date.now() + this.statementLimit;
    const connection = await this.#connection(begun);
    const limited = async <Answer>(answer: Promise<Answer>): Promise<Answer> =>
      await this.#limited(this.statementLimit, answer);
    const session = new TransactionSession({
      dialect: this.dialect,
      statementLimit: this.statementLimit,
      query: async (sql, values = []) => await limited(queryOn(connection, sql, values)),
      execute: async (sql, values = []) => await limited(executeOn(connection, sql, values)),
    });
    let isCommitting = false;
    let result: Result;
    try {
      await this.#limited(begun - Date.now(), connection.beginTransaction());
      const limit = this.statementLimit * STATEMENTS_PER_TRANSACTION;
      const running = this.#scope.run(session, async () => await work(session));
      result = await within(end - Date.now(), running, () => new TransactionTimeoutError(limit));
      session.end();
      session.check((error) => !isUsable(error) || isDeadlock(error));
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
        // It may have waited for a lock of the transaction that waits for it.
        if (this.#scope.isWithin && isLateAnswer(error)) error.cause ??= outside();
        throw isLostConnection(error) ? this.#lost(error, true) : error;
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
      throw isLostConnection(error) ? this.#lost(error, false) : error;
    }
  }

  #lost(error: Error, wasSent: boolean): Error {
    return new DatabaseUnavailableError("the connection to the database failed", wasSent, this.#refusal ?? error);
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
    return () => new DatabaseTimeoutError(`the database did not answer within ${this.statementLimit} ms`, wasSent);
  }
}

/** `settled` is told of each session why the server did not take its settings, or that it did. */
async function openPool(source: MysqlSource, settled: (refusal: Error | undefined) => void): Promise<Pool> {
  const { createPool } = await import("mysql2/promise");
  const pool = createPool(poolOptions(source));
  // TIMESTAMP columns and NOW() depend on the session's zone. The connection runs this before any statement of ours.
  // A server that is not strict cuts texts and numbers to what a column can hold, without a word.
  const strict = "sql_mode = concat(@@sql_mode, ',STRICT_TRANS_TABLES')";
  const settings = ["time_zone = '+00:00'", strict, lockTimeout(source), ...source.variables].join(", ");
  pool.pool.on("connection", (connection) => {
    connection.query(`set ${settings}`, (error) => {
      settled(error ?? undefined);
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
  const ask = async () => await connection.execute<RowDataPacket[]>(sql, [...values]).catch(rethrown);
  const [rows] = await inSqlSpan("mysql", { sql, values }, ask);
  return rows;
}

async function executeOn(connection: PoolConnection, sql: string, values: readonly SqlValue[]): Promise<WriteResult> {
  const ask = async () => await connection.execute<ResultSetHeader>(sql, [...values]).catch(rethrown);
  const [result] = await inSqlSpan("mysql", { sql, values }, ask);
  // mysql2 declares a number but gives a text where a number would lose digits, and takes the sign off nothing: no AUTO_INCREMENT is below 0.
  return { affectedRows: result.affectedRows, insertId: exactInteger(result.insertId) };
}

function exactInteger(given: number | string): number | bigint {
  const number = Number(given);
  return Number.isSafeInteger(number) && number >= 0 ? number : BigInt.asUintN(64, BigInt(given));
}

function rethrown(error: unknown): never {
  throw meaningOf(error);
}
