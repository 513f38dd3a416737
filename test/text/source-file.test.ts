import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { SourceFile } from "../../src/text/source-file.ts";

describe("a place in a text", () => {
  const texts = fc
    .array(fc.constantFrom("a", "é", "中", "👍", "\t", "\r", "\n", "\r\n", "\uD83D", "\uDC4D"))
    .map((all) => all.join(""));

  it("is counted in lines of any line end and in characters, whichever place is asked for first", () => {
    fc.assert(
      fc.property(texts, fc.boolean(), (text, isBackwards) => {
        const source = new SourceFile("a.api", text);
        const offsets = Array.from({ length: text.length + 1 }, (_, offset) => offset);
        for (const offset of isBackwards ? offsets.toReversed() : offsets) {
          expect(source.position(offset)).toEqual(counted(text, offset));
        }
      }),
    );
  });

  it("behind the end is the end", () => {
    expect(new SourceFile("a.api", "a\nb").position(9)).toEqual({ line: 2, column: 2 });
  });

  it("is on the line that starts before it", () => {
    const source = new SourceFile("a.api", "a\r\nb\rc");
    expect([1, 2, 3].map((line) => source.lineStart(line))).toEqual([0, 3, 5]);
  });
});

/** The same, from the beginning and character by character. */
function counted(text: string, offset: number) {
  const starts = [0, ...Array.from(text.matchAll(/\r\n|\n|\r/g), ({ 0: end, index }) => index + end.length)];
  const start = starts.filter((one) => one <= offset).at(-1) ?? 0;
  return { line: starts.indexOf(start) + 1, column: Array.from(text.slice(start, offset)).length + 1 };
}
