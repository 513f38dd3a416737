import type { ApiFile, Literal } from "../api/ast.ts";
import { parseApi } from "../api/parse.ts";
import { diagnose } from "../diagnostics/diagnose.ts";
import { hasErrors } from "../diagnostics/diagnostic.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import type { Host } from "../host/host.ts";
import { SourceFile } from "../text/source-file.ts";
import { readFilledText } from "./read-text.ts";
import { directoryOf, importedPath, normalPath } from "./import-path.ts";

/** A contract with everything that it imports. */
export interface ApiProgram {
  /** Undefined if it could not be read. */
  readonly main: ApiFile | undefined;
  /** Each file once, an imported one before the one that imports it; the main file is the last. */
  readonly files: readonly ApiFile[];
  /** Whether every file was found and understood; if not, something missing may stand in what was left out. */
  readonly complete: boolean;
  /** Whether every type that some file declares is known, whatever else is wrong. */
  readonly knowsAllTypes: boolean;
  /**
   * The files that name what they need, all of which is known. A file without an import may count on what the one imports
   * that imports it, and so it is not among them.
   */
  readonly wholeFiles: ReadonlySet<SourceFile>;
}

export interface LoadedApi {
  readonly program: ApiProgram;
  /** Every path that some file of the program imports, found or not. */
  readonly imports: readonly string[];
  readonly diagnostics: readonly Diagnostic[];
}

/** Longest row of files that each import the next. */
const depthLimit = 100;

/** Reads the file at `path` and, relative to the file that each import stands in, all that it imports. */
export function loadApi(path: string, host: Host): LoadedApi {
  const loading: Loading = {
    host,
    open: [],
    loaded: new Map(),
    imports: [],
    files: [],
    wholeFiles: new Set(),
    problems: [],
    diagnostics: [],
  };
  const main = loadMain(path, loading);
  const { imports, files, wholeFiles } = loading;
  const diagnostics = [...loading.diagnostics, ...loading.problems];
  const complete = !hasErrors(diagnostics);
  const knowsAllTypes = !hasErrors(loading.problems) && files.every((file) => file.declaresAllTypes);
  return { program: { main, files, complete, knowsAllTypes, wholeFiles }, imports, diagnostics };
}

interface Loading {
  readonly host: Host;
  /** The imports that led to the current file, outermost first. */
  readonly open: { readonly path: string; readonly place: Literal | undefined }[];
  /** Whether all types of each file and of what it imports are known; of one that is still open it is not. */
  readonly loaded: Map<string, boolean>;
  readonly imports: string[];
  readonly files: ApiFile[];
  readonly wholeFiles: Set<SourceFile>;
  /** What keeps types from being known. */
  readonly problems: Diagnostic[];
  /** What else is wrong. */
  readonly diagnostics: Diagnostic[];
}

function loadMain(path: string, loading: Loading): ApiFile | undefined {
  const text = readFilledText(path, loading.host);
  if (typeof text === "string") return loadText(path, text, undefined, loading);
  loading.problems.push(text);
  return undefined;
}

function loadText(path: string, text: string, place: Literal | undefined, loading: Loading): ApiFile {
  const { file, diagnostics } = parseApi(new SourceFile(path, text));
  for (const diagnostic of diagnostics) loading.diagnostics.push(diagnostic);
  const own = normalPath(path);
  loading.loaded.set(own, false);
  loading.open.push({ path: own, place });
  const imported = loadImports(file, loading);
  loading.open.pop();
  const isWhole = file.declaresAllTypes && imported.every((other) => loading.loaded.get(other) === true);
  loading.loaded.set(own, isWhole);
  if (isWhole && imported.length > 0) loading.wholeFiles.add(file.source);
  loading.files.push(file);
  return file;
}

/** Gives the paths that the file imports, found or not. */
function loadImports(file: ApiFile, loading: Loading): readonly string[] {
  const directory = directoryOf(file.source.path);
  const seen = new Map<string, SeenImport>();
  const literals = file.statements.flatMap((statement) => (statement.kind === "import" ? statement.paths : []));
  for (const literal of literals) {
    const path = importedPath(directory, literal.text);
    const earlier = seen.get(path);
    if (earlier === undefined) seen.set(path, { literal, isUsable: loadImport(path, literal, loading) });
    else loading.diagnostics.push(...importedTwice(path, literal, earlier));
  }
  return [...seen.keys()];
}

interface SeenImport {
  readonly literal: Literal;
  readonly isUsable: boolean;
}

/** Of a file that cannot be used it is told once that it cannot. */
function importedTwice(path: string, literal: Literal, earlier: SeenImport): readonly Diagnostic[] {
  if (!earlier.isUsable) return [];
  const related = [{ message: "first imported here", span: earlier.literal.span }];
  return [diagnose("API4006", literal.span, { path }, { related, help: "leave this import out" })];
}

/** Gives whether the file can be used. */
function loadImport(path: string, literal: Literal, loading: Loading): boolean {
  if (!literal.text.endsWith(".api")) {
    loading.problems.push(diagnose("API4007", literal.span, { path: literal.text }));
    return false;
  }
  loading.imports.push(path);
  const circle = importCircle(path, literal, loading);
  if (circle !== undefined) {
    loading.diagnostics.push(circle); // all of its types are known
    return false;
  }
  const problem = readImport(path, literal, loading);
  if (problem !== undefined) loading.problems.push(problem);
  return problem === undefined;
}

/** The problem of a file that is being read already. */
function importCircle(path: string, literal: Literal, { open }: Loading): Diagnostic | undefined {
  const start = open.findIndex((one) => one.path === normalPath(path));
  if (start < 0) return undefined;
  const related = open
    .slice(start + 1)
    .flatMap((one) =>
      one.place === undefined ? [] : [{ message: `${one.path} is imported here`, span: one.place.span }],
    );
  return diagnose("API4005", literal.span, { path }, { related });
}

/** What keeps the file from being used, if anything does. */
function readImport(path: string, literal: Literal, loading: Loading): Diagnostic | undefined {
  if (loading.loaded.has(normalPath(path))) return undefined;
  if (loading.open.length > depthLimit) return diagnose("API1005", literal.span, { limit: depthLimit });
  const entry = loading.host.read(path);
  switch (entry.kind) {
    case "file":
      if (entry.text.trim() === "") return diagnose("API4004", literal.span, { path });
      loadText(path, entry.text, literal, loading);
      return undefined;
    case "directory":
      return diagnose("API4002", literal.span, { path });
    case "missing":
    case "link":
      return diagnose("API4001", literal.span, { path });
    case "unreadable":
      return diagnose("API4003", literal.span, { path, reason: entry.reason });
  }
}
