import { readFileSync } from "node:fs";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { formatApi } from "../../src/api/format/format-api.ts";
import { modernSpelling } from "../../src/api/format/modern-spelling.ts";
import { parseApi, parseApiTree } from "../../src/api/parse.ts";
import { SourceFile } from "../../src/text/source-file.ts";
import { runs } from "./runs.ts";
import { LINEAR_GROWTH, timeGrowth } from "./time-growth.ts";

const cases: readonly { readonly files: Readonly<Record<string, unknown>> }[] = JSON.parse(
  readFileSync(new URL("../conformance/api/cases.json", import.meta.url), "utf8"),
);
/** All contracts of the conformance cases that follow the grammar. */
const contracts = cases
  .map(({ files }) => files["main.api"])
  .filter((text) => typeof text === "string")
  .filter((text) => text.length < 2_000 && isFormattable(text));

const comments = ["// a", "//b  ", "/* c */", "/**/", "/* d\n   e */", "/** f\n * g\n */", "// é", "/* a */ // b"];
const separators = ["", " ", "\n", "\n\n", "\t ", "\n  \n"];

/** A comment with white space around it, in one of the places between two tokens. */
const insertion = fc.record({
  place: fc.nat(),
  before: fc.constantFrom(...separators),
  comment: fc.constantFrom(...comments),
  after: fc.constantFrom(...separators),
});

/** What is told of older dialects, but of a text without quotes: one with a comment in it cannot be quoted. */
const dialects = "API1016 API1017 API1019 API1020 API1021 API1022 API1023 API1025".split(" ");

/** A contract that is written as older versions of goctl took it. */
const oldContract = `info (
  title "users of the shop"
  desc: all of them, since 1.0
)

type LoginReq struct {
  Name string
  Device struct {
    Id [2]interface {}
  } \`json:"device"\`
};

@server (jwt: Auth)
service user-api {
  @doc ("sign in")
  @server (
    handler: Login
    group: a
  )
  POST /login (LoginReq);

  @handler Info
  @jwt Auth
  @doc "who"
  GET "/info" returns (LoginReq)

  @handler File
  get /file/*
}
`;

function withComments(text: fc.Arbitrary<string>): fc.Arbitrary<string> {
  return fc
    .tuple(text, fc.array(insertion, { maxLength: 8 }), fc.boolean(), fc.boolean())
    .map(([contract, insertions, isCrlf, hasMark]) => {
      const commented = insertions.reduce((result, { place, before, comment, after }) => {
        const offset = offsetBehindToken(result, place);
        const end = comment.includes("//") ? "\n" : "";
        return `${result.slice(0, offset)}${before || " "}${comment}${end}${after}${result.slice(offset)}`;
      }, contract);
      return `${hasMark ? "\uFEFF" : ""}${isCrlf ? commented.replaceAll(/\r?\n/gu, "\r\n") : commented}`;
    })
    .filter((commented) => isFormattable(commented)); // a comment may break a line that must not be broken
}

describe("a contract with comments in any places", () => {
  it("keeps its comments and words, means the same, and is laid out once and for all", () => {
    fc.assert(
      fc.property(withComments(fc.constantFrom(...contracts, oldContract)), (text) => {
        const formatted = format(text);
        expect(commentsOf(formatted)).toEqual(commentsOf(text));
        expect(wordsOf(formatted)).toBe(wordsOf(text));
        expect(meaningOf(formatted)).toEqual(meaningOf(text));
        expect(format(formatted)).toBe(formatted);
        expect(formatted).toMatch(/^$|[^\n]\n$/u);
        expect(formatted).not.toContain("\r");
      }),
      { numRuns: runs(2000) },
    );
  });

  it("is in every dialect that is brought up to date", () => {
    expect(dialectsOf(oldContract)).toEqual(dialects);
  });

  it("keeps its comments and means the same when it is brought up to date", () => {
    fc.assert(
      fc.property(withComments(fc.constant(oldContract)), (text) => {
        const fixed = format(modernSpelling(new SourceFile("main.api", text)));
        expect(commentsOf(fixed)).toEqual(commentsOf(text));
        expect(meaningOf(fixed)).toEqual(meaningOf(text));
        expect(dialectsOf(fixed)).toEqual([]);
      }),
      { numRuns: runs(200) },
    );
  });
});

describe("any text", () => {
  it("is formatted exactly if it follows the grammar, and without a throw", () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: "binary" }), damagedText()), (text) => {
        const { text: formatted, diagnostics } = formatApi(new SourceFile("main.api", text));
        expect(formatted === undefined).toBe(diagnostics.length > 0);
      }),
      { numRuns: runs(500) },
    );
  });

  it("is formatted in a time that grows with its length", () => {
    const growth = timeGrowth((count) => {
      const routes = Array.from({ length: count }, (_, index) => `@handler H${index} // c\nget /r${index} (A)\n`);
      format(`type A { X int\n Long string }\nservice a {\n${routes.join("")}}`);
    }, 1_250);
    expect(growth).toBeLessThan(LINEAR_GROWTH);
  });

  it.each([
    ["fields", (count: number) => `type A {\n${"  X int `json`\n".repeat(count)}}`],
    ["comments", (count: number) => `type A {\n${"// a\n".repeat(count)}}`],
    ["empty groups", (count: number) => "type ()\n".repeat(count)],
  ])("is formatted in a time that grows with its length: %s", (_, text) => {
    expect(timeGrowth((count) => void format(text(count)), 2_000)).toBeLessThan(LINEAR_GROWTH);
  });
});

function isFormattable(text: string): boolean {
  return formatApi(new SourceFile("main.api", text)).text !== undefined;
}

function dialectsOf(text: string): readonly string[] {
  const { diagnostics } = parseApi(new SourceFile("", text));
  return [...new Set(diagnostics.map(({ code }) => code))].filter((code) => dialects.includes(code)).toSorted();
}

function format(text: string): string {
  const { text: formatted } = formatApi(new SourceFile("main.api", text));
  if (formatted === undefined) throw new Error("the text does not follow the grammar");
  return formatted;
}

/** The end of one of the tokens, or the start of the text. */
function offsetBehindToken(text: string, place: number): number {
  const { tokens } = parseApiTree(new SourceFile("", text));
  const token = tokens[(place % (tokens.length + 1)) - 1];
  return token === undefined ? 0 : token.startOffset + token.image.length;
}

function damagedText(): fc.Arbitrary<string> {
  return fc
    .tuple(fc.constantFrom(...contracts), fc.nat(), fc.nat(8), fc.constantFrom("", "{", ")", '"', "`", "/", "@doc"))
    .map(([text, place, length, other]) => {
      const at = place % (text.length + 1);
      return text.slice(0, at) + other + text.slice(at + length);
    });
}

function commentsOf(text: string): readonly string[] {
  return parseApi(new SourceFile("", text)).file.comments.map((comment) => comment.text.replaceAll("\r\n", "\n"));
}

/** Everything but comments and white space, without `;` and the brackets in which nothing stands. */
function wordsOf(text: string): string {
  const { tokens } = parseApiTree(new SourceFile("", text));
  const joined = tokens.map(({ image }) => image.replaceAll(/\s/gu, "")).join("");
  const nothing = /(?:import|type|info|@server|@doc|returns)?\((?:(?:\w+:)?(?:""|``))*\)|@doc(?:""|``)|import""|;/gu;
  return joined.replaceAll(nothing, "");
}

/** The syntax without places and comments, and without what says nothing. */
function meaningOf(text: string): unknown {
  const { statements } = parseApi(new SourceFile("", text)).file;
  return JSON.parse(JSON.stringify(statements, meaningfulPart)).filter((statement: unknown) => statement !== null);
}

const withoutMeaning = new Set(["source", "span", "valueSpan", "documentation", "quoted"]);

function meaningfulPart(key: string, value: unknown): unknown {
  if (withoutMeaning.has(key)) return undefined;
  if (typeof value === "string") return value.replaceAll("\r\n", "\n");
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  return saysNothing(key, value) ? undefined : value;
}

function saysNothing(key: string, value: object): boolean {
  const { kind, paths, declarations, entries, text, type } = value as Record<string, unknown>;
  if (kind === "import") return isEmptyList(paths);
  if (kind === "type") return isEmptyList(declarations);
  if (kind === "info" || key === "server") return isEmptyList(entries);
  if (key === "doc") return (text ?? "") === "" && isEmptyList(entries);
  return (key === "request" || key === "response") && type === undefined;
}

/** A list of texts, or of entries, none of which holds anything. */
function isEmptyList(list: unknown): boolean {
  return (list as readonly { text?: string; value?: string; name?: unknown }[]).every(
    (one) => one.name === undefined && (one.text ?? one.value) === "",
  );
}
