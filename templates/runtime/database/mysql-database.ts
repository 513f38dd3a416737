import type { Pool, PoolConnection, PoolOptions, ResultSetHeader, RowDataPacket } from "mysql2/promise";

import { LazyResource } from "../lazy-resource.ts";
import type { MysqlSource } from "./data-source.ts";
import { DatabaseBusyError, DatabaseTimeoutError, DuplicateKeyError, transactionTimeout } from "./sql-session.ts";
import type { Database, SqlRow, SqlSession, SqlValue, WriteResult } from "./sql-session.ts";
import { within } from "../time-limit.ts";
import { TransactionSession } from "./transaction-session.ts";

const CONNECTIONS = 10;
const CONNECT_TIMEOUT = 3_000;
/** One limit over waiting for a connection, sending, and the answer. */
const STATEMENT_TIMEOUT = 10_000;
const TRANSACTION_ATTEMPTS = 3;
/** How long a transaction with all its attempts may last, in times of a statement's limit: it holds a connection and locks. */
const STATEMENTS_PER_TRANSACTION = 3;

const DUPLICATE_ENTRY = 1062;
const DEADLOCK = 1213;

/** MySQL and MariaDB through a pool of mysql2, with time limits that hold when the server hangs. */
export class MysqlDatabase implements Database {
  readonly #timeout: number;
  readonly #pool: LazyResource<Pool>;

  constructor(source: MysqlSource) {
    this.#timeout = source.readTimeout ?? STATEMENT_TIMEOUT;
    this.#pool = new LazyResource(async () => await openPool(source));
  }

  async query(sql: string, values: readonly SqlValue[] = []): Promise<readonly SqlRow[]> {
    return await this.#withConnection((connection) => queryOn(connection, sql, values));
  }

  async execute(sql: string, values: readonly SqlValue[] = []): Promise<WriteResult> {
    return await this.#withConnection((connection) => executeOn(connection, sql, values));
  }

  async transact<Result>(work: (session: SqlSession) => Promise<Result>): Promise<Result> {
    const end = Date.now() + this.#timeout * STATEMENTS_PER_TRANSACTION;
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.#transactOnce(work, end);
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

  async #transactOnce<Result>(work: (session: SqlSession) => Promise<Result>, end: number): Promise<Result> {
    const connection = await this.#connection();
    const limited = async <Answer>(answer: Promise<Answer>): Promise<Answer> =>
      await this.#limited(this.#timeout, answer);
    const session = new TransactionSession({
      query: async (sql, values = []) => await limited(queryOn(connection, sql, values)),
      execute: async (sql, values = []) => await limited(executeOn(connection, sql, values)),
    });
    try {
      await limited(connection.beginTransaction());
      const limit = this.#timeout * STATEMENTS_PER_TRANSACTION;
      const result = await within(end - Date.now(), work(session), () => transactionTimeout(limit));
      session.end();
      session.check((error) => !isUsable(error) || errorNumber(error) === DEADLOCK);
      await limited(connection.commit());
      connection.release();
      return result;
    } catch (error) {
      session.end();
      // The server rolls back what a connection that is gone has not committed.
      if (!isUsable(error)) connection.destroy();
      else
        await limited(connection.rollback()).then(
          () => connection.release(),
          () => connection.destroy(),
        );
      throw error;
    }
  }

  async #withConnection<Answer>(work: (connection: PoolConnection) => Promise<Answer>): Promise<Answer> {
    const end = Date.now() + this.#timeout;
    const connection = await this.#connection();
    try {
      const answer = await this.#limited(end - Date.now(), work(connection));
      connection.release();
      return answer;
    } catch (error) {
      if (isUsable(error)) connection.release();
      else connection.destroy();
      throw error;
    }
  }

  async #connection(): Promise<PoolConnection> {
    const pool = await this.#pool.get();
    const connection = pool.getConnection().catch((error: unknown) => {
      throw error instanceof Error && error.message === "Queue limit reached." ? new DatabaseBusyError() : error;
    });
    return await this.#limited(this.#timeout, connection, (late) => late.release());
  }

  async #limited<Answer>(
    milliseconds: number,
    answer: Promise<Answer>,
    late?: (answer: Answer) => void,
  ): Promise<Answer> {
    const expired = () => new DatabaseTimeoutError(`the database did not answer within ${this.#timeout} ms`);
    return await within(milliseconds, answer, expired, late);
  }
}

async function openPool(source: MysqlSource): Promise<Pool> {
  const { createPool } = await import("mysql2/promise");
  const pool = createPool(poolOptions(source));
  // TIMESTAMP columns and NOW() depend on the session's zone. The connection runs this before any statement of ours.
  const settings = ["time_zone = '+00:00'", ...source.variables].join(", ");
  pool.pool.on("connection", (connection) => {
    connection.query(`set ${settings}`, (error) => {
      if (error !== null) connection.destroy();
    });
  });
  return pool;
}

function poolOptions(source: MysqlSource): PoolOptions {
  const { address, user, password, database } = source;
  return {
    ...address,
    user,
    password,
    database,
    charset: "utf8mb4",
    connectionLimit: CONNECTIONS,
    maxIdle: CONNECTIONS,
    queueLimit: CONNECTIONS * 10,
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
    ...(source.tls === "off" ? {} : { ssl: { rejectUnauthorized: source.tls === "verified" } }),
  };
}

async function queryOn(
  connection: PoolConnection,
  sql: string,
  values: readonly SqlValue[],
): Promise<readonly SqlRow[]> {
  const [rows] = await answered(connection.execute<RowDataPacket[]>(sql, [...values]));
  return rows;
}

async function executeOn(connection: PoolConnection, sql: string, values: readonly SqlValue[]): Promise<WriteResult> {
  const [result] = await answered(connection.execute<ResultSetHeader>(sql, [...values]));
  // mysql2 declares a number but gives a text where a number would lose digits.
  return { affectedRows: result.affectedRows, insertId: exactInteger(result.insertId) };
}

async function answered<Answer>(answer: Promise<Answer>): Promise<Answer> {
  try {
    return await answer;
  } catch (error) {
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

/** Whether a connection can serve another statement: one whose statement hangs would give its answer to the next. */
function isUsable(error: unknown): boolean {
  return (
    !(error instanceof DatabaseTimeoutError) && !(error instanceof Error && "fatal" in error && error.fatal === true)
  );
}
