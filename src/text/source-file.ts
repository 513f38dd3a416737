/** A place as people count it: line and column from 1, the column in characters (code points), a tab being one. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** A text with a name, which finds lines and columns for offsets. Lines end at LF, CRLF or a lone CR. */
export class SourceFile {
  /** The path as the user wrote it or as it follows from an import; it is what diagnostics show. */
  readonly path: string;
  readonly text: string;
  #lineStarts: readonly number[] | undefined;
  #pairs: readonly number[] | undefined;

  constructor(path: string, text: string) {
    this.path = path;
    this.text = text;
  }

  get lineCount(): number {
    return this.#starts().length;
  }

  position(offset: number): Position {
    const end = Math.min(offset, this.text.length);
    const line = Math.max(1, countAtOrBefore(this.#starts(), end));
    const start = this.lineStart(line);
    return { line, column: end - start - (this.#pairsBefore(end) - this.#pairsBefore(start)) + 1 };
  }

  /** The offset at which a line (counted from 1) starts. */
  lineStart(line: number): number {
    return this.#starts()[line - 1] ?? this.text.length;
  }

  /** The text of a line (counted from 1) without its line end. */
  lineText(line: number): string {
    const starts = this.#starts();
    const start = starts[line - 1] ?? this.text.length;
    const end = starts[line] ?? this.text.length;
    return this.text.slice(start, end).replace(/[\r\n]+$/u, "");
  }

  #starts(): readonly number[] {
    this.#lineStarts ??= lineStarts(this.text);
    return this.#lineStarts;
  }

  /** How many characters of two code units end before an offset: to count them anew for each place is too slow on a long line. */
  #pairsBefore(offset: number): number {
    this.#pairs ??= Array.from(this.text.matchAll(/[\u{10000}-\u{10FFFF}]/gu), ({ index }) => index + 1);
    return countAtOrBefore(this.#pairs, offset - 1);
  }
}

function lineStarts(text: string): number[] {
  const starts = [0];
  for (const lineEnd of text.matchAll(/\r\n|\n|\r/gu)) {
    starts.push(lineEnd.index + lineEnd[0].length);
  }
  return starts;
}

/** How many of the sorted offsets are not behind the given one. */
function countAtOrBefore(offsets: readonly number[], offset: number): number {
  let low = 0;
  let high = offsets.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((offsets[middle] ?? 0) <= offset) low = middle + 1;
    else high = middle;
  }
  return low;
}
