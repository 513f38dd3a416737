import { diagnoseFile } from "../diagnostics/diagnose.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import type { VirtualFile } from "../emit/virtual-file.ts";
import type { Entry, Host } from "../host/host.ts";
import { foldersOf } from "./check-paths.ts";

/** What stands where the plan's files should be, and what is in their way. */
export interface Ground {
  /** What is at each file's path. */
  readonly entries: ReadonlyMap<string, Entry>;
  readonly diagnostics: readonly Diagnostic[];
}

/** Looks at every place that the plan needs. The project folder itself may be reached through links, nothing below it. */
export function surveyGround(plan: readonly VirtualFile[], directory: string, host: Host): Ground {
  const blocked = blockedDirectory(directory, host);
  if (blocked !== undefined) return { entries: new Map(), diagnostics: [blocked] };

  const entries = new Map<string, Entry>();
  const folders = new Map<string, string | undefined>();
  const diagnostics: Diagnostic[] = [];
  const told = new Set<string>();
  for (const { path } of plan) {
    const obstacle = folderObstacle(path, folders, (folder) => host.inspect(`${directory}/${folder}`));
    const entry = host.inspect(`${directory}/${path}`);
    const inPlace = obstacle ?? fileObstacle(entry);
    if (inPlace === undefined) entries.set(path, entry);
    // What blocks a folder is told once, with the first of the files that it keeps out.
    else if (obstacle === undefined || !told.has(obstacle)) {
      told.add(inPlace);
      diagnostics.push(diagnoseFile("GEN2003", path, { path, obstacle: inPlace }));
    }
  }
  return { entries, diagnostics };
}

function blockedDirectory(directory: string, host: Host): Diagnostic | undefined {
  const segments = directory.split("/");
  for (let length = segments.length; length > 0; length--) {
    const path = segments.slice(0, length).join("/");
    if (path === "") continue;
    const entry = host.read(path);
    if (entry.kind === "directory") return undefined;
    if (entry.kind === "unreadable") return diagnoseFile("GEN2004", path, { path, reason: entry.reason });
    const obstacle = entry.kind === "missing" ? deadLink(path, host) : `the file ${path}`;
    if (obstacle !== undefined) return diagnoseFile("GEN2003", directory, { path: directory, obstacle });
  }
  return undefined;
}

/** A link that leads nowhere looks like nothing, but no folder can be made in its place. */
function deadLink(path: string, host: Host): string | undefined {
  return host.inspect(path).kind === "link" ? `the symbolic link ${path}, which leads nowhere,` : undefined;
}

/** What stands on the way to a file; `known` holds the answer for each folder that was asked for before. */
function folderObstacle(
  path: string,
  known: Map<string, string | undefined>,
  inspect: (folder: string) => Entry,
): string | undefined {
  for (const folder of foldersOf(path)) {
    if (!known.has(folder)) known.set(folder, notAFolder(folder, inspect(folder)));
    const obstacle = known.get(folder);
    if (obstacle !== undefined) return obstacle;
  }
  return undefined;
}

function notAFolder(folder: string, entry: Entry): string | undefined {
  switch (entry.kind) {
    case "directory":
    case "missing":
      return undefined;
    case "file":
      return `the file ${folder}`;
    case "link":
      return `the symbolic link ${folder}`;
    case "unreadable":
      return `${folder} (${entry.reason})`;
  }
}

function fileObstacle(entry: Entry): string | undefined {
  switch (entry.kind) {
    case "directory":
      return "a folder of that name";
    case "link":
      return "a symbolic link of that name";
    case "file":
    case "missing":
    case "unreadable":
      return undefined;
  }
}
