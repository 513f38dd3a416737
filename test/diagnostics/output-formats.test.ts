import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv } from "ajv";
import formatsPlugin from "ajv-formats";
import { describe, expect, it } from "vitest";
import { diagnose, diagnoseFile, diagnoseOption } from "../../src/diagnostics/diagnose.ts";
import type { Diagnostic } from "../../src/diagnostics/diagnostic.ts";
import { githubAnnotations } from "../../src/diagnostics/github-annotations.ts";
import { jsonDiagnostics } from "../../src/diagnostics/json-diagnostics.ts";
import { sarifLog } from "../../src/diagnostics/sarif-log.ts";
import { createNodeHost } from "../../src/host/node-host.ts";
import { validateApi } from "../../src/generate/validate-api.ts";
import { place } from "./place.ts";

const missing = diagnoseFile("GEN1001", "no such.api", { path: "no such.api" });
const wrongOption = diagnoseOption("GEN1010", { style: "x" });
const unknown = diagnose("API2002", place("a.api", "type A {\n  👍 «Strng» \n}"), { name: "Strng" }, { help: "so" });
const severalLines = diagnose("API1004", place("a.api", "x\n y «/* 👍\r\n not»"), { what: "comment" });
const twice = diagnose(
  "API2001",
  place("b/c.api", "type «A» {}"),
  { name: "A" },
  { related: [{ message: "first declared here", span: place("a.api", "\r\n\r\n type «A» {}") }] },
);

/** The problems of all fixtures, which have every code of contracts. */
const folder = join(import.meta.dirname, "api");
const fixtures = validateApi(
  {
    paths: readdirSync(folder)
      .filter((name) => !name.endsWith(".txt"))
      .map((name) => `${folder}/${name}`),
    workingDirectory: folder,
  },
  createNodeHost(),
).diagnostics;

describe("as JSON", () => {
  it("a place is counted from 1 in characters, and its end is exclusive", () => {
    expect(jsonDiagnostics([unknown])).toEqual([
      {
        code: "API2002",
        severity: "error",
        message: "type Strng is not declared",
        file: "a.api",
        line: 2,
        column: 5,
        endLine: 2,
        endColumn: 10,
        related: [],
        help: "so",
      },
    ]);
  });

  it("a place may end on a later line", () => {
    expect(jsonDiagnostics([severalLines])).toMatchObject([{ line: 2, column: 4, endLine: 3, endColumn: 5 }]);
  });

  it("what has no place has null for it", () => {
    const nowhere = { line: null, column: null, endLine: null, endColumn: null, related: [], help: null };
    expect(jsonDiagnostics([missing, wrongOption])).toMatchObject([
      { file: "no such.api", ...nowhere },
      { file: null, ...nowhere },
    ]);
  });

  it("related places are whole places", () => {
    const related = { message: "first declared here", file: "a.api", line: 3, column: 7, endLine: 3, endColumn: 8 };
    expect(jsonDiagnostics([twice])).toMatchObject([{ related: [related] }]);
  });
});

describe("as annotations for GitHub", () => {
  it("a place within a line has columns, one over several lines has none", () => {
    expect(githubAnnotations([unknown, severalLines])).toBe(
      "::error file=a.api,line=2,col=5,endLine=2,endColumn=10,title=API2002::type Strng is not declared%0Ahelp: so\n" +
        "::error file=a.api,line=2,endLine=3,title=API1004::comment is not closed\n",
    );
  });

  it("what would end a property or the command is escaped", () => {
    const odd = diagnoseFile("GEN1003", "50%,a:b\r\n.api", { path: "50%,a:b\r\n.api", reason: "x" });
    expect(githubAnnotations([odd])).toBe(
      "::error file=50%25%2Ca%3Ab%0D%0A.api,title=GEN1003::file 50%25,a:b%0D%0A.api cannot be read: x\n",
    );
  });

  it("related places are told in the text, and what has no file has none", () => {
    const [first, second] = githubAnnotations([twice, wrongOption]).split("\n");
    expect(first).toContain("::type A is declared twice%0Anote: first declared here: a.api:3:7");
    expect(second).toMatch(/^::error title=GEN1010::/u);
  });
});

describe("as SARIF", () => {
  const run = { version: "1.2.3", workingDirectory: "/home/me" };
  const ajv = new Ajv({ strict: false });
  formatsPlugin.default(ajv);
  const schema = readFileSync(join(import.meta.dirname, "sarif-schema-2.1.0.json"), "utf8");
  const validate = ajv.compile(JSON.parse(schema) as object);

  function problemsOf(log: object) {
    return validate(JSON.parse(JSON.stringify(log))) ? [] : validate.errors;
  }

  it("the log follows the schema of the standard, whatever the problem", () => {
    expect(new Set(fixtures.map(({ code }) => code)).size).toBeGreaterThan(60);
    const all: readonly Diagnostic[] = [missing, wrongOption, unknown, severalLines, twice, ...fixtures];
    expect(problemsOf(sarifLog(all, run))).toEqual([]);
    expect(problemsOf(sarifLog([], run))).toEqual([]);
  });

  it("the schema would find a mistake", () => {
    const log = JSON.stringify(sarifLog([unknown], run));
    expect(problemsOf(JSON.parse(log.replace('"level":"error"', '"level":"bad"')) as object)).not.toEqual([]);
    expect(problemsOf(JSON.parse(log.replace('"startLine":2', '"startLine":0')) as object)).not.toEqual([]);
  });

  it("columns count UTF-16 code units", () => {
    expect(regionsOf([unknown, severalLines])).toEqual([
      { startLine: 2, startColumn: 6, endLine: 2, endColumn: 11 },
      { startLine: 2, startColumn: 4, endLine: 3, endColumn: 5 },
    ]);
  });

  it("a column is not moved by any kind of line end", () => {
    const spans = ["«a»\r\n", "a\r«b»", "a\r\n«b»", "a«\r\n»b"].map((text) => place("a.api", text));
    expect(regionsOf(spans.map((span) => diagnose("API1002", span, { characters: "x" })))).toEqual([
      { startLine: 1, startColumn: 1, endLine: 1, endColumn: 2 },
      { startLine: 2, startColumn: 1, endLine: 2, endColumn: 2 },
      { startLine: 2, startColumn: 1, endLine: 2, endColumn: 2 },
      { startLine: 1, startColumn: 2, endLine: 2, endColumn: 1 },
    ]);
  });

  it.each([
    ["/home/me/api/user.api", "api/user.api"],
    ["./user.api", "user.api"],
    ["../user.api", "../user.api"],
    ["/home/meadow/user.api", "file:///home/meadow/user.api"],
    ["C:/me/user.api", "file:///C:/me/user.api"],
    ["a b/ü#?.api", "a%20b/%C3%BC%23%3F.api"],
    ["a:b.api", "a%3Ab.api"],
    ["\uD800.api", "%EF%BF%BD.api"],
  ])("%s is %s", (path, uri) => {
    const { locations } = resultsOf([diagnoseFile("GEN1001", path, { path })])[0] as never as {
      locations: readonly object[];
    };
    expect(locations).toEqual([{ physicalLocation: { artifactLocation: { uri } } }]);
  });

  it("a result points at its rule, which says what the catalogue says", () => {
    const [first] = sarifLog([twice, unknown, unknown], run).runs as never as readonly [Run];
    expect(first.tool.driver.rules.map(({ id }) => id)).toEqual(["API2001", "API2002"]);
    expect(first.results.map(({ ruleId, ruleIndex }) => [ruleId, ruleIndex])).toEqual([
      ["API2001", 0],
      ["API2002", 1],
      ["API2002", 1],
    ]);
    expect(first.tool.driver).toMatchObject({ name: "tsgoctl", version: "1.2.3" });
    expect(first.tool.driver.rules[0]).toMatchObject({
      shortDescription: { text: "type ‹name› is declared twice" },
      defaultConfiguration: { level: "error" },
    });
  });

  interface Run {
    readonly tool: { readonly driver: { readonly rules: readonly { readonly id: string }[] } };
    readonly results: readonly Result[];
  }

  interface Result {
    readonly ruleId: string;
    readonly ruleIndex: number;
    readonly locations: readonly { readonly physicalLocation: { readonly region: object } }[];
  }

  function resultsOf(diagnostics: readonly Diagnostic[]): readonly Result[] {
    return (sarifLog(diagnostics, run).runs as never as readonly [Run])[0].results;
  }

  function regionsOf(diagnostics: readonly Diagnostic[]): readonly unknown[] {
    return resultsOf(diagnostics).map(({ locations }) => locations[0]?.physicalLocation.region);
  }
});
