import { diagnoseFile } from "../diagnostics/diagnose.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { generatedHeader } from "../emit/virtual-file.ts";
import type { VirtualFile } from "../emit/virtual-file.ts";
import type { Host } from "../host/host.ts";
import { plainText } from "./text-shape.ts";

/**
 * Files of an earlier run that nothing asks for any more, such as the handler of a route that was renamed. They are looked for
 * where the plan has generated files, and below, among those that are generated from the same contract or tables.
 */
export function staleFiles(plan: readonly VirtualFile[], directory: string, host: Host): readonly Diagnostic[] {
  const generated = plan.filter(({ ownership }) => ownership === "generated");
  const heads = new Set(generated.map(({ text }) => headOf(text)).filter((head) => head !== ""));
  const planned = new Set(plan.map(({ path }) => path));
  const seen = new Set<string>();
  const pending = generated.map(({ path }) => path.slice(0, path.lastIndexOf("/") + 1));
  const stale: string[] = [];
  for (let folder = pending.pop(); folder !== undefined; folder = pending.pop()) {
    if (seen.has(folder)) continue;
    seen.add(folder);
    // What cannot be listed has been looked at file by file, and has nothing more to tell.
    for (const name of host.list(`${directory}/${folder}`).names) {
      const path = folder + name;
      // Below the project folder itself are packages, and what else is not ours.
      if (planned.has(path) || name.startsWith(".")) continue;
      // So is what can be large, such as a dump of the database, and would be read for nothing.
      if (folder === "" && !name.endsWith(".ts")) continue;
      const entry = host.inspect(`${directory}/${path}`);
      if (entry.kind === "directory" && folder !== "") pending.push(`${path}/`);
      if (entry.kind === "file" && heads.has(headOf(plainText(entry.text)))) stale.push(path);
    }
  }
  return stale.map((path) => diagnoseFile("GEN2040", path, { path }));
}

/** The header and the line that names the source; empty for a file without a header. */
function headOf(text: string): string {
  return text.startsWith(`${generatedHeader}\n`) ? text.split("\n", 2).join("\n") : "";
}
