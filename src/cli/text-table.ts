/** Headings and rows as lines of even columns. A column without anything in it is left out. */
export function textTable(headings: readonly string[], rows: readonly (readonly string[])[]): readonly string[] {
  const used = headings.map((_, index) => index).filter((index) => rows.some((row) => row[index] !== ""));
  const cells = [headings, ...rows].map((row) => used.map((index) => row[index] ?? ""));
  const widths = used.map((_, index) => cells.reduce((widest, row) => Math.max(widest, row[index]?.length ?? 0), 0));
  return cells.map((row) =>
    row
      .map((cell, index) => cell.padEnd(widths[index] ?? 0))
      .join("  ")
      .trimEnd(),
  );
}
