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
  const loading: Loading = { host, open: [], loaded: new Set(), imports: [], files: [], problems: [], diagnostics: [] };
  const main = loadMain(path, loading);
  const { imports, files } = loading;
  const diagnostics = [...loading.diagnostics, ...loading.problems];
  const complete = !hasErrors(diagnostics);
  const knowsAllTypes = !hasErrors(loading.problems) && files.every((file) => file.declaresAllTypes);
  return { program: { main, files, complete, knowsAllTypes }, imports, diagnostics };
}

interface Loading {
  readonly host: Host;
  /** The imports that led to the current file, outermost first. */
  readonly open: { readonly path: string; readonly place: Literal | undefined }[];
  readonly loaded: Set<string>;
  readonly imports: string[];
  readonly files: ApiFile[];
  /** What is wrong with finding files. */
  readonly problems: Diagnostic[];
  /** What is wrong in the files. */
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
  loading.diagnostics.push(...diagnostics);
  loading.loaded.add(normalPath(path));
  loading.open.push({ path: normalPath(path), place });
  loadImports(file, loading);
  loading.open.pop();
  loading.files.push(file);
  return file;
}

function loadImports(file: ApiFile, loading: Loading): void {
  const directory = directoryOf(file.source.path);
  const seen = new Map<string, SeenImport>();
  const literals = file.statements.flatMap((statement) => (statement.kind === "import" ? statement.paths : []));
  for (const literal of literals) {
    const path = importedPath(directory, literal.text);
    const earlier = seen.get(path);
    if (earlier !== undefined) {
      loading.diagnostics.push(...importedTwice(path, literal, earlier));
      continue;
    }
    const problem = loadImport(path, literal, loading);
    if (problem !== undefined) loading.problems.push(problem);
    seen.set(path, { literal, isUsable: problem === undefined });
  }
}

interface SeenImport {
  readonly literal: Literal;
  readonly isUsable: boolean;
}

/** Of a file that cannot be used it is told once that it cannot. */
function importedTwice(path: string, literal: Literal, earlier: SeenImport): readonly Diagnostic[] {
  if (!earlier.isUsable) return [];
  const related = [{ message: "first imported here", span: earlier.literal.span }];
  return [diagnose("API4006", literal.span, { path }, { related })];
}

/** What keeps the file from being used, if anything does. */
function loadImport(path: string, literal: Literal, loading: Loading): Diagnostic | undefined {
  if (!literal.text.endsWith(".api")) return diagnose("API4007", literal.span, { path: literal.text });
  loading.imports.push(path);
  const cycleStart = loading.open.findIndex((open) => open.path === normalPath(path));
  if (cycleStart >= 0) {
    const related = loading.open
      .slice(cycleStart + 1)
      .flatMap((open) =>
        open.place === undefined ? [] : [{ message: `${open.path} is imported here`, span: open.place.span }],
      );
    return diagnose("API4005", literal.span, { path }, { related });
  }
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
