import { inOrder } from "../diagnostics/order.ts";
import { planModel } from "../emit/cached-model/plan-model.ts";
import { runtimeFiles } from "../emit/fastify/runtime-files.ts";
import type { VirtualFile } from "../emit/virtual-file.ts";
import type { Host } from "../host/host.ts";
import { normalPath } from "../load/import-path.ts";
import { applyPlan } from "../write/apply-plan.ts";
import type { WriteMode } from "../write/apply-plan.ts";
import { otherCacheChoice } from "./cache-choice.ts";
import { modelInput } from "./model-input.ts";
import type { ModelInput, ModelNaming, ModelSource } from "./model-input.ts";
import type { Outcome } from "./outcome.ts";
import { absoluteSegments } from "./relative-path.ts";

/** Everything that `tsgoctl model mysql ddl` and `datasource` are told. Paths are `/`-separated. */
export interface ModelCommandOptions extends ModelNaming {
  readonly source: ModelSource;
  /** The folder of the models, such as `internal/model`; what they run on goes into `runtime` beside it, or inside. */
  readonly directory: string;
  readonly mode: WriteMode;
  readonly workingDirectory: string;
}

/** Turns tables into models: the whole of `tsgoctl model mysql ddl` and `datasource`. */
export async function generateModel(options: ModelCommandOptions, host: Host): Promise<Outcome> {
  const { input, diagnostics } = await modelInput(options.source, options, host);
  if (input === undefined) return { diagnostics, actions: [] };
  const layout = layoutOf(options);
  const plan = planFor(input, layout);
  const otherChoice = otherCacheChoice(plan, (path) => joined(layout.root, path), host);
  if (otherChoice !== undefined) return { diagnostics: [...diagnostics, otherChoice], actions: [] };
  const applied = await applyPlan(plan, { directory: layout.root, mode: options.mode }, host);
  return {
    diagnostics: [...diagnostics, ...inOrder(applied.diagnostics)],
    actions: applied.actions.map((action) => ({ ...action, path: joined(layout.root, action.path) })),
  };
}

/** Where the files go. */
interface Layout {
  /** The folder that all of them are below of. */
  readonly root: string;
  /** The folder of the models below it, with a slash behind it, or empty. */
  readonly models: string;
  /** The runtime's folder as the models import it. */
  readonly runtime: string;
}

/**
 * In a project the models share the runtime beside their folder with what `api ts` generates: `internal/runtime` for
 * `internal/model`. Where that would be outside of the working directory, the runtime goes into the folder itself.
 */
function layoutOf({ directory, workingDirectory }: ModelCommandOptions): Layout {
  const path = normalPath(directory) === "" ? "." : normalPath(directory);
  const around = absoluteSegments(".", workingDirectory);
  const target = absoluteSegments(directory, workingDirectory);
  const isBelow = target.length > around.length && around.every((segment, index) => segment === target[index]);
  if (!isBelow) return { root: path, models: "", runtime: "./runtime" };
  const slash = path.lastIndexOf("/");
  return { root: path.slice(0, Math.max(slash, 0)) || ".", models: `${path.slice(slash + 1)}/`, runtime: "../runtime" };
}

function planFor({ tables, naming }: ModelInput, { models: folder, runtime }: Layout): readonly VirtualFile[] {
  const models = planModel(tables, { ...naming, directory: "model", runtime });
  const source = [...new Set(tables.map((table) => table.source))].join(", ");
  return [
    ...models.map((file) => ({ ...file, path: folder + file.path.slice("model/".length) })),
    ...runtimeFiles(models, source).map((file) => ({
      ...file,
      path: file.path.replace(/^internal\//u, ""),
      ownership: "shared" as const,
    })),
  ];
}

function joined(directory: string, path: string): string {
  if (directory === ".") return path;
  return directory === "/" ? `/${path}` : `${directory}/${path}`;
}
