import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { hasErrors } from "../diagnostics/diagnostic.ts";
import type { VirtualFile } from "../emit/virtual-file.ts";
import type { Host } from "../host/host.ts";
import { isChange } from "./action.ts";
import type { Action } from "./action.ts";
import { checkPaths } from "./check-paths.ts";
import { clearLeftovers } from "./clear-leftovers.ts";
import { decide } from "./decide.ts";
import { plannedExports } from "./planned-exports.ts";
import { staleFiles } from "./stale-files.ts";
import { surveyGround } from "./survey-ground.ts";
import { writeAll } from "./write-all.ts";
import type { Change } from "./write-all.ts";

/** `write` changes the disk; the others only tell what would be done. */
export type WriteMode = "write" | "dry-run" | "check";

export interface WriteOptions {
  /** The project folder; made if it is missing. */
  readonly directory: string;
  readonly mode: WriteMode;
}

export interface Applied {
  /** One for each file of the plan, in its order; none if an error keeps the run from writing. */
  readonly actions: readonly Action[];
  readonly diagnostics: readonly Diagnostic[];
}

/** Brings a folder to what the plan asks for: wholly, or not at all when there is an error. */
export async function applyPlan(plan: readonly VirtualFile[], options: WriteOptions, host: Host): Promise<Applied> {
  const unsafe = checkPaths(plan);
  if (hasErrors(unsafe)) return { actions: [], diagnostics: unsafe };

  const { directory, mode } = options;
  const ground = surveyGround(plan, directory, host);
  if (hasErrors(ground.diagnostics)) return { actions: [], diagnostics: ground.diagnostics };

  const actions: Action[] = [];
  const diagnostics: Diagnostic[] = [];
  const exports = plannedExports(plan, (path) => ground.entries.get(path) ?? host.inspect(`${directory}/${path}`));
  for (const file of plan) {
    const decision = await decide(file, ground.entries.get(file.path) ?? { kind: "missing" }, exports);
    actions.push(decision.action);
    diagnostics.push(...decision.diagnostics);
  }
  if (hasErrors(diagnostics)) return { actions: [], diagnostics };
  diagnostics.push(...staleFiles(plan, directory, host));
  if (mode !== "write") return { actions, diagnostics };

  const refused = writeAll(changes(actions), directory, host);
  if (hasErrors(refused)) return { actions: [], diagnostics: [...diagnostics, ...refused] };
  return { actions, diagnostics: [...diagnostics, ...refused, ...clearLeftovers(plan, directory, host)] };
}

function changes(actions: readonly Action[]): readonly Change[] {
  return actions.filter(isChange).map(({ path, before, after }) => ({ path, before, after: after ?? "" }));
}
