import { diagnoseFile, diagnoseOption } from "../diagnostics/diagnose.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import type { Host } from "../host/host.ts";
import { globExpression } from "../text/glob.ts";

/**
 * The files that a pattern names, or why there are none. Signs stand for characters of a file name in its last part alone; a
 * malformed pattern names none. As in a shell, hidden files are left out.
 */
export function matchingFiles(pattern: string, host: Host): readonly string[] | Diagnostic {
  const slash = pattern.lastIndexOf("/");
  const name = pattern.slice(slash + 1);
  if (!/[*?[]/u.test(name)) return [pattern];
  const folder = pattern.slice(0, slash + 1);
  const { names, refusal } = host.list(folder === "" ? "." : folder);
  if (refusal !== undefined) return diagnoseFile("GEN1060", folder, { path: folder, reason: refusal });
  const expression = globExpression(name);
  const paths = names
    .filter((entry) => expression?.test(entry) === true && !entry.startsWith("."))
    .map((entry) => folder + entry)
    .filter((path) => host.read(path).kind !== "directory");
  return paths.length > 0 ? paths : diagnoseOption("GEN1011", { pattern });
}
