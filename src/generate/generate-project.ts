import { hasErrors } from "../diagnostics/diagnostic.ts";
import { inOrder } from "../diagnostics/order.ts";
import type { ModelExtra } from "../emit/cached-model/model-extras.ts";
import { nameCollisions } from "../emit/fastify/name-collisions.ts";
import type { Int64Type } from "../emit/fastify/int64-type.ts";
import type { TypeFiles } from "../emit/fastify/project-context.ts";
import { planProject } from "../emit/fastify/project.ts";
import type { Host } from "../host/host.ts";
import { loadApi } from "../load/load-api.ts";
import { checkApi } from "../model/check-api.ts";
import type { ApiSpec } from "../model/api-spec.ts";
import { applyPlan } from "../write/apply-plan.ts";
import type { WriteMode } from "../write/apply-plan.ts";
import { cascadeProblems } from "./cascade-problems.ts";
import { extraProblems } from "./extra-problems.ts";
import { readTables } from "./read-tables.ts";
import { fieldsIn } from "./fields-in.ts";
import { inexactDefaults } from "./inexact-defaults.ts";
import type { Outcome } from "./outcome.ts";
import { relativePath } from "./relative-path.ts";
import { renamedService } from "./renamed-service.ts";
import { resolveNaming } from "./resolve-naming.ts";
import { unsupportedFeatures } from "./unsupported-features.ts";
import { unusableFields } from "./unusable-fields.ts";

/** Everything that `tsgoctl api ts` is told. Paths are `/`-separated. */
export interface ProjectOptions {
  /** The contract, relative to the working directory or absolute. */
  readonly api: string;
  /** DDL files; `NAME.sql` beside `NAME.api` is found by itself. */
  readonly ddl: readonly string[];
  /** The project folder. */
  readonly directory: string;
  /** goctl's file name pattern; undefined for that of the project, or else `gozero`. */
  readonly style: string | undefined;
  /** All types in `types.ts`, or those that one group alone uses in a file of the group. */
  readonly typeFiles: TypeFiles;
  /** What a 64-bit integer is in TypeScript; undefined for what the project's `package.json` says, or else a number. */
  readonly int64: Int64Type | undefined;
  /** What models have beyond the methods by key; undefined for what the project's `package.json` says, or else nothing. */
  readonly extras: readonly ModelExtra[] | undefined;
  readonly mode: WriteMode;
  /** Absolute; it gives the project's own `generate` script its way to the contract. */
  readonly workingDirectory: string;
}

/** Turns a contract and its tables into a service: the whole of `tsgoctl api ts`. */
export async function generateProject(options: ProjectOptions, host: Host): Promise<Outcome> {
  const resolved = resolveNaming(options, host);
  if ("code" in resolved) return { diagnostics: [resolved], actions: [] };
  const loaded = loadApi(options.api, host);
  const { spec, diagnostics } = checkApi(loaded.program);
  const data = await readTables(ddlFiles(options, host), host);
  const unsupported =
    spec === undefined
      ? []
      : [...unsupportedFeatures(spec), ...unusableFields(spec), ...inexactDefaults(spec, resolved.int64)];
  const tables = data.tables ?? [];
  const found = inOrder([
    ...loaded.diagnostics,
    ...diagnostics,
    ...unsupported,
    ...data.diagnostics,
    ...extraProblems(tables, resolved.extras),
    ...cascadeProblems(tables),
  ]);
  if (spec === undefined || data.tables === undefined || hasErrors(found)) return { diagnostics: found, actions: [] };

  const fromProject = (path: string): string => relativePath(options.directory, path, options.workingDirectory);
  const ddl = options.ddl.filter((path) => fromProject(path) !== fromProject(ownDdl(options.api))).map(fromProject);
  const project = { ...resolved, typeFiles: options.typeFiles, contract: fromProject(options.api), ddl };
  const collisions = inOrder(nameCollisions(spec, data.tables, project));
  if (hasErrors(collisions)) return { diagnostics: [...found, ...collisions], actions: [] };

  const requestCheck = hasRules(spec) ? (await import("./request-check.ts")).requestCheck : undefined;
  const plan = planProject(spec, data.tables, { ...project, requestCheck });
  const applied = await applyPlan(plan, options, host);
  const renamed = hasErrors(applied.diagnostics) ? [] : renamedService(spec, plan, options.directory, host);
  return { diagnostics: [...found, ...inOrder([...applied.diagnostics, ...renamed])], actions: applied.actions };
}

/** Whether values of the contract have rules beyond their types. */
function hasRules({ types }: ApiSpec): boolean {
  return types.some(({ members }) => fieldsIn(members).some(({ rules }) => rules.length > 0));
}

function ddlFiles({ api, ddl, workingDirectory }: ProjectOptions, host: Host): readonly string[] {
  const own = ownDdl(api);
  const isNamed = ddl.some(
    (path) => relativePath(".", path, workingDirectory) === relativePath(".", own, workingDirectory),
  );
  return isNamed || own === api || host.read(own).kind === "missing" ? ddl : [own, ...ddl];
}

/** `user.sql` for `user.api`. */
function ownDdl(api: string): string {
  return api.replace(/\.api$/u, ".sql");
}
