/** A text to put at an offset. A merge only ever inserts: every byte of the file stays. */
export interface Insertion {
  readonly at: number;
  /** Its lines end in LF; they get the file's line end when inserted. */
  readonly text: string;
}

/** Insertions at one offset keep their order. */
export function withInsertions(text: string, insertions: readonly Insertion[], lineEnd: string): string {
  let result = "";
  let done = 0;
  for (const { at, text: inserted } of insertions.toSorted((a, b) => a.at - b.at)) {
    result += text.slice(done, at) + inserted.replaceAll("\n", lineEnd);
    done = at;
  }
  return result + text.slice(done);
}
