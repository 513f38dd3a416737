import { parseDataSource } from "./data-source.ts";
import { MysqlDatabase } from "./mysql-database.ts";
import type { Database, EmbeddedSchema } from "./sql-session.ts";
import { SqliteDatabase } from "./sqlite-database.ts";

export {
  DatabaseLockedError,
  DatabaseTimeoutError,
  DatabaseUnavailableError,
  DuplicateKeyError,
  ErrNotFound,
  RefusedValueError,
} from "./sql-session.ts";
export type {
  Database,
  EmbeddedSchema,
  Refusal,
  SqlRow,
  SqlSession,
  SqlTransaction,
  SqlValue,
  WriteResult,
} from "./sql-session.ts";

/**
 * The database that `DataSource` names: MySQL, or SQLite inside the process. It connects on first use; only a text that cannot be
 * read is an error here. `schemas` are the tables that an embedded database makes for itself.
 */
export function openDatabase(dataSource: string, schemas: readonly EmbeddedSchema[]): Database {
  const source = parseDataSource(dataSource);
  return source.kind === "mysql" ? new MysqlDatabase(source) : new SqliteDatabase(source.file, schemas);
}
