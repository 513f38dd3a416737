import type { SqlSession } from "./sql-session.ts";
import type { Statement, Table } from "./table.ts";

/** No page has more rows: what a client asks for must not become a read of the whole table. */
const MOST_ROWS = 1_000;

/** A part of a table's rows in the order of their primary key. */
export interface PageRequest<Key> {
  /** The key of the last row of the page before; the first page if there is none. */
  readonly after?: Key | undefined;
  /** How many rows at most, from 1 to 1000. A page with fewer is the last. */
  readonly limit: number;
}

/**
 * Reads a page by its place in the primary key's index: page ten thousand costs what the first does, and rows that come and go meanwhile
 * make none appear twice or not at all, as an OFFSET would. Throws a RangeError if the limit is none.
 */
export async function findPage<Row extends object>(
  session: SqlSession,
  table: Table<Row>,
  page: PageRequest<unknown>,
): Promise<Row[]> {
  const { sql, values } = selectPage(table, page);
  const rows = await session.query(sql, values);
  return rows.map((row) => table.decode(row));
}

function selectPage<Row extends object>(table: Table<Row>, { after, limit }: PageRequest<unknown>): Statement {
  if (!Number.isInteger(limit) || limit < 1 || limit > MOST_ROWS) {
    throw new RangeError(`a page has 1 to ${MOST_ROWS} rows, not ${limit}`);
  }
  const behind = after === undefined ? undefined : rowsBehind(table, table.keyOf(after));
  const condition = [table.condition, behind?.sql].filter((part) => part !== undefined).join(" and ");
  const where = condition === "" ? "" : ` where ${condition}`;
  const order = table.primaryKey.map((property) => table.names([property])).join(",");
  // Some servers take no parameter for a limit; this is a number of ours.
  return { sql: `${table.select}${where} order by ${order} limit ${limit}`, values: behind?.values ?? [] };
}

/** `(a > ? or (a = ? and b > ?))`, which both databases answer from the index; MySQL does not for `(a, b) > (?, ?)`. */
function rowsBehind<Row extends object>(table: Table<Row>, key: Partial<Row>): Statement {
  const { primaryKey } = table;
  const steps = primaryKey.map((property, index) => {
    const before = primaryKey.slice(0, index);
    const terms = [...before.map((name) => `${table.names([name])} = ?`), `${table.names([property])} > ?`];
    return { sql: `(${terms.join(" and ")})`, values: table.encoded([...before, property], key) };
  });
  return { sql: `(${steps.map(({ sql }) => sql).join(" or ")})`, values: steps.flatMap(({ values }) => values) };
}
