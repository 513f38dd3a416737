import type { TableSpec } from "../../model/table-spec.ts";
import { ImportSet } from "../import-set.ts";
import { fileBaseName } from "../file-style.ts";
import type { Int64Type } from "../fastify/int64-type.ts";
import type { FileStyle } from "../file-style.ts";
import { documentationComment } from "../source-text.ts";
import { render } from "../templates/render.ts";
import { scaffoldedFile } from "../typescript-file.ts";
import { withOrigin } from "../virtual-file.ts";
import type { VirtualFile } from "../virtual-file.ts";
import { fitted } from "./layout.ts";
import { modelGeneratedFile } from "./model-generated-file.ts";
import type { ModelExtra } from "./model-extras.ts";
import { modelNames } from "./model-names.ts";

/** How models are written. */
export interface ModelOptions {
  /** Folder of the models, from the project folder. */
  readonly directory: string;
  /** The runtime's folder as an import in that folder names it. */
  readonly runtime: string;
  readonly style: FileStyle;
  /** Whether rows are read through the cache. */
  readonly cache: boolean;
  /** First part of every cache key. */
  readonly prefix: string;
  /** The database's name in every cache key; empty for none. */
  readonly database: string;
  /** Columns that the database keeps by itself; undefined for goctl's own list. */
  readonly ignoreColumns: readonly string[] | undefined;
  readonly int64: Int64Type;
  /** What is asked for beyond the methods by key. */
  readonly extras: readonly ModelExtra[];
}

/** The models' files: two for each table and one for all. Each table must have a primary key. */
export function planModel(tables: readonly TableSpec[], options: ModelOptions): readonly VirtualFile[] {
  if (tables.length === 0) return [];
  return [
    ...tables.flatMap((table) =>
      [modelGeneratedFile(table, options), customFile(table, options)].map((file) => withOrigin(table.span, file)),
    ),
    variablesFile(options),
  ];
}

/** The user's file: queries beyond those by key. */
function customFile(table: TableSpec, { style, directory, runtime, cache }: ModelOptions): VirtualFile {
  const names = modelNames(table, style, directory);
  const imports = new ImportSet();
  const generated = names.generatedFile.slice(directory.length + 1);
  imports.type("SqlTransaction", `${runtime}/database/database.ts`);
  const body = render("cached-model/model.ts", {
    arguments: cache ? "session, this.cache" : "session",
    documentation: documentationComment([`Queries of table ${table.name} beyond those by its keys go here.`]),
    modelClass: names.modelClass,
    transact: fitted({
      open: "  async transact<Result>(",
      items: [`work: (model: ${names.modelClass}, session: SqlTransaction) => Promise<Result>`],
      close: "): Promise<Result> {",
    }),
    defaultClass: imports.value(names.defaultClass, `./${generated}`),
  });
  return scaffoldedFile({ path: names.customFile, imports, body });
}

function variablesFile({ directory, runtime, style }: ModelOptions): VirtualFile {
  const body = `export { ErrNotFound } from "${runtime}/database/database.ts";`;
  return scaffoldedFile({ path: `${directory}/${fileBaseName(style, "vars")}.ts`, imports: new ImportSet(), body });
}
