import { mkdirSync, rmdirSync, statSync } from "node:fs";
import { dirname } from "node:path";
import type { Database as Connection } from "node-sqlite3-wasm";

import { DatabaseTimeoutError, DuplicateKeyError } from "./sql-session.ts";
import type { Database, EmbeddedSchema, SqlRow, SqlSession, SqlValue, WriteResult } from "./sql-session.ts";
import { within } from "./time-limit.ts";

/** How long to wait for a transaction of this or another process. */
const LOCK_TIMEOUT = 5_000;
const LOCK_POLL = 20;
/** Statements hold the lock for milliseconds; one that has stood so long belongs to a process that was killed. */
const ABANDONED_LOCK = 10_000;

/** SQLite inside the process, in a file or in memory: for development, tests and small services. Its tables are made on first use. */
export class SqliteDatabase implements Database {
  readonly #file: string;
  readonly #schemas: readonly EmbeddedSchema[];
  #connection: Promise<Connection> | undefined;
  /** There is one connection, so that whatever runs during a transaction would be part of it: the others wait for their turn. */
  #turn: Promise<void> = Promise.resolve();

  constructor(file: string, schemas: readonly EmbeddedSchema[]) {
    this.#file = file;
    this.#schemas = schemas;
  }

  async query(sql: string, values: readonly SqlValue[] = []): Promise<readonly SqlRow[]> {
    return await this.#alone(async (session) => await session.query(sql, values));
  }

  async execute(sql: string, values: readonly SqlValue[] = []): Promise<WriteResult> {
    return await this.#alone(async (session) => await session.execute(sql, values));
  }

  async transact<Result>(work: (session: SqlSession) => Promise<Result>): Promise<Result> {
    return await this.#alone(async (session, connection) => {
      await session.execute("begin immediate");
      try {
        const result = await work(session);
        await session.execute("commit");
        return result;
      } catch (error) {
        if (connection.inTransaction) await session.execute("rollback");
        throw error;
      }
    });
  }

  async close(): Promise<void> {
    const connection = await this.#connection;
    this.#connection = undefined;
    connection?.close();
  }

  async #alone<Result>(work: (session: SqlSession, connection: Connection) => Promise<Result>): Promise<Result> {
    const before = this.#turn;
    let release: (() => void) | undefined;
    this.#turn = new Promise<void>((resolve) => (release = () => resolve(before)));
    try {
      // The limit also ends the wait of a transaction that uses the database instead of its session, and so waits for itself.
      await within(LOCK_TIMEOUT, before, () => new DatabaseTimeoutError(LOCK_TIMEOUT));
      const connection = await this.#open();
      return await work(this.#session(connection), connection);
    } finally {
      release?.();
    }
  }

  #session(connection: Connection): SqlSession {
    return {
      query: async (sql, values = []) =>
        await this.#unlocked(() => connection.all(sql, [...values]) as readonly SqlRow[]),
      execute: async (sql, values = []) => {
        const { changes, lastInsertRowid } = await this.#unlocked(() => connection.run(sql, [...values]));
        return { affectedRows: changes, insertId: lastInsertRowid };
      },
    };
  }

  /** Runs a statement as soon as no other process holds the file's lock. */
  async #unlocked<Answer>(statement: () => Answer): Promise<Answer> {
    const end = Date.now() + LOCK_TIMEOUT;
    for (;;) {
      try {
        return statement();
      } catch (error) {
        const message = error instanceof Error ? error.message : "";
        const key = /^UNIQUE constraint failed: (?<key>.*)$/su.exec(message)?.groups?.["key"];
        if (key !== undefined) throw new DuplicateKeyError(key);
        if (message !== "database is locked" || Date.now() > end) throw error;
        removeAbandonedLock(`${this.#file}.lock`);
        await new Promise((resolve) => setTimeout(resolve, LOCK_POLL));
      }
    }
  }

  async #open(): Promise<Connection> {
    this.#connection ??= this.#connect();
    return await this.#connection;
  }

  async #connect(): Promise<Connection> {
    const { default: sqlite } = await import("node-sqlite3-wasm");
    if (this.#file !== ":memory:") mkdirSync(dirname(this.#file), { recursive: true });
    const connection = new sqlite.Database(this.#file);
    for (const statement of this.#schemas.flatMap((schema) => schema.statements)) {
      await this.#unlocked(() => connection.exec(statement));
    }
    return connection;
  }
}

/** node-sqlite3-wasm locks a file by making a folder beside it, which outlives a process that is killed. */
function removeAbandonedLock(folder: string): void {
  try {
    if (Date.now() - statSync(folder).mtimeMs > ABANDONED_LOCK) rmdirSync(folder);
  } catch {
    // Whoever held it has let it go.
  }
}
