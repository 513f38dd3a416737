import type { Database } from "../../../templates/runtime/database/database.ts";
import { openableGate } from "./stores.ts";

/** A database whose first read of rows or keys is answered only when the test says so: what is read is older than it seems. */
export function slowReader(database: Database) {
  const read = openableGate();
  const gate = openableGate();
  let isFirst = true;
  const query: Database["query"] = async (sql, values) => {
    const rows = await database.query(sql, values);
    if (isFirst) {
      isFirst = false;
      read.open();
      await gate.opened;
    }
    return rows;
  };
  const slow: Database = { ...unbound(database), query };
  return { database: slow, hasRead: read.opened, goOn: gate.open };
}

/** The database as a plain object, of which a test can replace a part. */
export function unbound(database: Database): Database {
  return {
    dialect: database.dialect,
    statementLimit: database.statementLimit,
    query: async (sql, values) => await database.query(sql, values),
    execute: async (sql, values) => await database.execute(sql, values),
    transact: async (work) => await database.transact(work),
    close: async () => await database.close(),
  };
}
