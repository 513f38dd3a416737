/** A text to put at an offset. */
export interface Insertion {
  readonly at: number;
  /** Its lines end in LF; they get the file's line end when inserted. */
  readonly text: string;
  /** Where the text goes on; absent where nothing is left out, which is everywhere but for a `type` that turns into a value. */
  readonly end?: number;
}

/** Insertions at one offset keep their order. Every byte outside of them stays. */
export function withInsertions(text: string, insertions: readonly Insertion[], lineEnd: string): string {
  let result = "";
  let done = 0;
  for (const { at, text: inserted, end = at } of insertions.toSorted((a, b) => a.at - b.at)) {
    result += text.slice(done, at) + inserted.replaceAll("\n", lineEnd);
    done = end;
  }
  return result + text.slice(done);
}
