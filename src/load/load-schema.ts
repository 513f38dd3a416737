import type { SchemaFacts } from "../host/schema-facts.ts";
import { parseSql } from "../sql/parse.ts";
import { SourceFile } from "../text/source-file.ts";
import type { LoadedTables } from "./load-tables.ts";
import { tableDdl } from "./table-ddl.ts";

/** The tables of a database, its views left out, as if each stood in a file, in which problems can be shown. */
export function loadSchema({ database, isMariadb, tables }: SchemaFacts): LoadedTables {
  const parsed = tables
    .filter((table) => !table.isView)
    .map((table) => parseSql(new SourceFile(`mysql:${database}.${table.name}`, tableDdl(table, isMariadb))));
  return { files: parsed.map(({ file }) => file), diagnostics: parsed.flatMap(({ diagnostics }) => diagnostics) };
}
