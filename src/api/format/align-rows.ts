/** A line of the output: what stands in columns, and what stands behind them. */
export interface Row {
  /** In tabs. */
  readonly indent: number;
  /** Each is as wide as the widest of its column. */
  readonly cells: readonly string[];
  readonly rest: string;
}

/**
 * Makes a text of rows. A column goes on as long as neighbouring rows of one indent have a cell in it, and its cells end
 * with at least one space.
 */
export function alignRows(rows: readonly Row[]): string {
  const widths: number[][] = rows.map(() => []);
  const columns = rows.reduce((count, { cells }) => Math.max(count, cells.length), 0);
  for (let column = 0; column < columns; column++) {
    for (let start = 0; start < rows.length;) {
      const end = endOfSection(rows, start, column);
      const section = rows.slice(start, end);
      const width = section.reduce((widest, { cells }) => Math.max(widest, widthOf(cells[column] ?? "")), 0);
      for (let index = start; index < end; index++) widths[index]?.push(width + 1);
      start = Math.max(end, start + 1);
    }
  }
  return rows.map((row, index) => `${rowText(row, widths[index] ?? [])}\n`).join("");
}

/** The first row from `start` on that has no cell in the column; `start` itself if it has none. */
function endOfSection(rows: readonly Row[], start: number, column: number): number {
  let end = start;
  while (isInColumn(rows[end], column) && rows[end]?.indent === rows[start]?.indent) end++;
  return end;
}

function isInColumn(row: Row | undefined, column: number): boolean {
  return row !== undefined && row.cells.length > column;
}

function rowText({ indent, cells, rest }: Row, widths: readonly number[]): string {
  const padded = cells.map((cell, column) => cell + " ".repeat((widths[column] ?? 0) - widthOf(cell)));
  return "\t".repeat(indent) + padded.join("") + rest;
}

/** In characters: a combining or a wide one counts as one, as goctl has it. */
function widthOf(text: string): number {
  let width = 0;
  for (const _ of text) width++;
  return width;
}
