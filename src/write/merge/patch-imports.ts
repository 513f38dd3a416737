import { relativeImport } from "../../text/relative-import.ts";
import type { PlannedExports } from "../planned-exports.ts";
import type { Bindings, Bound } from "./bindings.ts";
import { restOfLine } from "./insert-element.ts";
import { insertImports } from "./insert-imports.ts";
import type { Insertion } from "./insertion.ts";
import { mentionsOf } from "./mentions.ts";
import type { ts, TypeScript } from "./open-typescript.ts";
import { outlineOf } from "./typescript-outline.ts";
import type { Outline } from "./typescript-outline.ts";

export interface ImportPatch {
  readonly edits: readonly Insertion[];
  /** The names that are imported from another file from now on. */
  readonly moved: readonly string[];
  /** Names that no generated file exports any more, but that are used, each with the place. */
  readonly dangling: readonly { readonly bound: Bound; readonly place: ts.Node }[];
  readonly obstacle: string | undefined;
}

/** What the imports of a file are held against. */
export interface ImportContext {
  readonly typescript: TypeScript;
  readonly file: ts.SourceFile;
  readonly path: string;
  readonly bindings: Bindings;
  readonly wanted: string;
  readonly exports: PlannedExports;
}

/**
 * Imports what a patched signature needs, and follows generated types into the files that they stand in now. A name that is gone
 * gives its place to one that is needed, or goes, if nothing uses it; otherwise it stays, to be told.
 */
export function patchImports(
  context: ImportContext,
  edits: readonly Insertion[],
  needed: ReadonlySet<string>,
): ImportPatch {
  const gone = [...context.bindings.generated.values()].filter(({ isGone }) => isGone);
  const homeOf = ({ name }: Bound): string | undefined => context.exports.homeOf(name);
  const moved = gone.filter((bound) => bound.isType && homeOf(bound) !== undefined);
  const lost = gone.filter((bound) => !moved.includes(bound));
  const unused = lost.filter((bound) => bound.isType && usesOf(context, bound, edits).length === 0);
  const dangling = lost.filter((bound) => !unused.includes(bound));

  const replaced = replacements(context, unused, needed);
  const led = redirections(context, moved);
  const dropped = [...replaced.left, ...led.left];
  const names = [...replaced.needed, ...led.left.map(({ local }) => local)];
  const extra = led.left.map((bound) => importText(context.path, bound, homeOf(bound) ?? ""));
  const removed = removals(context, dropped);
  const added = additions(context, dropped, extra, names);
  const isExact = added !== undefined && removed !== undefined;
  return {
    // What is put at an offset comes before what is taken out from there on.
    edits: isExact ? [...replaced.edits, ...led.edits, ...added, ...removed] : [],
    moved: moved.map(({ name }) => name),
    dangling: dangling.map((bound) => ({ bound, place: usesOf(context, bound, edits)[0] ?? bound.specifier })),
    obstacle: isExact ? undefined : "its imports cannot be changed without touching others",
  };
}

/** Names that are needed, in the places of names that are not. */
function replacements(context: ImportContext, unused: readonly Bound[], needed: ReadonlySet<string>) {
  const edits: Insertion[] = [];
  const left: Bound[] = [];
  const rest = new Set(needed);
  for (const bound of unused) {
    const name = [...rest].find((candidate) => context.exports.of(bound.path)?.has(candidate) === true);
    if (name === undefined) left.push(bound);
    else edits.push(inPlace(bound, name));
    if (name !== undefined) rest.delete(name);
  }
  return { edits, left, needed: rest };
}

/** Imports whose names have all moved to one file name that file; the others have to be taken apart. */
function redirections(context: ImportContext, moved: readonly Bound[]) {
  const edits: Insertion[] = [];
  const left: Bound[] = [];
  for (const statement of new Set(moved.map((bound) => bound.statement))) {
    const own = moved.filter((bound) => bound.statement === statement);
    const [target = "", ...others] = new Set(own.map(({ name }) => context.exports.homeOf(name) ?? ""));
    const isWhole = others.length === 0 && own.length === namesIn(context.typescript, statement);
    if (isWhole) edits.push(asModule(context, statement, target));
    else left.push(...own);
  }
  return { edits, left };
}

function importText(path: string, { local, name }: Bound, home: string): string {
  const written = local === name ? name : `${name} as ${local}`;
  return `import type { ${written} } from "${relativeImport(path, home)}";`;
}

/** Where a name is used, but for its import and what is replaced. */
function usesOf(
  { typescript, file }: ImportContext,
  { local }: Bound,
  edits: readonly Insertion[],
): readonly ts.Node[] {
  const isReplaced = (node: ts.Node): boolean =>
    edits.some(({ at, end = at }) => at <= node.getStart() && node.end <= end);
  return file.statements
    .filter((statement) => !typescript.isImportDeclaration(statement))
    .flatMap((statement) => mentionsOf(typescript, statement, new Set([local])))
    .filter((node) => !isReplaced(node));
}

function inPlace({ specifier }: Bound, name: string): Insertion {
  const text = specifier.isTypeOnly ? `type ${name}` : name;
  return { at: specifier.getStart(), end: specifier.end, text };
}

function namesIn(typescript: TypeScript, { importClause }: ts.ImportDeclaration): number {
  const bindings = importClause?.namedBindings;
  const named = bindings !== undefined && typescript.isNamedImports(bindings) ? bindings.elements.length : 0;
  return named + (importClause?.name === undefined ? 0 : 1);
}

function asModule(context: ImportContext, { moduleSpecifier }: ts.ImportDeclaration, target: string): Insertion {
  const text = relativeImport(context.path, target);
  return { at: moduleSpecifier.getStart() + 1, end: moduleSpecifier.end - 1, text };
}

/** Takes names out of their imports, and imports that are left without a name out of the file; undefined if more would go. */
function removals(context: ImportContext, dropped: readonly Bound[]): readonly Insertion[] | undefined {
  const ranges: (Insertion | undefined)[] = [];
  for (const statement of new Set(dropped.map((bound) => bound.statement))) {
    const gone = new Set(dropped.filter((bound) => bound.statement === statement).map(({ specifier }) => specifier));
    if (gone.size === namesIn(context.typescript, statement)) ranges.push(wholeLine(context.file.text, statement));
    else ranges.push(...namesOut(context, [...gone][0]?.parent, gone));
  }
  const { text } = context.file;
  const isHarmless = (range: Insertion | undefined): range is Insertion =>
    range !== undefined && !/\/[/*]/u.test(text.slice(range.at, range.end).replaceAll(/["'][^"']*["']/gu, ""));
  const harmless = ranges.filter(isHarmless);
  return harmless.length === ranges.length ? harmless : undefined;
}

function wholeLine(text: string, statement: ts.ImportDeclaration): Insertion | undefined {
  const at = statement.getStart();
  const rest = restOfLine(text, statement.end);
  const startsLine = at === 0 || text[at - 1] === "\n";
  if (!startsLine || rest === undefined || rest.trim() !== "") return undefined;
  const lineEnd = /^\r?\n/u.exec(text.slice(statement.end + rest.length))?.[0] ?? "";
  return { at, end: statement.end + rest.length + lineEnd.length, text: "" };
}

/** Each with the comma behind it; the last ones with the comma before them. */
function namesOut(
  { typescript }: ImportContext,
  list: ts.Node | undefined,
  gone: ReadonlySet<ts.ImportSpecifier>,
): readonly (Insertion | undefined)[] {
  if (list === undefined || !typescript.isNamedImports(list)) return [undefined];
  const { elements } = list;
  const lastKept = elements.findLastIndex((element) => !gone.has(element));
  const kept = elements[lastKept];
  const last = elements.at(-1);
  const inside = elements
    .filter((element, index) => gone.has(element) && index < lastKept)
    .map((element) => ({
      at: element.getStart(),
      end: elements[elements.indexOf(element) + 1]?.getStart() ?? 0,
      text: "",
    }));
  const behind =
    kept !== undefined && last !== undefined && last !== kept ? [{ at: kept.end, end: last.end, text: "" }] : [];
  return [...inside, ...behind];
}

function additions(
  { typescript, file, wanted }: ImportContext,
  dropped: readonly Bound[],
  extra: readonly string[],
  names: readonly string[],
): readonly Insertion[] | undefined {
  const gone = new Set(dropped.map(({ local }) => local));
  const existing = outlineOf(typescript, file.text);
  const model = outlineOf(typescript, [wanted, ...extra].join("\n"));
  const added = insertImports(without(existing, gone), model, names.join(" "));
  return added.kind === "possible" ? added.insertions : undefined;
}

function without(outline: Outline, names: ReadonlySet<string>): Outline {
  const imports = outline.imports.map((it) => ({ ...it, names: it.names.filter(({ name }) => !names.has(name)) }));
  return { ...outline, imports };
}
