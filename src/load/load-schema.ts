import type { SchemaFacts } from "../host/schema-facts.ts";
import { parseSql } from "../sql/parse.ts";
import { SourceFile } from "../text/source-file.ts";
import type { LoadedTables } from "./load-tables.ts";
import { schemaDdl } from "./schema-ddl.ts";

/** The tables of a database as if they stood in a file, in which problems can be shown. */
export function loadSchema(schema: SchemaFacts): LoadedTables {
  const { file, diagnostics } = parseSql(new SourceFile(`mysql:${schema.database}`, schemaDdl(schema)));
  return { files: [file], diagnostics };
}
