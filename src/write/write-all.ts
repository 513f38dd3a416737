import { diagnoseFile } from "../diagnostics/diagnose.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { HostError, hostReasons } from "../host/host.ts";
import type { Host } from "../host/host.ts";
import { removeAll } from "./remove-all.ts";
import { stagedTarget, stagingPath } from "./staging-path.ts";

/** One file to be written. */
export interface Change {
  /** Relative to the folder that is written to, or absolute. */
  readonly path: string;
  /** The text that it was read with; undefined for a new file. */
  readonly before: string | undefined;
  readonly after: string;
}

/** What has been done so far, to be undone if something fails. */
interface Progress {
  /** Folders that are known to be there. */
  readonly present: Set<string>;
  /** Those of them that were made. */
  readonly folders: string[];
  /** Temporary files by the path of the change they belong to. */
  readonly staged: Map<string, string>;
  readonly backups: Map<string, string>;
  readonly replaced: Change[];
}

/**
 * Writes all files or none. Everything that needs room on the disk is staged beside its target first, the old texts too;
 * then the files appear by renaming. Whatever fails, the folder is put back as it was.
 */
export function writeAll(changes: readonly Change[], directory: string, host: Host): readonly Diagnostic[] {
  const progress: Progress = { present: new Set(), folders: [], staged: new Map(), backups: new Map(), replaced: [] };
  const problem = attempt(() => {
    for (const change of changes) stage(change, directory, progress, host);
    for (const change of changes) expectUntouched(change, directory, host);
    for (const change of changes) replace(change, directory, progress, host);
  });
  if (problem === undefined) return removeAll(progress.backups.values(), host);
  return [problem, ...undo(progress, directory, host)];
}

/** The file was changed by something else since it was read. */
class ChangedMeanwhile extends Error {
  readonly path: string;

  constructor(path: string) {
    super(path);
    this.path = path;
  }
}

function attempt(work: () => void): Diagnostic | undefined {
  try {
    work();
    return undefined;
  } catch (error) {
    if (error instanceof ChangedMeanwhile) return diagnoseFile("GEN2006", error.path, { path: error.path });
    if (error instanceof HostError) return refused(error);
    throw error;
  }
}

function refused({ path, reason }: HostError): Diagnostic {
  const target = (stagedTarget(path) ?? path).replace(/^\.\//u, "");
  // The ground has been looked at just before, so that another run, with the same staging names, is at work.
  const isChangedMeanwhile = reason === hostReasons.missing || reason === hostReasons.occupied;
  if (isChangedMeanwhile) return diagnoseFile("GEN2006", target, { path: target });
  return diagnoseFile("GEN2005", target, { path: target, reason });
}

function stage(change: Change, directory: string, progress: Progress, host: Host): void {
  const target = targetOf(change.path, directory);
  makeFolders(target, progress, host);
  progress.staged.set(change.path, createBeside(target, "new", change.after, host));
  if (change.before === undefined) return;
  progress.backups.set(change.path, createBeside(target, "old", change.before, host));
  for (const copy of [progress.staged.get(change.path), progress.backups.get(change.path)]) {
    if (copy !== undefined) host.copyPermissions(target, copy);
  }
}

function targetOf(path: string, directory: string): string {
  return /^(?:\/|[A-Za-z]:\/)/u.test(path) ? path : `${directory}/${path}`;
}

function makeFolders(target: string, progress: Progress, host: Host): void {
  const segments = target.split("/").slice(0, -1);
  const missing: string[] = [];
  for (let length = segments.length; length > 0; length--) {
    const folder = segments.slice(0, length).join("/");
    if (folder === "" || progress.present.has(folder)) break;
    progress.present.add(folder);
    if (host.read(folder).kind === "directory") break;
    missing.unshift(folder);
  }
  for (const folder of missing) {
    host.makeDirectory(folder);
    progress.folders.push(folder);
  }
}

function createBeside(target: string, role: "new" | "old", text: string, host: Host): string {
  const path = stagingPath(target, role);
  try {
    host.create(path, text);
  } catch (error) {
    if (!(error instanceof HostError) || error.reason !== hostReasons.occupied) throw error;
    // What an interrupted run has left under that name is of no use: its target is whole, old or new.
    host.remove(path);
    host.create(path, text);
  }
  return path;
}

function expectUntouched({ path, before }: Change, directory: string, host: Host): void {
  const entry = host.inspect(targetOf(path, directory));
  const untouched = before === undefined ? entry.kind === "missing" : entry.kind === "file" && entry.text === before;
  if (!untouched) throw new ChangedMeanwhile(path);
}

function replace(change: Change, directory: string, progress: Progress, host: Host): void {
  const staged = progress.staged.get(change.path) ?? "";
  expectUntouched(change, directory, host);
  host.rename(staged, targetOf(change.path, directory));
  progress.staged.delete(change.path);
  progress.replaced.push(change);
}

function undo(progress: Progress, directory: string, host: Host): readonly Diagnostic[] {
  const diagnostics: Diagnostic[] = [];
  for (const change of progress.replaced.toReversed()) {
    const backup = progress.backups.get(change.path);
    const problem = putBack(change, backup, targetOf(change.path, directory), host);
    if (problem === undefined) continue;
    // The backup is now the only place of the old text.
    progress.backups.delete(change.path);
    diagnostics.push(problem);
  }
  const leftovers = [...progress.staged.values(), ...progress.backups.values(), ...progress.folders.toReversed()];
  return [...diagnostics, ...removeAll(leftovers, host)];
}

function putBack(change: Change, backup: string | undefined, target: string, host: Host): Diagnostic | undefined {
  const { path } = change;
  const entry = host.inspect(target);
  if (entry.kind !== "file" || entry.text !== change.after) {
    const reason = "it was changed by something else";
    return backup === undefined ? undefined : diagnoseFile("GEN2007", path, { path, reason, backup });
  }
  try {
    if (backup === undefined) host.remove(target);
    else host.rename(backup, target);
    return undefined;
  } catch (error) {
    if (!(error instanceof HostError)) throw error;
    const { reason } = error;
    if (backup === undefined) return diagnoseFile("GEN2008", path, { path, reason });
    return diagnoseFile("GEN2007", path, { path, reason, backup });
  }
}
