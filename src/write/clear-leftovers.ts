import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import type { VirtualFile } from "../emit/virtual-file.ts";
import type { Host } from "../host/host.ts";
import { removeAll } from "./remove-all.ts";
import { stagedTarget } from "./staging-path.ts";

/** Removes what a run that was killed has left beside the plan's files. Each of these is whole by now, so that nothing is lost. */
export function clearLeftovers(plan: readonly VirtualFile[], directory: string, host: Host): readonly Diagnostic[] {
  const paths = new Set(plan.map(({ path }) => path));
  const folders = new Set(plan.map(({ path }) => path.slice(0, path.lastIndexOf("/") + 1)));
  const leftovers = [...folders].flatMap((folder) =>
    host
      .list(`${directory}/${folder}`)
      .names.filter((name) => {
        const target = stagedTarget(name);
        return target !== undefined && paths.has(folder + target) && isWhole(`${directory}/${folder}${target}`, host);
      })
      .map((name) => `${directory}/${folder}${name}`),
  );
  return removeAll(leftovers, host);
}

function isWhole(path: string, host: Host): boolean {
  return host.inspect(path).kind === "file";
}
