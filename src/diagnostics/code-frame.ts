import displayWidth from "fast-string-width";
import type { Span } from "../text/span.ts";
import type { Paint, PaintedPart } from "./paint.ts";
import { printable } from "./printable.ts";

/** Longest part of a source line that a frame shows, in columns; a longer line is cut around the place. */
const FRAME_WIDTH = 120;

/** No more of a line than this, in code units, can come into a frame; lines of a megabyte exist. */
const WINDOW = FRAME_WIDTH * 8;

/** Stands where a line is cut, and behind the mark of a place that goes on below. */
const ELLIPSIS = "...";

/** The line of a place with a mark under it, and what line of which file that is. */
export function codeFrame(span: Span, marked: PaintedPart, paint: Paint): readonly string[] {
  const number = String(span.source.position(span.start).line);
  const gutter = " ".repeat(number.length);
  const line = fitted(lineAround(span));
  const indent = " ".repeat(displayWidth(line.before));
  const mark = "^".repeat(Math.max(1, displayWidth(line.marked)));
  return [
    placeLine(span, paint),
    paint("frame", `${gutter} |`),
    `${paint("frame", `${number} |`)} ${line.before}${line.marked}${line.after}`.trimEnd(),
    `${paint("frame", `${gutter} |`)} ${indent}${paint(marked, `${mark}${line.goesOn ? ELLIPSIS : ""}`)}`,
  ];
}

/** ` --> user.api:6:2`, the arrow under the frame's own line numbers. */
export function placeLine({ source, start }: Span, paint: Paint): string {
  const { line, column } = source.position(start);
  return `${" ".repeat(String(line).length)}${paint("frame", "-->")} ${printable(source.path)}:${line}:${column}`;
}

/** A line of a source text, taken apart around a place. */
interface MarkedLine {
  readonly before: string;
  readonly marked: string;
  readonly after: string;
  /** Whether the place ends on a later line. */
  readonly goesOn: boolean;
}

function lineAround({ source: { text }, start, end }: Span): MarkedLine {
  const before = text.slice(Math.max(0, start - WINDOW), start).replace(/^.*[\r\n]/su, "");
  const rest = firstLine(text.slice(start, start + WINDOW));
  const marked = rest.slice(0, end - start);
  return {
    before: shown(before),
    marked: shown(marked),
    after: shown(rest.slice(marked.length)),
    goesOn: /[\r\n]+[^\r\n]/u.test(text.slice(start + rest.length, end)),
  };
}

function firstLine(text: string): string {
  return text.split(/[\r\n]/u, 1)[0] ?? "";
}

function shown(text: string): string {
  return printable(text.replaceAll("\t", "    "));
}

/** The line cut to the width of a frame, so that the mark and what is next to it stay. */
function fitted(line: MarkedLine): MarkedLine {
  if (displayWidth(`${line.before}${line.marked}${line.after}`) <= FRAME_WIDTH) return line;
  const half = FRAME_WIDTH / 2;
  const marked = beginning(line.marked, half);
  const after = marked === line.marked ? line.after : "";
  const before = ending(line.before, half - Math.min(displayWidth(marked), half / 2));
  return { ...line, before, marked, after: beginning(after, FRAME_WIDTH - displayWidth(`${before}${marked}`)) };
}

function beginning(text: string, width: number): string {
  if (displayWidth(text) <= width) return text;
  return `${widest(characters(text), width - ELLIPSIS.length).join("")}${ELLIPSIS}`;
}

function ending(text: string, width: number): string {
  if (displayWidth(text) <= width) return text;
  return `${ELLIPSIS}${widest(characters(text).toReversed(), width - ELLIPSIS.length)
    .toReversed()
    .join("")}`;
}

/** As many of the characters as have room. */
function widest(all: readonly string[], width: number): readonly string[] {
  let used = 0;
  const count = all.findIndex((character) => (used += displayWidth(character)) > width);
  return count < 0 ? all : all.slice(0, count);
}

function characters(text: string): readonly string[] {
  return Array.from(text);
}
