import { describe, expect, it } from "vitest";
import { terminalPaint } from "../../src/cli/terminal-paint.ts";
import { diagnose } from "../../src/diagnostics/diagnose.ts";
import { paintedDiagnostic, renderDiagnostic } from "../../src/diagnostics/render.ts";
import { place } from "./place.ts";

/** The line and the mark under it, without what stands left of them. */
function frameOf(marked: string): readonly string[] {
  const span = place("a.api", marked);
  const lines = renderDiagnostic(diagnose("API1002", span, { characters: "x" })).split("\n");
  return lines.slice(3, 5).map((line) => line.slice(line.indexOf("|") + 2));
}

describe("the mark stands under its place", () => {
  it.each([
    ["behind a tab", "\t«get» /a", "    get /a", "    ^^^"],
    ["over a tab", "a«\tb»", "a    b", " ^^^^^"],
    ["behind East Asian characters", "用户 «x»", "用户 x", "     ^"],
    ["under East Asian characters", "«用户»", "用户", "^^^^"],
    ["behind an emoji of several code points", "👨‍👩‍👧 «x»", "👨‍👩‍👧 x", "   ^"],
    ["behind a combining accent", "e\u0301 «x»", "e\u0301 x", "  ^"],
    ["at the end of a line", "a«»\nb", "a", " ^"],
    ["in an empty text", "«»", "", "^"],
    ["behind a control character, which is not shown as it is", "\u001B[31m «x»", "\uFFFD[31m x", "      ^"],
    ["behind a change of writing direction, which is not shown as it is", "\u202Ea «x»", "\uFFFDa x", "   ^"],
  ])("%s", (_, marked, line, mark) => {
    expect(frameOf(marked)).toEqual([line, mark]);
  });

  it("on the first line of a place of several lines, and says that it goes on", () => {
    expect(frameOf("x\n a «{\n b\n}» c")).toEqual([" a {", "   ^..."]);
  });

  it("and does not go on for a line end alone", () => {
    expect(frameOf("a «b\r\n»c")).toEqual(["a b", "  ^"]);
  });
});

describe("a long line is cut around the place", () => {
  const long = "abcdefghi ".repeat(40);

  it.each([
    ["at the start", `«ab»${long}`, /^ab/u, /\.\.\.$/u],
    ["in the middle", `${long}«ab»${long}`, /^\.\.\./u, /\.\.\.$/u],
    ["at the end", `${long}«ab»`, /^\.\.\./u, /ab$/u],
    ["over all of it", `«${long}»`, /^abc/u, /\.\.\.$/u],
    ["among wide characters", `${"用户".repeat(80)}«ab»${"用户".repeat(80)}`, /^\.\.\./u, /\.\.\.$/u],
    ["in a megabyte", `${"a ".repeat(500_000)}«ab»${" a".repeat(500_000)}`, /^\.\.\./u, /\.\.\.$/u],
  ])("%s", (_, marked, start, end) => {
    const [line = "", mark = ""] = frameOf(marked);
    const wide = line.match(/[用户]/gu)?.length ?? 0;
    expect(line.length + wide).toBeLessThanOrEqual(120);
    expect(mark.length).toBeLessThanOrEqual(120);
    expect(line).toMatch(start);
    expect(line).toMatch(end);
    const shown = line.replaceAll(/[用户]/gu, "##").slice(mark.indexOf("^"), mark.lastIndexOf("^") + 1);
    expect(shown).toMatch(/^ab/u);
  });
});

describe("a related place", () => {
  const lines = ["type «A» {}", "", "", "", "", "", "", "type «B» {}"];
  const text = lines.join("\n");
  const first = place("a.api", text.replace("«B»", "B"));
  const far = place("a.api", text.replace("«A»", "A"));
  const near = place("a.api", "type A {}\n\ntype «B» {}");

  it("nearby is named", () => {
    expect(rendered(near)).toContain("note: first declared here\n --> a.api:3:6\n");
    expect(rendered(near)).toMatch(/a\.api:3:6\n$/u);
  });

  it("far off or in another file is shown", () => {
    const frame = "  |\n8 | type B {}\n  |      ^\n";
    expect(rendered(far)).toContain(`note: first declared here\n --> a.api:8:6\n${frame}`);
    expect(rendered(place("b.api", "«C»"))).toContain("note: first declared here\n --> b.api:1:1\n  |\n1 | C\n  | ^\n");
  });

  function rendered(span: typeof first): string {
    const related = [{ message: "first declared here", span }];
    return renderDiagnostic(diagnose("API2001", first, { name: "A" }, { related }));
  }
});

it("colours change nothing but the colour", () => {
  const related = [{ message: "first\u001Bdeclared", span: place("b.api", "«C»") }];
  const problem = diagnose("API2001", place("a.api", "\u001B[1m «A»"), { name: "A" }, { related, help: "rename it" });
  const painted = paintedDiagnostic(problem, terminalPaint);
  expect(painted).toContain("\u001B[1;31merror API2001\u001B[0m");
  const [plain = "", ...coloured] = painted.split("\u001B[");
  expect(plain + coloured.map((text) => text.replace(/^[\d;]*m/u, "")).join("")).toBe(renderDiagnostic(problem));
});

describe("a message that quotes much of a text", () => {
  const much = "x".repeat(2_000);

  it("is cut in the middle", () => {
    expect(diagnose("API1002", place("a.api", "«x»"), { characters: much }).message.length).toBeLessThanOrEqual(500);
  });

  it("is told whole where it says what to add by hand", () => {
    const values = { path: "a.ts", reason: "nothing fits", wanted: much };
    expect(diagnose("GEN2021", place("a.ts", "«x»"), values).message).toContain(much);
  });
});
