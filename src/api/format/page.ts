import type { Row } from "./align-rows.ts";
import type { Gap } from "./layout.ts";

/** Collects the rows of the output from left to right and from top to bottom. */
export class Page {
  readonly #rows: Row[] = [];
  /** The row being written; undefined until something stands on it. */
  #row: { indent: number; cells: string[]; rest: string } | undefined;
  #indent = 0;
  #isBlankAbove = false;
  /** Whether nothing can stand behind what stands on the row, such as a `//` comment. */
  #isEnded = false;

  /** What is appended next stands on a new line. */
  startLine(indent: number, blankAbove: boolean): void {
    this.#endRow();
    this.#indent = indent;
    this.#isBlankAbove = blankAbove;
  }

  append(text: string): void {
    const row = this.#openRow();
    const [first = "", ...others] = text.split("\n");
    row.rest += first;
    // The further lines of a text are its own: nothing may be put before them.
    for (const line of others) {
      this.#endRow();
      this.#row = { indent: 0, cells: [], rest: line };
    }
    this.#isEnded = text.startsWith("//");
  }

  /** What is appended next goes on below, one level deeper. */
  endLine(): void {
    this.#isEnded = true;
  }

  /** A comment behind what stands on the line. */
  appendComment(text: string): void {
    this.appendGap({ kind: "spaces", count: 1 });
    this.append(text);
  }

  /** Puts spaces behind what stands on the line, or ends a column; after a `//` comment the line goes on below instead. */
  appendGap(gap: Extract<Gap, { kind: "spaces" | "column" }>): void {
    if (this.#isEnded) {
      this.#endRow();
      this.#row = { indent: this.#indent + 1, cells: [], rest: "" };
      return;
    }
    const row = this.#openRow();
    if (gap.kind === "spaces") {
      row.rest += " ".repeat(gap.count);
    } else {
      row.cells.push(row.rest + " ".repeat(gap.spaces - 1));
      row.rest = "";
    }
  }

  rows(): readonly Row[] {
    this.#endRow();
    return this.#rows;
  }

  #openRow(): { indent: number; cells: string[]; rest: string } {
    if (this.#row !== undefined) return this.#row;
    if (this.#isBlankAbove && this.#rows.length > 0) this.#rows.push({ indent: 0, cells: [], rest: "" });
    this.#row = { indent: this.#indent, cells: [], rest: "" };
    return this.#row;
  }

  #endRow(): void {
    if (this.#row !== undefined) this.#rows.push(this.#row);
    this.#row = undefined;
    this.#isEnded = false;
  }
}
