import { UnavailableError } from "../errors.ts";

/** A value that can be given to a statement, in a form that every driver takes. */
export type SqlValue = string | number | bigint | boolean | Buffer | null;

/** A row as the driver gives it, by column names; `Table.decode` makes it one of the program's own. */
export type SqlRow = Readonly<Record<string, unknown>>;

export interface WriteResult {
  /** Rows that the statement's condition matched, changed or not. */
  readonly affectedRows: number;
  /** The AUTO_INCREMENT value of the inserted row; 0 if there is none. Of several rows MySQL tells the first, SQLite the last. */
  readonly insertId: number | bigint;
}

export type Dialect = "mysql" | "sqlite";

/**
 * Where statements run: the database, or one transaction. SQL is MySQL's, with a `?` for each value. The time limit of a statement counts
 * from `asked`, the time that `Date.now` gave, for one that is a part of something longer; otherwise from the call.
 */
export interface SqlSession {
  /** Whose SQL it is where the two differ. */
  readonly dialect: Dialect;
  /** Milliseconds that a statement may take at most, with all that it waits for. */
  readonly statementLimit: number;
  query(sql: string, values?: readonly SqlValue[], asked?: number): Promise<readonly SqlRow[]>;
  execute(sql: string, values?: readonly SqlValue[], asked?: number): Promise<WriteResult>;
  /**
   * Commits if `work` resolves, rolls back if it rejects or takes longer than a transaction may. A deadlock runs `work` again, so that
   * it must have no other effects. The session ends with the transaction. Transactions do not nest: within one this throws.
   */
  transact<Result>(work: (session: SqlTransaction) => Promise<Result>): Promise<Result>;
}

/** The session of a transaction that is under way. */
export interface SqlTransaction extends SqlSession {
  /** `effect` is called when all is done and only COMMIT is left; if it fails, the transaction is rolled back. */
  beforeCommit(effect: () => Promise<void>): void;
  /**
   * `effect` is called once when the transaction is committed, or when it is not known whether it is, or will be; after a rollback it is
   * not.
   */
  afterCommit(effect: (isKnown: boolean) => Promise<void>): void;
}

export interface Database extends SqlSession {
  close(): Promise<void>;
}

export function isTransaction(session: SqlSession): session is SqlTransaction {
  return "afterCommit" in session;
}

/** Statements that make a table in an embedded database, which has no administrator who would; run on first use. */
export interface EmbeddedSchema {
  readonly table: string;
  readonly statements: readonly string[];
}

/** The row to read or write is not there. */
export class ErrNotFound extends Error {
  override readonly name = "ErrNotFound";

  constructor(table: string) {
    super(`no such row in table ${table}`);
  }
}

/** What is wrong with a value, or with a row that others refer to. */
export type Refusal =
  "missing" | "too long" | "out of range" | "malformed" | "without its reference" | "referred to" | "against a check";

/** The database does not take a value. The message leaves the value out: it may be personal. */
export class RefusedValueError extends Error {
  override readonly name = "RefusedValueError";
  readonly refusal: Refusal;
  /** The column or constraint, if the database tells. */
  readonly place: string | undefined;

  /** `rule`: what the column takes, if that is known. */
  constructor(refusal: Refusal, place: string | undefined, rule?: string) {
    const where = place === undefined ? "" : ` for ${place}`;
    super(`the database refuses a value${where}: it is ${refusal}${rule === undefined ? "" : `; ${rule}`}`);
    this.refusal = refusal;
    this.place = place;
  }
}

/** The write would give two rows the same unique key. The message leaves the value out: it may be personal. */
export class DuplicateKeyError extends Error {
  override readonly name = "DuplicateKeyError";
  /** The key's name; on SQLite, which does not tell it, its columns: `user.name, user.city`. */
  readonly key: string | undefined;

  constructor(key: string | undefined) {
    super(`duplicate value for ${key === undefined ? "a unique key" : `key ${key}`}`);
    this.key = key;
  }
}

/** Whether a write that has failed so may have happened, or may still happen: nobody has answered. */
export function mayHaveHappened(error: unknown): boolean {
  return (error instanceof DatabaseTimeoutError || error instanceof DatabaseUnavailableError) && error.wasSent;
}

/** A statement or a transaction did not end in time; whether a write that stood alone has happened is not known. */
export class DatabaseTimeoutError extends UnavailableError {
  override readonly name: string = "DatabaseTimeoutError";
  /** Whether a statement may have reached the database. */
  readonly wasSent: boolean;

  /** The message is for clients; `cause` is for the log. */
  constructor(message: string, wasSent: boolean, cause?: Error) {
    super(message);
    this.wasSent = wasSent;
    if (cause !== undefined) this.cause = cause;
  }
}

/** A transaction's work took too long, for whatever reason: the database need not be slow. */
export class TransactionTimeoutError extends DatabaseTimeoutError {
  override readonly name = "TransactionTimeoutError";

  constructor(milliseconds: number) {
    super(`the transaction did not end within ${milliseconds} ms and was rolled back`, false);
  }
}

/** The database cannot be reached just now; whether a write that was under way has happened is not known. */
export class DatabaseUnavailableError extends UnavailableError {
  override readonly name = "DatabaseUnavailableError";
  /** Whether a statement may have reached the database. */
  readonly wasSent: boolean;

  /** The message is for clients; `cause` is for the log. */
  constructor(message: string, wasSent: boolean, cause?: Error) {
    super(message);
    this.wasSent = wasSent;
    if (cause !== undefined) this.cause = cause;
  }
}

/** Another transaction holds a row for too long. The statement has had no effect. */
export class DatabaseLockedError extends UnavailableError {
  override readonly name = "DatabaseLockedError";

  constructor() {
    super("another transaction holds the row for too long");
  }
}
