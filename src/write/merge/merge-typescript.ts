import { diagnose } from "../../diagnostics/diagnose.ts";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import type { SourceFile } from "../../text/source-file.ts";
import { spanOf } from "../../text/span.ts";
import { insertElement, linesOf } from "./insert-element.ts";
import type { Place } from "./insert-element.ts";
import { insertImports } from "./insert-imports.ts";
import { withInsertions } from "./insertion.ts";
import type { Insertion } from "./insertion.ts";
import { unmerged } from "./merge.ts";
import type { Merge, MergeInput } from "./merge.ts";
import { openTypeScript } from "./open-typescript.ts";
import { outlineOf } from "./typescript-outline.ts";
import type { Block, Element, Outline } from "./typescript-outline.ts";

/** What stands in the title of a list between the class and the member that it is the value of. */
const LIST = ", list of ";

/** An element of the wanted file that the existing one lacks, with the block it belongs to. */
interface Lack {
  readonly title: string;
  readonly wanted: Block;
  readonly element: Element;
}

/** Adds to a class or to the object of a schema the members that it lacks, with the imports that they need. */
export function mergeTypeScript({ source, wanted, lineEnd }: MergeInput): Merge {
  const { text } = source;
  const typescript = openTypeScript();
  const existing = outlineOf(typescript, text);
  if (existing.problem !== undefined) {
    const { start, length, message } = existing.problem;
    const span = spanOf(source, start, start + length);
    return unmerged(text, [diagnose("GEN2022", span, { language: "TypeScript", problem: message })]);
  }

  const model = outlineOf(typescript, wanted);
  const { insertions, placed, diagnostics } = additions(existing, model, source);
  if (insertions.length === 0) return unmerged(text, diagnostics);
  const merged = withInsertions(text, insertions, lineEnd);
  const again = outlineOf(typescript, merged);
  if (again.problem === undefined && lacks(again, model).length === diagnostics.length) {
    const names = placed.flatMap(({ element }) => element.name ?? []);
    return { text: merged, added: [...new Set(names)], diagnostics };
  }
  const told = lacks(existing, model).map((lack) =>
    notExact({ source, existing, model }, lack, "its layout is not understood"),
  );
  return unmerged(text, told);
}

interface Additions {
  readonly insertions: readonly Insertion[];
  readonly placed: readonly Lack[];
  readonly diagnostics: readonly Diagnostic[];
}

/** All that is lacking or nothing, but for lists: what is missing in one of them keeps nothing else from being right. */
function additions(existing: Outline, model: Outline, source: SourceFile): Additions {
  const insertions: Insertion[] = [];
  const placed: Lack[] = [];
  const unplaced: Lack[] = [];
  const diagnostics: Diagnostic[] = [];
  for (const lack of lacks(existing, model)) {
    const added = insertLacking(existing, model, lack);
    if (typeof added === "string") {
      unplaced.push(lack);
      diagnostics.push(notExact({ source, existing, model }, lack, added));
    } else {
      placed.push(lack);
      addTo(insertions, added);
    }
  }
  if (!unplaced.every(({ title }) => isList(title))) return { insertions: [], placed: [], diagnostics };
  const code = placed.map(({ element }) => `${linesOf(model.text, element).join("\n")}\n`).join("");
  const imports = insertImports(existing, model, code);
  if (imports.kind === "possible") {
    return { insertions: [...insertions, ...imports.insertions], placed, diagnostics };
  }
  const told = placed.slice(0, 1).map((lack) => notExact({ source, existing, model }, lack, imports.conflict));
  return { insertions: [], placed: [], diagnostics: [...diagnostics, ...told] };
}

function isList(title: string): boolean {
  return title.includes(LIST);
}

/** Several elements may need the same comma before them, or the same closing line behind them. */
function addTo(insertions: Insertion[], added: readonly Insertion[]): void {
  for (const insertion of added) {
    const same = insertions.findIndex(({ at, text }) => at === insertion.at && text === insertion.text);
    if (same >= 0 && insertion.text === ",") continue;
    if (same >= 0 && insertion.text.trim() === "") insertions.splice(same, 1);
    insertions.push(insertion);
  }
}

/** What is missing, in the order of the wanted file. A statement is missing only with the member that it is about. */
function lacks(existing: Outline, model: Outline): readonly Lack[] {
  const found: Lack[] = [];
  for (const [title, wanted] of model.blocks) {
    if (wanted.kind === "statements") continue;
    const present = namesIn(existing.blocks.get(title));
    // A list comes with the statement that it is in.
    const ofList = isList(title);
    if (ofList && !hasStatement(existing, title)) continue;
    const missing = wanted.elements.filter(
      ({ name }) =>
        name !== undefined &&
        name !== "constructor" &&
        !present.has(name) &&
        !(ofList && mentions(existing.text, name)),
    );
    found.push(...missing.map((element) => ({ title, wanted, element })));
    if (wanted.kind === "members") found.push(...lackingStatements(title, existing, model, missing));
  }
  return found;
}

function hasStatement(existing: Outline, list: string): boolean {
  const [title = "", name = ""] = list.split(LIST);
  return namesIn(existing.blocks.get(`${title}, constructor`)).has(name);
}

function lackingStatements(
  title: string,
  existing: Outline,
  model: Outline,
  members: readonly Element[],
): readonly Lack[] {
  const names = new Set(members.map(({ name }) => name));
  return [...model.blocks]
    .filter(
      ([method, { kind }]) =>
        kind === "statements" && method.startsWith(`${title}, `) && !names.has(method.slice(title.length + 2)),
    )
    .flatMap(([method, wanted]) =>
      wanted.elements
        .filter(({ name }) => names.has(name) && !namesIn(existing.blocks.get(method)).has(name ?? ""))
        .map((element) => ({ title: method, wanted, element })),
    );
}

function namesIn(block: Block | undefined): ReadonlySet<string> {
  const names = block?.elements.map(({ name }) => name).filter((name) => name !== undefined) ?? [];
  return new Set([...names, ...(block?.otherNames ?? [])]);
}

/** The insertions for an element, or the reason why there can be none. */
function insertLacking(
  existing: Outline,
  model: Outline,
  { title, wanted, element }: Lack,
): readonly Insertion[] | string {
  const block = existing.blocks.get(title);
  if (block === undefined) return isList(title) ? listIsElsewhere(title) : `there is no ${title}`;
  const code = model.text.slice(element.start, element.end);
  const unknown = wanted.parameters.find((name) => mentions(code, name) && !block.parameters.includes(name));
  if (unknown !== undefined) return `${title} has no parameter ${unknown}`;
  const place = placeFor(block, wanted, element, code);
  return (
    insertElement({ text: existing.text, block }, place, linesOf(model.text, element)) ??
    `${title} has its parts on one line`
  );
}

function listIsElsewhere(title: string): string {
  const [, member = ""] = title.split(LIST);
  return `the list that this.${member} is made with stands elsewhere`;
}

/** Behind the nearest of the elements that stand before it in the wanted file, and behind all that it uses. */
function placeFor(block: Block, wanted: Block, element: Element, code: string): Place {
  const index = wanted.elements.indexOf(element);
  const preceding = nearest(block, wanted.elements.slice(0, index).toReversed());
  const used = block.elements.findLast(
    ({ name }) => block.kind === "statements" && name !== undefined && mentions(code, `this.${name}`),
  );
  const behind = used !== undefined && used.end > (preceding?.end ?? 0) ? used : preceding;
  if (behind !== undefined) return { kind: "after", element: behind };
  const following = nearest(block, wanted.elements.slice(index + 1)) ?? undefined;
  if (following !== undefined) return { kind: "before", element: following };
  const last = block.elements.at(-1);
  return last === undefined ? { kind: "into-empty" } : { kind: "after", element: last };
}

function nearest(block: Block, candidates: readonly Element[]): Element | undefined {
  for (const { name } of candidates) {
    const found = block.elements.find((element) => element.name === name && name !== undefined);
    if (found !== undefined) return found;
  }
  return undefined;
}

function mentions(code: string, name: string): boolean {
  return new RegExp(`(?<![\\w$.])${name.replaceAll(/[$.]/gu, "\\$&")}(?![\\w$])`, "u").test(code);
}

interface Compared {
  readonly source: SourceFile;
  readonly existing: Outline;
  readonly model: Outline;
}

function notExact({ source, existing, model }: Compared, lack: Lack, reason: string): Diagnostic {
  const [holder = ""] = lack.title.split(LIST);
  const at = (existing.blocks.get(lack.title) ?? existing.blocks.get(`${holder}, constructor`))?.open ?? 0;
  const wanted = linesOf(model.text, lack.element)
    .map((line) => line.trim())
    .join(" ");
  return diagnose("GEN2021", spanOf(source, at, at), { path: source.path, wanted, reason });
}
