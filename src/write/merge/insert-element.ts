import type { Insertion } from "./insertion.ts";
import type { Block, Element } from "./typescript-outline.ts";

/** Where an element goes: next to one that is there, or into a block that has none. */
export type Place =
  | { readonly kind: "after"; readonly element: Element }
  | { readonly kind: "before"; readonly element: Element }
  | { readonly kind: "into-empty" };

/** A file that gets an element, and the block in it. */
export interface Target {
  readonly text: string;
  readonly block: Block;
}

const WANTED_STEP = 2;

/** The insertions that put an element on lines of its own; undefined where that cannot be done without guessing. */
export function insertElement(
  target: Target,
  place: Place,
  lines: readonly string[],
): readonly Insertion[] | undefined {
  switch (place.kind) {
    case "after":
      return insertAfter(target, place.element, lines);
    case "before":
      return insertBefore(target, place.element, lines);
    case "into-empty":
      return insertIntoEmpty(target, lines);
  }
}

/** An element's lines as the generator prints them, without their indentation and without a comma. */
export function linesOf(wanted: string, element: Element): readonly string[] {
  const outer = element.start - lineStartOf(wanted, element.start);
  const [first = "", ...rest] = wanted.slice(element.start, element.end).split("\n");
  return [first, ...rest.map((line) => line.slice(Math.min(outer, line.length - line.trimStart().length)))];
}

/** Whether a line can be added below an offset: nothing but blanks and whole comments follow on its line. */
export function restOfLine(text: string, offset: number): string | undefined {
  const rest = /^.*/u.exec(text.slice(offset).replace(/\r?\n[\s\S]*$/u, ""))?.[0] ?? "";
  return /^[ \t]*(?:\/\*(?:(?!\*\/).)*\*\/[ \t]*)*(?:\/\/.*)?$/u.test(rest) ? rest : undefined;
}

function lineStartOf(text: string, offset: number): number {
  return offset === 0 ? 0 : text.lastIndexOf("\n", offset - 1) + 1;
}

function insertAfter(
  { text, block }: Target,
  element: Element,
  lines: readonly string[],
): readonly Insertion[] | undefined {
  const indentation = indentationBefore(text, element.start);
  const comma = block.kind === "properties" ? commaAfter(text, element.end) : undefined;
  const end = comma === undefined ? element.end : comma + 1;
  const rest = restOfLine(text, end);
  if (rest === undefined || indentation === undefined) {
    return block.kind === "properties" ? [{ at: element.end, text: `, ${lines.join(" ")}` }] : undefined;
  }
  const styled =
    block.kind === "properties" ? withComma(lines) : inStyleOf(text.slice(element.start, element.end), lines);
  const separator = block.kind === "properties" && comma === undefined ? [{ at: element.end, text: "," }] : [];
  return [...separator, { at: end + rest.length, text: `\n${indented(text, indentation, styled)}` }];
}

function insertBefore(
  { text, block }: Target,
  element: Element,
  lines: readonly string[],
): readonly Insertion[] | undefined {
  const indentation = indentationBefore(text, element.start);
  if (indentation === undefined) return undefined;
  const styled =
    block.kind === "properties" ? withComma(lines) : inStyleOf(text.slice(element.start, element.end), lines);
  return [{ at: lineStartOf(text, element.start), text: `${indented(text, indentation, styled)}\n` }];
}

function insertIntoEmpty({ text, block }: Target, lines: readonly string[]): readonly Insertion[] | undefined {
  const lineStart = lineStartOf(text, block.open);
  const outer = /^[ \t]*/u.exec(text.slice(lineStart))?.[0] ?? "";
  const added = `\n${indented(text, outer + stepOf(text), block.kind === "properties" ? withComma(lines) : lines)}`;
  const rest = restOfLine(text, block.open);
  if (rest !== undefined) return [{ at: block.open + rest.length, text: added }];
  if (text.slice(block.open, block.close).trim() !== "") return undefined;
  return [
    { at: block.open, text: added },
    { at: block.open, text: `\n${outer}` },
  ];
}

/** The white space before an offset if nothing else stands before it on its line. */
function indentationBefore(text: string, offset: number): string | undefined {
  const before = text.slice(lineStartOf(text, offset), offset);
  return before.trim() === "" ? before : undefined;
}

function commaAfter(text: string, offset: number): number | undefined {
  const match = /^\s*,/u.exec(text.slice(offset));
  return match === null ? undefined : offset + match[0].length - 1;
}

function withComma(lines: readonly string[]): readonly string[] {
  return lines.map((line, index) => (index === lines.length - 1 ? `${line},` : line));
}

/** Without a semicolon where the neighbour has none. */
function inStyleOf(neighbour: string, lines: readonly string[]): readonly string[] {
  if (/[;}]$/u.test(neighbour)) return lines;
  return lines.map((line) => line.replace(/;$/u, ""));
}

function indented(text: string, indentation: string, lines: readonly string[]): string {
  const step = stepOf(text);
  return lines
    .map((line) => {
      const content = line.trimStart();
      const depth = line.length - content.length;
      const inner = step.repeat(Math.floor(depth / WANTED_STEP)) + " ".repeat(depth % WANTED_STEP);
      return content === "" ? "" : indentation + inner + content;
    })
    .join("\n");
}

/** The file's own step of indentation: that of its first indented line. */
function stepOf(text: string): string {
  return /^(?<step>\t| +)[^\s*]/mu.exec(text)?.groups?.["step"] ?? " ".repeat(WANTED_STEP);
}
