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
 * linked to is left out. A folder that cannot be looked into is a problem: contracts may stand in it.
 */
export function apiFiles(paths: readonly string[], host: Host): ApiFiles {
  const found = paths.map((path) => filesOf(path, host));
  return {
    paths: found.flatMap((files) => files.paths),
    diagnostics: found.flatMap((files) => files.diagnostics),
  };
}

function filesOf(path: string, host: Host): ApiFiles {
  if (host.read(path).kind !== "directory") return { paths: [path], diagnostics: [] };
  const listing = host.list(path);
  const refused = listing.refusal === undefined ? [] : [refusal(path, listing.refusal)];
  const paths = filesBelow(path, listing.names, { host, refused });
  const empty = paths.length > 0 || refused.length > 0 ? [] : [diagnoseFile("GEN1030", path, { path })];
  return { paths, diagnostics: [...refused, ...empty] };
}

interface Search {
  readonly host: Host;
  /** The folders that could not be looked into. */
  readonly refused: Diagnostic[];
}

function filesBelow(folder: string, names: readonly string[], search: Search): readonly string[] {
  const { host, refused } = search;
  return names.flatMap((name) => {
    if (name.startsWith(".") || name === "node_modules") return [];
    const path = folder === "." ? name : `${folder.replace(/\/$/u, "")}/${name}`;
    const isContract = name.endsWith(".api");
    const listing = host.list(path);
    if (listing.refusal !== undefined && mayBeFolder(path, isContract, host)) {
      refused.push(refusal(path, listing.refusal));
      return [];
    }
    if (listing.names.length > 0) {
      return host.inspect(path).kind === "directory" ? filesBelow(path, listing.names, search) : [];
    }
    return isContract && host.read(path).kind !== "directory" ? [path] : [];
  });
}

/** A contract that is no folder tells by itself that it cannot be read. */
function mayBeFolder(path: string, isContract: boolean, host: Host): boolean {
  const { kind } = host.inspect(path);
  return kind === "directory" || (kind === "unreadable" && !isContract);
}

function refusal(path: string, reason: string): Diagnostic {
  return diagnoseFile("GEN1060", path, { path, reason });
}
