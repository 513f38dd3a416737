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

  constructor(path: string, text: string) {
    this.path = path;
    this.text = text;
  }

  get lineCount(): number {
    return this.#starts().length;
  }

  position(offset: number): Position {
    const starts = this.#starts();
    const line = lastAtOrBefore(starts, offset);
    const start = starts[line] ?? 0;
    return { line: line + 1, column: codePointCount(this.text.slice(start, offset)) + 1 };
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
}

function lineStarts(text: string): number[] {
  const starts = [0];
  for (const lineEnd of text.matchAll(/\r\n|\n|\r/gu)) {
    starts.push(lineEnd.index + lineEnd[0].length);
  }
  return starts;
}

function lastAtOrBefore(starts: readonly number[], offset: number): number {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}

function codePointCount(text: string): number {
  let count = 0;
  for (const _ of text) count++;
  return count;
}
