import { diagnoseFile } from "../diagnostics/diagnose.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import type { VirtualFile } from "../emit/virtual-file.ts";

/** Longest file name in bytes: what file systems take, less what a temporary file beside it adds to the name. */
const NAME_LIMIT = 230;

/** What Linux takes as a whole path, less room for the folder that the project is in. */
const PATH_LIMIT = 2048;

/** Checks that the plan's paths can be files of one folder on every usual file system. */
export function checkPaths(plan: readonly VirtualFile[]): readonly Diagnostic[] {
  const diagnostics: Diagnostic[] = [];
  const seen = new Map<string, string>();
  for (const { path } of plan) {
    const reason = unsafe(path);
    if (reason !== undefined) diagnostics.push(diagnoseFile("GEN2001", path, { path, reason }));
    const folded = path.normalize("NFC").toLowerCase();
    const other = seen.get(folded);
    if (other === undefined) seen.set(folded, path);
    else diagnostics.push(diagnoseFile("GEN2002", path, { path, other }));
  }
  return [...diagnostics, ...checkFolders(seen)];
}

/** A file cannot be a folder of another one. */
function checkFolders(files: ReadonlyMap<string, string>): readonly Diagnostic[] {
  return [...files.values()].flatMap((path) =>
    foldersOf(path)
      .map((folder) => files.get(folder.normalize("NFC").toLowerCase()))
      .filter((other) => other !== undefined)
      .map((other) => diagnoseFile("GEN2003", path, { path, obstacle: `the file ${other}` })),
  );
}

/** The folders that a relative path leads through, the outermost first. */
export function foldersOf(path: string): readonly string[] {
  const segments = path.split("/");
  return segments.slice(1).map((_, index) => segments.slice(0, index + 1).join("/"));
}

function unsafe(path: string): string | undefined {
  if (/^(?:[/\\]|[A-Za-z]:)/u.test(path)) return "expected a path below the project folder, found an absolute one";
  if (byteLength(path) > PATH_LIMIT) return `the path is longer than ${PATH_LIMIT} bytes`;
  for (const segment of path.split("/")) {
    const reason = unsafeName(segment);
    if (reason !== undefined) return reason;
  }
  return undefined;
}

function unsafeName(name: string): string | undefined {
  if (name === "..") return "it is outside of the project folder";
  if (name === "" || name === ".") return "a name in the path is empty";
  if (/[\p{Cc}<>:"|?*\\]/u.test(name)) return "it holds a character that a file name cannot have";
  if (/[. ]$/u.test(name)) return "a name in the path ends with a dot or a space";
  if (/^(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\.|$)/iu.test(name))
    return `${name} is the name of a device on Windows`;
  if (byteLength(name) > NAME_LIMIT) return `a name in the path is longer than ${NAME_LIMIT} bytes`;
  return undefined;
}

function byteLength(text: string): number {
  return new TextEncoder().encode(text).length;
}
