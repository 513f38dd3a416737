import type { Pool, PoolConnection, PoolOptions, ResultSetHeader, RowDataPacket } from "mysql2/promise";

import type { MysqlSource } from "./data-source.ts";
import { DatabaseTimeoutError, DuplicateKeyError } from "./sql-session.ts";
import type { Database, SqlRow, SqlSession, SqlValue, WriteResult } from "./sql-session.ts";
import { within } from "./time-limit.ts";

const CONNECTIONS = 10;
const CONNECT_TIMEOUT = 3_000;
/** One limit over waiting for a connection, sending, and the answer. */
const STATEMENT_TIMEOUT = 10_000;
const TRANSACTION_ATTEMPTS = 3;

const DUPLICATE_ENTRY = 1062;
const DEADLOCK = 1213;

/** MySQL and MariaDB through a pool of mysql2, with time limits that hold when the server hangs. */
export class MysqlDatabase implements Database {
  readonly #source: MysqlSource;
  readonly #timeout: number;
  #pool: Promise<Pool> | undefined;

  constructor(source: MysqlSource) {
    this.#source = source;
    this.#timeout = source.readTimeout ?? STATEMENT_TIMEOUT;
  }

  async query(sql: string, values: readonly SqlValue[] = []): Promise<readonly SqlRow[]> {
    return await this.#withConnection((connection) => queryOn(connection, sql, values));
  }

  async execute(sql: string, values: readonly SqlValue[] = []): Promise<WriteResult> {
    return await this.#withConnection((connection) => executeOn(connection, sql, values));
  }

  async transact<Result>(work: (session: SqlSession) => Promise<Result>): Promise<Result> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.#transactOnce(work);
      } catch (error) {
        if (errorNumber(error) !== DEADLOCK || attempt === TRANSACTION_ATTEMPTS) throw error;
        await new Promise((resolve) => setTimeout(resolve, attempt * 50 * Math.random()));
      }
    }
  }

  async close(): Promise<void> {
    const pool = await this.#pool;
    this.#pool = undefined;
    await pool?.end();
  }

  async #transactOnce<Result>(work: (session: SqlSession) => Promise<Result>): Promise<Result> {
    const connection = await this.#connection();
    const limited = async <Answer>(answer: Promise<Answer>): Promise<Answer> =>
      await this.#limited(this.#timeout, answer);
    try {
      await limited(connection.beginTransaction());
      const result = await work({
        query: async (sql, values = []) => await limited(queryOn(connection, sql, values)),
        execute: async (sql, values = []) => await limited(executeOn(connection, sql, values)),
      });
      await limited(connection.commit());
      connection.release();
      return result;
    } catch (error) {
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
    const pool = await this.#open();
    return await this.#limited(this.#timeout, pool.getConnection(), (connection) => connection.release());
  }

  async #limited<Answer>(
    milliseconds: number,
    answer: Promise<Answer>,
    late?: (answer: Answer) => void,
  ): Promise<Answer> {
    return await within(milliseconds, answer, () => new DatabaseTimeoutError(this.#timeout), late);
  }

  async #open(): Promise<Pool> {
    this.#pool ??= openPool(this.#source);
    return await this.#pool;
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
