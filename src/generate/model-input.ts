import { diagnoseOption } from "../diagnostics/diagnose.ts";
import { hasErrors } from "../diagnostics/diagnostic.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { inOrder } from "../diagnostics/order.ts";
import type { ModelExtra } from "../emit/cached-model/model-extras.ts";
import type { Int64Type } from "../emit/fastify/int64-type.ts";
import type { Host } from "../host/host.ts";
import type { SchemaReader } from "../host/schema-facts.ts";
import type { TableSpec } from "../model/table-spec.ts";
import { databaseTables } from "./database-tables.ts";
import { cascadeProblems } from "./cascade-problems.ts";
import { extraProblems } from "./extra-problems.ts";
import { matchingFiles } from "./matching-files.ts";
import { readTables } from "./read-tables.ts";
import { resolveNaming } from "./resolve-naming.ts";
import type { ResolvedNaming } from "./resolve-naming.ts";
import type { CheckedDdl } from "./read-tables.ts";

/** How models are named and what their keys begin with. */
export interface ModelNaming {
  /** goctl's file name pattern; undefined for that of the project, or else `gozero`. */
  readonly style: string | undefined;
  readonly cache: boolean;
  /** First part of every cache key. */
  readonly prefix: string;
  /** The database's name in every cache key; empty for none, or for that of the database that the tables are read from. */
  readonly database: string;
  /** Columns that the database keeps by itself; undefined for goctl's list. */
  readonly ignoreColumns: readonly string[] | undefined;
  /** What 64-bit integers are; undefined for what the project in the current folder records, else a number. */
  readonly int64: Int64Type | undefined;
  /** What models have beyond the methods by key; undefined for what the project in the current folder records, else nothing. */
  readonly extras: readonly ModelExtra[] | undefined;
}

/** Where tables are read from. */
export type ModelSource =
  /** A DDL file, or a pattern with `*`, `?` and `[…]` in its last part. */
  | { readonly kind: "ddl"; readonly pattern: string }
  /** Tables of a database by their names, or by patterns in the manner of Go's `filepath.Match`. */
  | { readonly kind: "database"; readonly tables: readonly string[]; readonly readSchema: SchemaReader };

/** What models are made from, and how they are named. */
export interface ModelInput {
  readonly tables: readonly TableSpec[];
  readonly naming: Omit<ModelNaming, keyof ResolvedNaming> & ResolvedNaming;
}

/** Undefined input means that there is an error. */
export interface CheckedInput {
  readonly input: ModelInput | undefined;
  readonly diagnostics: readonly Diagnostic[];
}

/** Checks how models are to be named, and reads the tables. The project is that of the current folder. */
export async function modelInput(source: ModelSource, naming: ModelNaming, host: Host): Promise<CheckedInput> {
  const resolved = resolveNaming({ ...naming, directory: "." }, host);
  if ("code" in resolved) return { input: undefined, diagnostics: [resolved] };
  if (naming.cache && naming.prefix === "") return { input: undefined, diagnostics: [diagnoseOption("GEN1050", {})] };
  const read =
    source.kind === "ddl"
      ? { database: "", ...(await ddlTables(source.pattern, host)) }
      : await databaseTables(source.tables, source.readSchema);
  const { tables = [] } = read;
  const diagnostics = inOrder([
    ...read.diagnostics,
    ...extraProblems(tables, resolved.extras),
    ...(naming.cache ? cascadeProblems(tables) : []),
  ]);
  if (read.tables === undefined || hasErrors(diagnostics)) return { input: undefined, diagnostics };
  const database = naming.database === "" ? read.database : naming.database;
  return { input: { tables: read.tables, naming: { ...naming, ...resolved, database } }, diagnostics };
}

async function ddlTables(pattern: string, host: Host): Promise<CheckedDdl> {
  const found = matchingFiles(pattern, host);
  return "code" in found ? { tables: undefined, diagnostics: [found] } : await readTables(found, host);
}
