import type { Database as Connection } from "node-sqlite3-wasm";

import type { EmbeddedSchema } from "./sql-session.ts";

/** A table of a file has another form than its model, and cannot be given the right one without a decision. */
export class SqliteTableError extends Error {
  override readonly name = "SqliteTableError";

  constructor(table: string, reason: string) {
    super(`table ${table} of the SQLite file has another form than its model: ${reason}`);
  }
}

/**
 * Makes the tables that are missing, and gives the others the form that they have in a new file: `model` is an empty connection, in
 * which that form is made. Rows stay. A table that has a column more than its model, or rows that the new form refuses, is left as it
 * is, and a SqliteTableError says what to do.
 */
export function followSchemas(connection: Connection, model: Connection, schemas: readonly EmbeddedSchema[]): void {
  for (const { statements } of schemas) for (const statement of statements) model.exec(statement);
  for (const schema of schemas) {
    const wanted = partsOf(model, schema.table);
    const found = partsOf(connection, schema.table);
    const table = found.get(schema.table);
    if (table !== undefined && !isSame(wanted, found)) rebuild(connection, model, schema, found);
    for (const statement of schema.statements) connection.exec(statement);
  }
}

/** The table itself and its triggers: what the file says of each, by name. */
function partsOf(connection: Connection, table: string): ReadonlyMap<string, string> {
  const rows = connection.all(
    "select name, sql from sqlite_master where tbl_name = ? and type in ('table', 'trigger')",
    [table],
  );
  return new Map(rows.map(({ name, sql }) => [textOf(name), textOf(sql)]));
}

function isSame(wanted: ReadonlyMap<string, string>, found: ReadonlyMap<string, string>): boolean {
  return [...wanted].every(([name, sql]) => found.get(name) === sql);
}

/** As SQLite's manual has it (https://www.sqlite.org/lang_altertable.html): a new table takes the rows of the old one. */
function rebuild(
  connection: Connection,
  model: Connection,
  { table, statements }: EmbeddedSchema,
  found: ReadonlyMap<string, string>,
): void {
  const old = `${table} before`;
  const wanted = columnsOf(model, table);
  const extra = columnsOf(connection, table).filter((column) => !wanted.includes(column));
  if (extra.length > 0) {
    const drops = extra.map((column) => `alter table ${quoted(table)} drop column ${quoted(column)};`).join(" ");
    const reason = `it has ${extra.join(", ")} besides. Rename what has got another name, and run ${drops} for what is gone`;
    throw new SqliteTableError(table, `${reason}, or remove the file`);
  }
  const kept = columnsOf(connection, table).map(quoted).join(", ");
  // What refers to the table goes on to mean the new one.
  connection.exec("pragma legacy_alter_table = on");
  connection.exec("begin immediate");
  try {
    for (const name of found.keys()) if (name !== table) connection.exec(`drop trigger ${quoted(name)}`);
    connection.exec(`alter table ${quoted(table)} rename to ${quoted(old)}`);
    for (const statement of statements) connection.exec(statement);
    connection.exec(`insert into ${quoted(table)} (${kept}) select ${kept} from ${quoted(old)}`);
    keepNumbers(connection, table, old);
    connection.exec(`drop table ${quoted(old)}`);
    connection.exec("commit");
  } catch (error) {
    if (connection.inTransaction) connection.exec("rollback");
    const reason = error instanceof Error ? error.message : String(error);
    throw new SqliteTableError(table, `its rows do not fit (${reason}). Change them, or remove the file`);
  } finally {
    connection.exec("pragma legacy_alter_table = off");
  }
}

/** Numbers of rows that have been deleted are not given again. */
function keepNumbers(connection: Connection, table: string, old: string): void {
  const [given] = connection.all("select 1 from sqlite_master where name = 'sqlite_sequence'");
  if (given === undefined) return;
  connection.run(
    "delete from sqlite_sequence where name = ? and exists (select 1 from sqlite_sequence where name = ?)",
    [table, old],
  );
  connection.run("insert into sqlite_sequence (name, seq) select ?, seq from sqlite_sequence where name = ?", [
    table,
    old,
  ]);
}

/** Generated columns are computed anew. */
function columnsOf(connection: Connection, table: string): readonly string[] {
  const rows = connection.all("select name from pragma_table_xinfo(?) where hidden = 0", [table]);
  return rows.map(({ name }) => textOf(name));
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value : "";
}

function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
