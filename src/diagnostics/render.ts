import type { Span } from "../text/span.ts";
import type { Diagnostic } from "./diagnostic.ts";

/** Longest part of a source line that a code frame shows; longer lines are cut around the place. */
const FRAME_WIDTH = 160;

/** The text of a diagnostic with its place, a code frame, related places and help, ending in a line break. */
export function renderDiagnostic(diagnostic: Diagnostic): string {
  const lines = [`${diagnostic.severity} ${diagnostic.code}: ${diagnostic.message}`];
  if (diagnostic.span !== undefined) lines.push(...codeFrame(diagnostic.span));
  for (const related of diagnostic.related) {
    lines.push(`note: ${related.message}`, ` --> ${place(related.span)}`);
  }
  if (diagnostic.help !== undefined) lines.push(`help: ${diagnostic.help}`);
  return `${lines.map(withoutControls).join("\n")}\n`;
}

function codeFrame(span: Span): string[] {
  const { line, column } = span.source.position(span.start);
  const gutter = " ".repeat(String(line).length);
  const text = expandTabs(span.source.lineText(line));
  const before = expandTabs(
    characters(span.source.lineText(line))
      .slice(0, column - 1)
      .join(""),
  );
  const marked = expandTabs(span.source.text.slice(span.start, span.end).split(/[\r\n]/u)[0] ?? "");
  const start = characters(before).length;
  const cut = Math.max(0, start - FRAME_WIDTH / 2);
  const shown = characters(text)
    .slice(cut, cut + FRAME_WIDTH)
    .join("");
  const carets = Math.max(1, Math.min(characters(marked).length, FRAME_WIDTH - (start - cut)));
  return [
    `${gutter}--> ${place(span)}`,
    `${gutter} |`,
    `${line} | ${shown}`.trimEnd(),
    `${gutter} | ${" ".repeat(start - cut)}${"^".repeat(carets)}`,
  ];
}

function place(span: Span): string {
  const { line, column } = span.source.position(span.start);
  return `${span.source.path}:${line}:${column}`;
}

function characters(text: string): string[] {
  return Array.from(text);
}

function expandTabs(text: string): string {
  return text.replaceAll("\t", "    ");
}

/** Control characters from a source text could move the cursor or recolour the terminal; they are shown as U+FFFD. */
function withoutControls(text: string): string {
  return text.replaceAll(/[\p{Cc}\u2028\u2029]/gu, "\uFFFD");
}
