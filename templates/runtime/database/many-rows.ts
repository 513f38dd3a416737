import type { Dialect, SqlSession, SqlTransaction, SqlValue } from "./sql-session.ts";
import { isTransaction } from "./sql-session.ts";
import type { Insertion, Statement, Table } from "./table.ts";

/** So many rows are named by one statement: SQLite takes no condition of more than a thousand parts. */
const KEYS = 512;
/** MySQL takes 65,535 values in a statement, SQLite 32,766. */
const VALUES = 30_000;
/** Bytes of an INSERT. No server takes less than four times as many by its defaults. */
const BYTES = 1_000_000;

/** The rows with these keys that there are, each once. `lock` keeps others from changing them until the transaction ends. */
export async function findRows<Row extends object>(
  session: SqlSession,
  table: Table<Row>,
  keys: readonly Partial<Row>[],
  lock: "lock" | "read" = "read",
): Promise<Row[]> {
  // A transaction of SQLite has the database for itself.
  const suffix = lock === "lock" && session.dialect === "mysql" ? " for update" : "";
  const rows: Row[] = [];
  for (const part of parts(distinct(table, keys))) {
    const { sql, values } = rowsWith(table, part);
    const found = await session.query(`${table.select}${sql}${suffix}`, values);
    rows.push(...found.map((row) => table.decode(row)));
  }
  return rows;
}

/** Returns how many rows it has deleted. */
export async function deleteRows<Row extends object>(
  session: SqlSession,
  table: Table<Row>,
  keys: readonly Partial<Row>[],
): Promise<number> {
  let count = 0;
  for (const part of parts(distinct(table, keys))) {
    const { sql, values } = rowsWith(table, part);
    count += (await session.execute(table.deletion + sql, values)).affectedRows;
  }
  return count;
}

/** What one statement has inserted. */
export interface Inserted<Row> {
  /** With the numbers that the database has given to them. */
  readonly rows: readonly Partial<Row>[];
  /** These numbers, in the order of the rows; none if the table has no AUTO_INCREMENT. */
  readonly numbers: readonly bigint[];
}

/** Inserts the rows in their order, as many at a time as fit into a statement. */
export async function* insertRows<Row extends object>(
  session: SqlSession,
  table: Table<Row>,
  rows: readonly Partial<Row>[],
): AsyncGenerator<Inserted<Row>> {
  const step = rows.length > 1 && table.autoIncrement !== undefined ? await numberStep(session) : 1n;
  let done = 0;
  for (const together of insertions(table, rows, session.dialect)) {
    const { sql, values } = table.insert(together, session.dialect);
    const { insertId } = await session.execute(sql, values);
    // The rows of one statement are numbered one after the other.
    const first = session.dialect === "mysql" ? BigInt(insertId) : BigInt(insertId) - BigInt(together.length - 1);
    const numbers = together.map((_, index) => first + BigInt(index) * step);
    const inserted = rows.slice(done, done + together.length);
    done += together.length;
    if (table.autoIncrement === undefined) yield { rows: inserted, numbers: [] };
    else yield { rows: inserted.map((row, index) => table.numbered(row, numbers[index] ?? 0n)), numbers };
  }
}

/** Runs `work` in the transaction that the session is, or in one of its own. */
export async function inTransaction<Result>(
  session: SqlSession,
  work: (transaction: SqlTransaction) => Promise<Result>,
): Promise<Result> {
  return isTransaction(session) ? await work(session) : await session.transact(work);
}

/** In the order in which they were asked for; at the end those whose key the database spells otherwise. */
export function inOrderOf<Row extends object>(
  table: Table<Row>,
  keys: readonly Partial<Row>[],
  rows: readonly Row[],
): Row[] {
  const byKey = new Map(rows.map((row) => [table.keyToJson(row), row]));
  const order = new Set([...keys.map((key) => table.keyToJson(key)), ...byKey.keys()]);
  return [...order].flatMap((key) => byKey.get(key) ?? []);
}

/** The servers of a cluster number their rows in steps, so that no two give the same number. */
async function numberStep(session: SqlSession): Promise<bigint> {
  if (session.dialect !== "mysql") return 1n;
  const [found] = await session.query("select @@auto_increment_increment as step");
  return BigInt(String(found?.["step"]));
}

/** Rows that one statement can insert: they fit into it, stand one behind the other, and leave the same columns to their defaults. */
function insertions<Row extends object>(
  table: Table<Row>,
  rows: readonly Partial<Row>[],
  dialect: Dialect,
): readonly (readonly Insertion[])[] {
  const made: Insertion[][] = [];
  let room = { values: 0, bytes: 0 };
  for (const row of rows) {
    const insertion = table.insertion(row);
    const { columns, values } = insertion;
    const bytes = values.reduce<number>((sum, value) => sum + bytesOf(value), 0);
    const last = made.at(-1);
    const isAlike = last?.[0]?.columns === columns && (columns !== "" || dialect === "mysql");
    if (isAlike && values.length <= room.values && bytes <= room.bytes) last.push(insertion);
    else {
      made.push([insertion]);
      room = { values: VALUES, bytes: BYTES };
    }
    room = { values: room.values - values.length, bytes: room.bytes - bytes };
  }
  return made;
}

function bytesOf(value: SqlValue): number {
  return typeof value === "string" || Buffer.isBuffer(value) ? Buffer.byteLength(value) : 8;
}

function distinct<Row extends object>(table: Table<Row>, keys: readonly Partial<Row>[]): readonly Partial<Row>[] {
  return [...new Map(keys.map((key) => [table.keyToJson(key), key])).values()];
}

function* parts<Item>(items: readonly Item[]): Generator<readonly Item[]> {
  for (let start = 0; start < items.length; start += KEYS) yield items.slice(start, start + KEYS);
}

/** The last key stands there as often as makes the number of keys a power of two, so that there are few statements to prepare. */
function rowsWith<Row extends object>(table: Table<Row>, keys: readonly Partial<Row>[]): Statement {
  const missing = 2 ** Math.ceil(Math.log2(keys.length)) - keys.length;
  const filled = [...keys, ...Array.from({ length: missing }, () => keys.at(-1) ?? {})];
  const values = filled.flatMap((key) => table.encoded(table.primaryKey, key));
  const names = table.primaryKey.map((property) => table.names([property]));
  const row = names.map((name) => `${name} = ?`).join(" and ");
  const rows =
    names.length === 1
      ? `${names.join("")} in (${filled.map(() => "?").join(",")})`
      : `(${filled.map(() => `(${row})`).join(" or ")})`;
  return { sql: ` where ${table.condition === undefined ? rows : `${rows} and ${table.condition}`}`, values };
}
