import { diagnose, diagnoseFile } from "../diagnostics/diagnose.ts";
import type { DiagnosticCode, DiagnosticParameters } from "../diagnostics/catalogue.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import type { VirtualFile } from "../emit/virtual-file.ts";
import type { Span } from "../text/span.ts";

/** Longest file name in bytes: what file systems take, less what a temporary file beside it adds to the name. */
const NAME_LIMIT = 230;

/** What Linux takes as a whole path, less room for the folder that the project is in. */
const PATH_LIMIT = 2048;

/** Checks that the plan's paths can be files of one folder on every usual file system. What follows from one name is told once. */
export function checkPaths(plan: readonly VirtualFile[]): readonly Diagnostic[] {
  const seen = new Map<string, VirtualFile>();
  const doubled: Diagnostic[] = [];
  for (const file of plan) {
    const folded = foldedPath(file.path);
    const other = seen.get(folded);
    if (other === undefined) seen.set(folded, file);
    else doubled.push(problem("GEN2002", file, { path: file.path, other: other.path }, other));
  }
  const unusable = plan.flatMap((file) => {
    const reason = unsafe(file.path);
    if (reason === undefined) return [];
    const isFolder = foldersOf(file.path)
      .slice(-1)
      .some((folder) => unsafe(folder) !== undefined);
    return [problem("GEN2001", isFolder ? ofFolder(file) : file, { path: file.path, reason })];
  });
  return [unusable, doubled, checkFolders(seen)].flatMap(onceForEachName);
}

/** A file cannot be a folder of another one. */
function checkFolders(files: ReadonlyMap<string, VirtualFile>): readonly Diagnostic[] {
  return [...files.values()].flatMap((file) =>
    foldersOf(file.path)
      .map((folder) => files.get(foldedPath(folder)))
      .filter((other) => other !== undefined)
      .map((other) =>
        problem("GEN2003", ofFolder(file), { path: file.path, obstacle: `the file ${other.path}` }, other),
      ),
  );
}

/** What is wrong with the folder is told at the name that it follows from. */
function ofFolder(file: VirtualFile): VirtualFile {
  return file.folderOrigin === undefined ? file : { ...file, origin: file.folderOrigin };
}

function foldedPath(path: string): string {
  return path.normalize("NFC").toLowerCase();
}

/** At the name that the file follows from, where there is one. */
function problem<Code extends DiagnosticCode>(
  code: Code,
  { path, origin }: VirtualFile,
  values: DiagnosticParameters<Code>,
  other?: VirtualFile,
): Diagnostic {
  if (origin === undefined) return diagnoseFile(code, path, values);
  const related =
    other?.origin === undefined ? [] : [{ message: "the other one follows from this", span: other.origin }];
  return diagnose(code, origin, values, { related });
}

/** The handler, the logic and the test of a route are named alike. */
function onceForEachName(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  const told = new Set<Span>();
  return diagnostics.filter(({ span }) => {
    if (span === undefined) return true;
    const isNew = !told.has(span);
    told.add(span);
    return isNew;
  });
}

/** The folders that a relative path leads through, the outermost first. */
export function foldersOf(path: string): readonly string[] {
  const segments = path.split("/");
  return segments.slice(1).map((_, index) => segments.slice(0, index + 1).join("/"));
}

function unsafe(path: string): string | undefined {
  if (/^(?:[/\\]|[A-Za-z]:)/u.test(path)) return "expected a path below the project folder, found an absolute one";
  if (isLonger(path, PATH_LIMIT)) return `the path is longer than ${PATH_LIMIT} bytes`;
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
  if (isLonger(name, NAME_LIMIT)) return `a name in the path is longer than ${NAME_LIMIT} bytes`;
  return undefined;
}

/** Whether a text takes more bytes than that in UTF-8, in which a unit of UTF-16 takes three at most. */
function isLonger(text: string, limit: number): boolean {
  return text.length * 3 > limit && new TextEncoder().encode(text).length > limit;
}
