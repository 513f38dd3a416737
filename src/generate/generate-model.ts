import { diagnoseOption } from "../diagnostics/diagnose.ts";
import { hasErrors } from "../diagnostics/diagnostic.ts";
import { inOrder } from "../diagnostics/order.ts";
import { planModel } from "../emit/cached-model/plan-model.ts";
import { runtimeFiles } from "../emit/fastify/runtime-files.ts";
import { parseFileStyle } from "../emit/file-style.ts";
import type { FileStyle } from "../emit/file-style.ts";
import type { VirtualFile } from "../emit/virtual-file.ts";
import type { Host } from "../host/host.ts";
import type { TableSpec } from "../model/table-spec.ts";
import { applyPlan } from "../write/apply-plan.ts";
import type { WriteMode } from "../write/apply-plan.ts";
import { matchingFiles } from "./matching-files.ts";
import type { Outcome } from "./outcome.ts";
import { readTables } from "./read-tables.ts";
import { absoluteSegments } from "./relative-path.ts";

/** Everything that `tsgoctl model mysql ddl` is told. Paths are `/`-separated. */
export interface ModelCommandOptions {
  /** A DDL file, or a pattern with `*` and `?` in its last part. */
  readonly source: string;
  /** The folder of the models, such as `internal/model`; what they run on goes into `runtime` beside it. */
  readonly directory: string;
  readonly style: string;
  readonly cache: boolean;
  /** First part of every cache key. */
  readonly prefix: string;
  /** The database's name in every cache key; empty for none. */
  readonly database: string;
  /** Columns that the database keeps by itself; undefined for goctl's list. */
  readonly ignoreColumns: readonly string[] | undefined;
  readonly mode: WriteMode;
  readonly workingDirectory: string;
}

/** Turns tables into models: the whole of `tsgoctl model mysql ddl`. */
export async function generateModel(options: ModelCommandOptions, host: Host): Promise<Outcome> {
  const style = parseFileStyle(options.style);
  if (style === undefined) {
    return { diagnostics: [diagnoseOption("GEN1010", { style: options.style })], actions: [] };
  }
  const paths = matchingFiles(options.source, host);
  if (paths.length === 0) {
    const pattern = options.source;
    return { diagnostics: [diagnoseOption("GEN1011", { pattern })], actions: [] };
  }
  const { tables, diagnostics } = await readTables(paths, host);
  const found = inOrder(diagnostics);
  if (tables === undefined || hasErrors(found)) return { diagnostics: found, actions: [] };

  const directory = parentOf(options.directory);
  const applied = await applyPlan(planFor(tables, style, options), { directory, mode: options.mode }, host);
  return {
    diagnostics: [...found, ...inOrder(applied.diagnostics)],
    actions: applied.actions.map((action) => ({ ...action, path: joined(directory, action.path) })),
  };
}

function planFor(tables: readonly TableSpec[], style: FileStyle, options: ModelCommandOptions): readonly VirtualFile[] {
  const { cache, prefix, database, ignoreColumns, workingDirectory } = options;
  const folder = absoluteSegments(options.directory, workingDirectory).at(-1) ?? "model";
  const runtime = "../runtime";
  const naming = { directory: folder, runtime, style, cache, prefix, database };
  const models = planModel(tables, ignoreColumns === undefined ? naming : { ...naming, ignoreColumns });
  const source = [...new Set(tables.map((table) => table.source))].join(", ");
  const support = runtimeFiles(models, source).map((file) => ({
    ...file,
    path: file.path.replace(/^internal\//u, ""),
  }));
  return [...models, ...support];
}

/** The folder above a folder, as far as it can be written in the same way: `internal` for `internal/model`, `..` for `.`. */
function parentOf(directory: string): string {
  const trimmed = directory.replace(/(?:\/\.?)+$/u, "");
  const slash = trimmed.lastIndexOf("/");
  const last = trimmed.slice(slash + 1);
  if (last === "." || last === "..") return `${trimmed}/..`;
  if (slash < 0) return ".";
  return slash === 0 ? "/" : trimmed.slice(0, slash);
}

function joined(directory: string, path: string): string {
  return directory === "." ? path : `${directory}/${path}`;
}
