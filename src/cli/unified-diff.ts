import { createTwoFilesPatch, FILE_HEADERS_ONLY, formatPatch } from "diff";

/** More changed lines than this are told as one change of the whole file: finding the least change takes their square. */
const editLimit = 2_000;

/** What makes one text of a file the other, as `git apply` and `patch -p1` take it. */
export function unifiedDiff(path: string, before: string, after: string): string {
  const name = path.replace(/^\.?\//u, "");
  const options = { context: 3, maxEditLength: editLimit, headerOptions: FILE_HEADERS_ONLY };
  return (
    createTwoFilesPatch(`a/${name}`, `b/${name}`, before, after, "", "", options) ?? wholeDiff(name, before, after)
  );
}

function wholeDiff(name: string, before: string, after: string): string {
  const removed = markedLines("-", before);
  const added = markedLines("+", after);
  const hunk = { oldStart: 1, oldLines: lineCount(before), newStart: 1, newLines: lineCount(after) };
  return formatPatch(
    {
      oldFileName: `a/${name}`,
      newFileName: `b/${name}`,
      oldHeader: "",
      newHeader: "",
      hunks: [{ ...hunk, lines: [...removed, ...added] }],
    },
    FILE_HEADERS_ONLY,
  );
}

function markedLines(mark: string, text: string): readonly string[] {
  const lines = text.split("\n").map((line) => mark + line);
  return text.endsWith("\n") ? lines.slice(0, -1) : [...lines, "\\ No newline at end of file"];
}

function lineCount(text: string): number {
  return text.split("\n").length - (text.endsWith("\n") ? 1 : 0);
}
