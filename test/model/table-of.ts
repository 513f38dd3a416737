import { checkTables } from "../../src/model/check-tables.ts";
import type { TableSpec } from "../../src/model/table-spec.ts";
import { parseSql } from "../../src/sql/parse.ts";
import { SourceFile } from "../../src/text/source-file.ts";

/** The first table that the DDL declares. */
export function tableOf(ddl: string): TableSpec {
  const { tables: [table] = [] } = checkTables([parseSql(new SourceFile("sample.sql", ddl)).file]);
  if (table === undefined) throw new Error("the DDL declares no table");
  return table;
}
