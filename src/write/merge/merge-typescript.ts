import { diagnose } from "../../diagnostics/diagnose.ts";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import type { SourceFile } from "../../text/source-file.ts";
import { spanOf } from "../../text/span.ts";
import { insertElement, linesOf } from "./insert-element.ts";
import type { Place } from "./insert-element.ts";
import { insertImports } from "./insert-imports.ts";
import { withInsertions } from "./insertion.ts";
import type { Insertion } from "./insertion.ts";
import type { Merge, MergeInput } from "./merge.ts";
import { openTypeScript } from "./open-typescript.ts";
import { outlineOf } from "./typescript-outline.ts";
import type { Block, Element, Outline } from "./typescript-outline.ts";

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
    return { text, diagnostics: [diagnose("GEN2022", span, { language: "TypeScript", problem: message })] };
  }

  const model = outlineOf(typescript, wanted);
  const { insertions, diagnostics } = additions(existing, model, source);
  if (diagnostics.length > 0 || insertions.length === 0) return { text, diagnostics };
  const merged = withInsertions(text, insertions, lineEnd);
  const again = outlineOf(typescript, merged);
  if (again.problem === undefined && lacks(again, model).length === 0) return { text: merged, diagnostics: [] };
  const told = lacks(existing, model).map((lack) =>
    notExact({ source, existing, model }, lack, "its layout is not understood"),
  );
  return { text, diagnostics: told };
}

function additions(
  existing: Outline,
  model: Outline,
  source: SourceFile,
): { readonly insertions: readonly Insertion[]; readonly diagnostics: readonly Diagnostic[] } {
  const insertions: Insertion[] = [];
  const diagnostics: Diagnostic[] = [];
  let code = "";
  for (const lack of lacks(existing, model)) {
    const added = insertLacking(existing, model, lack);
    if (typeof added === "string") diagnostics.push(notExact({ source, existing, model }, lack, added));
    else addTo(insertions, added);
    code += `${linesOf(model.text, lack.element).join("\n")}\n`;
  }
  if (diagnostics.length > 0) return { insertions, diagnostics };
  const imports = insertImports(existing, model, code);
  if (imports.kind === "possible") return { insertions: [...insertions, ...imports.insertions], diagnostics };
  const [first] = lacks(existing, model);
  if (first !== undefined) diagnostics.push(notExact({ source, existing, model }, first, imports.conflict));
  return { insertions, diagnostics };
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
    const isList = title.includes(", list of ");
    if (isList && !hasStatement(existing, title)) continue;
    const missing = wanted.elements.filter(
      ({ name }) =>
        name !== undefined &&
        name !== "constructor" &&
        !present.has(name) &&
        !(isList && mentions(existing.text, name)),
    );
    found.push(...missing.map((element) => ({ title, wanted, element })));
    if (wanted.kind === "members") found.push(...lackingStatements(title, existing, model, missing));
  }
  return found;
}

function hasStatement(existing: Outline, list: string): boolean {
  const [title = "", name = ""] = list.split(", list of ");
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
  if (block === undefined) return `there is no ${title}`;
  const code = model.text.slice(element.start, element.end);
  const unknown = wanted.parameters.find((name) => mentions(code, name) && !block.parameters.includes(name));
  if (unknown !== undefined) return `${title} has no parameter ${unknown}`;
  const place = placeFor(block, wanted, element, code);
  return (
    insertElement({ text: existing.text, block }, place, linesOf(model.text, element)) ??
    `${title} has its parts on one line`
  );
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
  const at = existing.blocks.get(lack.title)?.open ?? 0;
  const wanted = linesOf(model.text, lack.element)
    .map((line) => line.trim())
    .join(" ");
  return diagnose("GEN2021", spanOf(source, at, at), { path: source.path, wanted, reason });
}
