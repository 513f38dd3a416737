import { diagnoseFile } from "../diagnostics/diagnose.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import type { Host } from "../host/host.ts";

/** The contracts that files and folders stand for. */
export interface ApiFiles {
  readonly paths: readonly string[];
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * The files as they are, and every `.api` file below the folders, in code point order. What is hidden, installed or only
 * linked to is left out.
 */
export function apiFiles(paths: readonly string[], host: Host): ApiFiles {
  const found = paths.map((path) => ({ path, files: filesOf(path, host) }));
  const empty = found.filter(({ files }) => files.length === 0);
  return {
    paths: found.flatMap(({ files }) => files),
    diagnostics: empty.map(({ path }) => diagnoseFile("GEN1030", path, { path })),
  };
}

function filesOf(path: string, host: Host): readonly string[] {
  return host.read(path).kind === "directory" ? filesBelow(path, host) : [path];
}

function filesBelow(folder: string, host: Host): readonly string[] {
  return host.list(folder).flatMap((name) => {
    if (name.startsWith(".") || name === "node_modules") return [];
    const path = folder === "." ? name : `${folder.replace(/\/$/u, "")}/${name}`;
    if (host.list(path).length > 0) return host.inspect(path).kind === "directory" ? filesBelow(path, host) : [];
    return name.endsWith(".api") && host.read(path).kind !== "directory" ? [path] : [];
  });
}
