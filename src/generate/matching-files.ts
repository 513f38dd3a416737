import type { Host } from "../host/host.ts";

/** The files that a pattern names. `*` and `?` in its last part stand for characters of a file name; anything else for itself. */
export function matchingFiles(pattern: string, host: Host): readonly string[] {
  const slash = pattern.lastIndexOf("/");
  const name = pattern.slice(slash + 1);
  if (!/[*?]/u.test(name)) return [pattern];
  const folder = pattern.slice(0, slash + 1);
  const expression = new RegExp(
    `^${name
      .replaceAll(/[^\w*?]/gu, String.raw`\$&`)
      .replaceAll("*", ".*")
      .replaceAll("?", ".")}$`,
    "su",
  );
  return host
    .list(folder === "" ? "." : folder)
    .filter((entry) => expression.test(entry) && !entry.startsWith("."))
    .map((entry) => folder + entry)
    .filter((path) => host.read(path).kind !== "directory");
}
