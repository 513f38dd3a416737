import type { Connection, RowDataPacket } from "mysql2/promise";
import { parseDataSource } from "../../templates/runtime/database/data-source.ts";
import type { MysqlSource } from "../../templates/runtime/database/data-source.ts";
import type { CascadeFacts, ColumnFacts, KeyFacts, SchemaFacts, SchemaFailure } from "./schema-facts.ts";
import type { SchemaReader, TableFacts } from "./schema-facts.ts";

/** Milliseconds that connecting may take, and each question. */
const TIMEOUT = 10_000;

/** Reads the tables of the MySQL or MariaDB database that a DSN of Go's driver, or a `mysql://` URL, names. */
export function mysqlSchema(dataSource: string): SchemaReader {
  return async (isWanted) => {
    const source = mysqlSource(dataSource);
    if ("problem" in source) return source;
    let connection: Connection | undefined;
    try {
      connection = await connect(source);
      return await readSchema(connection, source.database, isWanted);
    } catch (error) {
      return failure(error, source);
    } finally {
      // What cannot take leave of its server is gone all the same.
      await connection?.end().catch(() => connection?.destroy());
    }
  };
}

function mysqlSource(text: string): MysqlSource | SchemaFailure {
  try {
    const source = parseDataSource(withoutIdleParameters(text));
    if (source.kind === "mysql") return source;
    return { problem: "dataSource", reason: "expected MySQL or MariaDB, found SQLite" };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return { problem: "dataSource", reason: reason.replace("DataSource cannot be read: ", "") };
  }
}

/** Leaves the parameters in place that connecting needs. The others say how a program reads values, which nothing here does. */
function withoutIdleParameters(text: string): string {
  const { head, search } = /^(?<head>.*\/[^/?]*)\?(?<search>[^?@]*)$/su.exec(text)?.groups ?? {};
  if (head === undefined || search === undefined) return text;
  const needed = search.split("&").filter((parameter) => /^(?:tls|timeout|readTimeout)=/u.test(parameter));
  return `${head}?${needed.join("&")}`;
}

async function connect({ address, user, password, database, tls, connectTimeout }: MysqlSource): Promise<Connection> {
  const { createConnection } = await import("mysql2/promise");
  return await createConnection({
    ...address,
    user,
    password,
    database,
    charset: "utf8mb4",
    connectTimeout: connectTimeout ?? TIMEOUT,
    ...(tls === "off" ? {} : { ssl: { rejectUnauthorized: tls === "verified", verifyIdentity: tls === "verified" } }),
  });
}

async function readSchema(
  connection: Connection,
  database: string,
  isWanted: (table: string) => boolean,
): Promise<SchemaFacts> {
  const ask = async <Row extends RowDataPacket>(sql: string, values: readonly unknown[]): Promise<readonly Row[]> => {
    const [rows] = await connection.query<Row[]>({ sql, values: [...values], timeout: TIMEOUT });
    return rows;
  };
  const [server] = await ask<ServerRow>("select version() as version", []);
  const isMariadb = server?.version.includes("MariaDB") === true;
  const listed = await ask<TableRow>(tablesQuery, [database]);
  const wanted = listed.filter(({ name }) => isWanted(name));
  if (wanted.length === 0) return { database, isMariadb, tables: [] };
  const where = [database, wanted.map(({ name }) => name)];
  const jsonChecks = async (): Promise<readonly CheckRow[]> =>
    isMariadb
      ? await ask<CheckRow>(mariadbChecksQuery, where)
      : await ask<CheckRow>(mysqlChecksQuery, where).catch(noneIfUnknown);
  const columns = byTable(await ask<ColumnRow>(columnsQuery, where));
  const keys = byTable(await ask<KeyRow>(keysQuery, where));
  const cascades = byTable(await ask<CascadeRow>(cascadesQuery, where));
  const references = byTable(cascades.size > 0 ? await ask<ReferenceRow>(referencesQuery, where) : []);
  const checks = byTable(await jsonChecks());
  const tables = wanted.map(({ name, type, comment }): TableFacts => {
    const json = new Set(checks.get(name)?.map((check) => check.clause));
    return {
      name,
      isView: type.includes("VIEW"),
      comment,
      columns: (columns.get(name) ?? []).map((column) => columnFacts(column, json)),
      uniqueKeys: keysOf(keys.get(name) ?? []),
      cascades: cascadesOf(cascades.get(name) ?? [], references.get(name) ?? []),
    };
  });
  return { database, isMariadb, tables };
}

interface ServerRow extends RowDataPacket {
  readonly version: string;
}
interface TableRow extends RowDataPacket {
  readonly name: string;
  readonly type: string;
  readonly comment: string;
}
interface ColumnRow extends RowDataPacket, Omit<ColumnFacts, "nullable" | "default" | "isJson"> {
  readonly table_name: string;
  readonly nullable: string;
  readonly value: string | null;
}
interface KeyRow extends RowDataPacket {
  readonly table_name: string;
  readonly name: string;
  readonly column_name: string | null;
}
interface CascadeRow extends RowDataPacket {
  readonly table_name: string;
  readonly name: string;
  readonly other: string;
  readonly rule: string;
}
interface ReferenceRow extends RowDataPacket {
  readonly table_name: string;
  readonly name: string;
  readonly column_name: string;
  readonly other_column: string;
}
interface CheckRow extends RowDataPacket {
  readonly table_name: string;
  readonly clause: string;
}

function byTable<Row extends { readonly table_name: string }>(
  rows: readonly Row[],
): ReadonlyMap<string, readonly Row[]> {
  const grouped = new Map<string, Row[]>();
  for (const row of rows) {
    const group = grouped.get(row.table_name);
    if (group === undefined) grouped.set(row.table_name, [row]);
    else group.push(row);
  }
  return grouped;
}

// MySQL 8 gives the names of these columns in capitals unless they are named anew.
const tablesQuery = `
  select TABLE_NAME as name, TABLE_TYPE as type, TABLE_COMMENT as comment
  from information_schema.TABLES where TABLE_SCHEMA = ? and TABLE_TYPE <> 'SEQUENCE' order by TABLE_NAME`;
const columnsQuery = `
  select TABLE_NAME as table_name, COLUMN_NAME as name, COLUMN_TYPE as type, IS_NULLABLE as nullable, COLUMN_DEFAULT as value,
    EXTRA as extra, GENERATION_EXPRESSION as expression, COLUMN_COMMENT as comment, COLLATION_NAME as collation
  from information_schema.COLUMNS where TABLE_SCHEMA = ? and TABLE_NAME in (?) order by TABLE_NAME, ORDINAL_POSITION`;
const keysQuery = `
  select TABLE_NAME as table_name, INDEX_NAME as name, COLUMN_NAME as column_name
  from information_schema.STATISTICS where TABLE_SCHEMA = ? and TABLE_NAME in (?) and NON_UNIQUE = 0
  order by TABLE_NAME, INDEX_NAME, SEQ_IN_INDEX`;
/** MariaDB has JSON as a long text with a check, and names of checks for each table. */
const mariadbChecksQuery = `
  select TABLE_NAME as table_name, CHECK_CLAUSE as clause
  from information_schema.CHECK_CONSTRAINTS
  where CONSTRAINT_SCHEMA = ? and TABLE_NAME in (?) and CHECK_CLAUSE like 'json_valid(%'`;
const mysqlChecksQuery = `
  select TABLE_NAME as table_name, CHECK_CLAUSE as clause
  from information_schema.CHECK_CONSTRAINTS join information_schema.TABLE_CONSTRAINTS using (CONSTRAINT_SCHEMA, CONSTRAINT_NAME)
  where CONSTRAINT_SCHEMA = ? and TABLE_NAME in (?) and CONSTRAINT_TYPE = 'CHECK' and ENFORCED = 'YES'
    and CHECK_CLAUSE like 'json_valid(%'`;

/** MySQL keeps checks from 8.0.16 on. */
function noneIfUnknown(error: unknown): readonly CheckRow[] {
  if (isDriverError(error) && error.errno === 1109) return [];
  throw error;
}

// Together they would be joined row by row, which takes seconds for some thousand keys.
const cascadesQuery = `
  select TABLE_NAME as table_name, CONSTRAINT_NAME as name, REFERENCED_TABLE_NAME as other, DELETE_RULE as rule
  from information_schema.REFERENTIAL_CONSTRAINTS
  where CONSTRAINT_SCHEMA = ? and TABLE_NAME in (?) and DELETE_RULE in ('CASCADE', 'SET NULL', 'SET DEFAULT')
  order by TABLE_NAME, CONSTRAINT_NAME`;
const referencesQuery = `
  select TABLE_NAME as table_name, CONSTRAINT_NAME as name, COLUMN_NAME as column_name, REFERENCED_COLUMN_NAME as other_column
  from information_schema.KEY_COLUMN_USAGE
  where TABLE_SCHEMA = ? and TABLE_NAME in (?) and REFERENCED_TABLE_NAME is not null order by TABLE_NAME, ORDINAL_POSITION`;

function columnFacts(row: ColumnRow, jsonChecks: ReadonlySet<string>): ColumnFacts {
  const { name, type, extra, expression, comment, collation, value } = row;
  const isJson = jsonChecks.has(`json_valid(\`${name}\`)`);
  return {
    name,
    type,
    nullable: row.nullable === "YES",
    default: value,
    extra,
    expression,
    comment,
    collation,
    isJson,
  };
}

function keysOf(rows: readonly KeyRow[]): readonly KeyFacts[] {
  const names = [...new Set(rows.map((row) => row.name))];
  return names.map((name) => ({
    name,
    columns: rows.filter((row) => row.name === name).map((row) => row.column_name),
  }));
}

function cascadesOf(rows: readonly CascadeRow[], references: readonly ReferenceRow[]): readonly CascadeFacts[] {
  return rows.map(({ name, other, rule }) => {
    const parts = references.filter((row) => row.name === name);
    return {
      name,
      columns: parts.map((row) => row.column_name),
      table: other,
      referenced: parts.map((row) => row.other_column),
      rule,
    };
  });
}

/** By the number of the server's error, else by what the network says. */
function failure(error: unknown, source: MysqlSource): SchemaFailure {
  if (!isDriverError(error)) throw error; // a bug: what a server or the network refuses has a code
  const { errno, code, sqlMessage } = error;
  if (sqlMessage !== undefined && (errno === 1045 || errno === 1044)) return { problem: "denied", reason: sqlMessage };
  if (errno === 1049) return { problem: "unknownDatabase", reason: source.database };
  if (sqlMessage !== undefined) return { problem: "refused", reason: sqlMessage };
  const where = "host" in source.address ? `${source.address.host}:${source.address.port}` : source.address.socketPath;
  return { problem: "unreachable", reason: `${where}: ${networkReasons[code] ?? code}` };
}

function isDriverError(error: unknown): error is { errno?: number; code: string; sqlMessage?: string } {
  return error instanceof Error && "code" in error && typeof error.code === "string";
}

const networkReasons: Readonly<Record<string, string>> = {
  ENOTFOUND: "no such host",
  EAI_AGAIN: "the name of the host cannot be looked up",
  ECONNREFUSED: "connection refused",
  ETIMEDOUT: "no answer in time",
  PROTOCOL_SEQUENCE_TIMEOUT: "no answer in time",
  ECONNRESET: "the connection was cut",
  PROTOCOL_CONNECTION_LOST: "the connection was cut",
  ENOENT: "no such socket",
  EHOSTUNREACH: "host unreachable",
  HANDSHAKE_NO_SSL_SUPPORT: "the server does not offer TLS",
};
