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
  const folders = new Map<string, Entry>();
  const diagnostics: Diagnostic[] = [];
  const told = new Set<string>();
  for (const { path } of plan) {
    const { obstacle, isThere } = wayTo(path, folders, (folder) => host.inspect(`${directory}/${folder}`));
    const entry: Entry = isThere ? host.inspect(`${directory}/${path}`) : { kind: "missing" };
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

interface Way {
  /** What stands on it. */
  readonly obstacle: string | undefined;
  /** Whether the folder of the file is there. */
  readonly isThere: boolean;
}

/** How the folders lead to a file; `known` holds those that were looked at before. */
function wayTo(path: string, known: Map<string, Entry>, inspect: (folder: string) => Entry): Way {
  for (const folder of foldersOf(path)) {
    const entry = known.get(folder) ?? inspect(folder);
    known.set(folder, entry);
    const obstacle = notAFolder(folder, entry);
    // What is missing has nothing in it: a first run would look for a hundred files in vain.
    if (obstacle !== undefined || entry.kind === "missing") return { obstacle, isThere: false };
  }
  return { obstacle: undefined, isThere: true };
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
