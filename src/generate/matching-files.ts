import type { Host } from "../host/host.ts";
import { globExpression } from "../text/glob.ts";

/** The files that a pattern names. Signs stand for characters of a file name in its last part alone; a malformed pattern names none. */
export function matchingFiles(pattern: string, host: Host): readonly string[] {
  const slash = pattern.lastIndexOf("/");
  const name = pattern.slice(slash + 1);
  if (!/[*?[]/u.test(name)) return [pattern];
  const folder = pattern.slice(0, slash + 1);
  const expression = globExpression(name);
  return host
    .list(folder === "" ? "." : folder)
    .filter((entry) => expression?.test(entry) === true && !entry.startsWith("."))
    .map((entry) => folder + entry)
    .filter((path) => host.read(path).kind !== "directory");
}
