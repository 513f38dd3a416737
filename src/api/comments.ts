import type { SourceFile } from "../text/source-file.ts";
import type { Comment } from "./ast.ts";

/**
 * The comment lines straight above a declaration. A blank line ends them: what stands above it is about the file or a
 * section, not about the declaration.
 */
export function linesAbove(source: SourceFile, comments: readonly Comment[], offset: number): readonly string[] {
  const above: Comment[] = [];
  let start = offset;
  for (let index = lastEndingBefore(comments, offset); index >= 0; index--) {
    const comment = comments[index];
    if (comment === undefined || !isGapWithoutBlankLine(source.text.slice(comment.span.end, start))) break;
    if (!startsItsLine(source.text, comment.span.start)) break;
    above.push(comment);
    start = comment.span.start;
  }
  return above.toReversed().flatMap(commentLines);
}

/** The comment behind a declaration on the same line. */
export function linesBehind(source: SourceFile, comments: readonly Comment[], offset: number): readonly string[] {
  const comment = comments[lastEndingBefore(comments, offset) + 1];
  if (comment === undefined || !/^[ \t]*$/.test(source.text.slice(offset, comment.span.start))) return [];
  return commentLines(comment);
}

function lastEndingBefore(comments: readonly Comment[], offset: number): number {
  let low = 0;
  let high = comments.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((comments[middle]?.span.end ?? 0) <= offset) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

function isGapWithoutBlankLine(gap: string): boolean {
  return gap.trim() === "" && (gap.match(/\r\n|\n|\r/g)?.length ?? 0) <= 1;
}

function startsItsLine(text: string, offset: number): boolean {
  for (let index = offset - 1; index >= 0; index--) {
    const character = text.charAt(index);
    if (character === "\n" || character === "\r") return true;
    if (character !== " " && character !== "\t") return false;
  }
  return true;
}

function commentLines(comment: Comment): readonly string[] {
  if (comment.text.startsWith("//")) return [comment.text.replace(/^\/+/, "").trim()];
  const lines = comment.text
    .slice(2, -2)
    .split(/\r\n|\n|\r/)
    .map((line) => line.replace(/^[ \t]*\**[ \t]?/, "").trimEnd());
  while (lines[0] === "") lines.shift();
  while (lines.at(-1) === "") lines.pop();
  return lines;
}
