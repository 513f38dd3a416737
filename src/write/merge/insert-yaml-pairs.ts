import { isMap, isNode, isScalar, isSeq } from "yaml";
import type { Pair, YAMLMap } from "yaml";
import type { Insertion } from "./insertion.ts";

/** Pairs of the wanted text, which is our own output: block style, two spaces a step. */
export interface WantedPairs {
  readonly wanted: string;
  readonly pairs: readonly Pair[];
}

const WANTED_STEP = 2;

/** Adds pairs at the end of a map, in its style. */
export function insertPairs(text: string, map: YAMLMap, added: WantedPairs): Insertion {
  const last = map.items.at(-1);
  const [start] = rangeOf(map);
  if (map.flow === true || last === undefined) return insertIntoFlow(text, map, added);
  const column = start - lineStartOf(text, start);
  return insertLines(text, { at: endOf(last), column }, blockText(added, column, stepOf(text)));
}

/** Adds pairs below a key that has no value yet, or to a document without any content. */
export function insertBelow(text: string, section: Pair | undefined, added: WantedPairs): Insertion {
  if (section === undefined)
    return insertLines(text, { at: text.length, column: 0 }, blockText(added, 0, stepOf(text)));
  const [start, end] = rangeOf(section.key);
  const column = start - lineStartOf(text, start);
  return insertLines(text, { at: end, column }, blockText(added, column + stepOf(text), stepOf(text)));
}

/** Pairs on one line, for people to read. */
export function oneLine(pairs: readonly Pair[]): string {
  return `{ ${pairs.map((pair) => `${keyText(pair)}: ${valueText(pair)}`).join(", ")} }`;
}

/** Where a node of a parsed text begins and where its value ends. */
export function rangeOf(node: unknown): readonly [start: number, end: number] {
  const range = isNode(node) ? node.range : undefined;
  return range === undefined || range === null ? [0, 0] : [range[0], range[1]];
}

/** Puts lines below the one that holds an offset, and below the deeper comments that follow it. */
function insertLines(text: string, place: { readonly at: number; readonly column: number }, lines: string): Insertion {
  const { at, column } = place;
  let start = at > 0 && text[at - 1] === "\n" ? at : nextLineStart(text, at);
  // A comment that is indented further belongs to the section above it, such as a setting that is commented out.
  for (let match = commentLine(text, start); match !== undefined && match > column; match = commentLine(text, start)) {
    start = nextLineStart(text, start);
  }
  const unended = start === text.length && text !== "" && !text.endsWith("\n");
  return { at: start, text: unended ? `\n${lines.slice(0, -1)}` : lines };
}

/** The indentation of a line that holds only a comment. */
function commentLine(text: string, start: number): number | undefined {
  const match = /^(?<indentation> *)#/u.exec(text.slice(start, nextLineStart(text, start)));
  return match?.groups?.["indentation"]?.length;
}

function insertIntoFlow(text: string, map: YAMLMap, { pairs }: WantedPairs): Insertion {
  const [first] = map.items;
  const last = map.items.at(-1);
  const quote = first !== undefined && isScalar(first.key) && first.key.type === "QUOTE_DOUBLE" ? '"' : "";
  const [start] = rangeOf(map);
  const lead = first === undefined ? "" : text.slice(start + 1, rangeOf(first.key)[0]).replaceAll("\r\n", "\n");
  const separator = lead.includes("\n") ? lead.slice(lead.lastIndexOf("\n")) : " ";
  const printed = pairs.map((pair) => `${quote}${keyText(pair)}${quote}: ${valueText(pair)}`);
  if (last === undefined) return { at: start + 1, text: printed.join(", ") };
  return { at: endOf(last), text: printed.map((pair) => `,${separator}${pair}`).join("") };
}

/** The wanted text's own lines for the pairs, with the comments above them, at another indentation. */
function blockText({ wanted, pairs }: WantedPairs, column: number, step: number): string {
  return pairs.map((pair) => sourceLines(wanted, pair, column, step)).join("");
}

function sourceLines(wanted: string, pair: Pair, column: number, step: number): string {
  const keyLine = lineStartOf(wanted, rangeOf(pair.key)[0]);
  const outer = rangeOf(pair.key)[0] - keyLine;
  const end = endOf(pair);
  const lines = wanted.slice(
    commentsAbove(wanted, keyLine),
    wanted[end - 1] === "\n" ? end - 1 : lineEndOf(wanted, end),
  );
  return lines
    .split("\n")
    .map((line) => {
      const content = line.trimStart();
      if (content === "") return "\n";
      const depth = Math.max(0, line.length - content.length - outer);
      return `${" ".repeat(column + Math.floor(depth / WANTED_STEP) * step + (depth % WANTED_STEP))}${content}\n`;
    })
    .join("");
}

function commentsAbove(text: string, lineStart: number): number {
  let start = lineStart;
  while (start > 0) {
    const previous = lineStartOf(text, start - 1);
    if (commentLine(text, previous) === undefined) break;
    start = previous;
  }
  return start;
}

/** The end of what is written for a pair, without the white space and comments that follow. */
function endOf(pair: Pair): number {
  return Math.max(rangeOf(pair.key)[1], valueEnd(pair.value));
}

function valueEnd(value: unknown): number {
  if (isMap(value) && value.flow !== true && value.items.length > 0) return Math.max(...value.items.map(endOf));
  if (isSeq(value) && value.flow !== true && value.items.length > 0) return Math.max(...value.items.map(valueEnd));
  return rangeOf(value)[1];
}

function keyText(pair: Pair): string {
  return isScalar(pair.key) ? String(pair.key.value) : "";
}

/** JSON is YAML in flow style. */
function valueText(pair: Pair): string {
  return JSON.stringify(isNode(pair.value) ? pair.value.toJSON() : pair.value);
}

/** The file's own step: that of its first indented line. */
function stepOf(text: string): number {
  return /^(?<indentation> +)[^\s#-]/mu.exec(text)?.groups?.["indentation"]?.length ?? WANTED_STEP;
}

function lineStartOf(text: string, offset: number): number {
  return offset === 0 ? 0 : text.lastIndexOf("\n", offset - 1) + 1;
}

function lineEndOf(text: string, offset: number): number {
  const end = text.indexOf("\n", offset);
  return end < 0 ? text.length : end;
}

function nextLineStart(text: string, offset: number): number {
  return Math.min(text.length, lineEndOf(text, offset) + 1);
}
