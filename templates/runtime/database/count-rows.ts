import type { SqlSession } from "./sql-session.ts";
import type { Table } from "./table.ts";

/** How many rows there are. The database looks at an index as a whole for that. */
export async function countRows<Row extends object>(session: SqlSession, table: Table<Row>): Promise<number> {
  const where = table.condition === undefined ? "" : ` where ${table.condition}`;
  const [found] = await session.query(`select count(*) as total from ${table.quotedName}${where}`);
  return Number(found?.["total"]);
}
