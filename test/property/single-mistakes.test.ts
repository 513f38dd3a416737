import { readFileSync } from "node:fs";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { lexApi } from "../../src/api/lex.ts";
import type { Diagnostic } from "../../src/diagnostics/diagnostic.ts";
import { renderDiagnostic } from "../../src/diagnostics/render.ts";
import { createMemoryHost } from "../../src/host/memory-host.ts";
import { loadApi } from "../../src/load/load-api.ts";
import { checkApi } from "../../src/model/check-api.ts";
import { SourceFile } from "../../src/text/source-file.ts";
import { runs } from "./runs.ts";

interface ApiCase {
  readonly name: string;
  readonly kind: string;
  readonly accept: boolean;
  readonly files: Readonly<Record<string, unknown>>;
}

type Files = Readonly<Record<string, string>>;

const casesFile = new URL("../conformance/api/cases.json", import.meta.url);
const cases: readonly ApiCase[] = JSON.parse(readFileSync(casesFile, "utf8"));

/** Contracts that goctl and we accept without a word. */
const sound = cases
  .filter(({ kind, accept }) => kind === "normal" && accept)
  .map(({ files }) => files)
  .filter((files): files is Files => Object.values(files).every((content) => typeof content === "string"))
  .filter((files) => problemsOf(files).length === 0)
  .map((files) => ({ files, tokens: tokensOf(files["main.api"] ?? "") }));

const others = [
  ..."{ } ( ) [ ] , : ; = - * . foo Bar type service import info syntax returns map interface{} int string 5".split(
    " ",
  ),
  ...'@handler @doc @server @jwt "x" `json:"x"` get post /x'.split(" "),
];

type Change = "leave out" | "double" | "replace" | "insert" | "swap";
const changes: readonly Change[] = ["leave out", "double", "replace", "insert", "swap"];

const mistakes = fc
  .record({
    contract: fc.nat(),
    token: fc.nat(),
    other: fc.constantFrom(...others),
    change: fc.constantFrom(...changes),
  })
  .map(({ contract, token, other, change }) => {
    const { files, tokens } = sound[contract % sound.length] ?? { files: {}, tokens: [] };
    const text = files["main.api"] ?? "";
    return { ...files, "main.api": changed(text, { tokens, index: token % tokens.length, change, other }) };
  });

describe("one token of a contract changed", () => {
  // Two problems are right now and then: a swapped pair of names can be two mistakes in meaning.
  it("is one problem at most, in 95 of 100 cases", () => {
    const samples = fc.sample(mistakes, { seed: 20_261_125, numRuns: runs(2_000) });
    const problems = samples.map(problemsOf);
    const several = problems.filter((found) => found.length > 1);
    const text = several
      .slice(0, 5)
      .map((found) => found.map(renderDiagnostic).join(""))
      .join("\n----\n");
    expect(several.length / samples.length, text).toBeLessThan(0.05);
    expect(problems.filter((found) => found.length === 1).length / samples.length).toBeGreaterThan(0.8);
    expect(problems.flat().filter(({ message }) => message.includes('expected ""'))).toEqual([]);
  });
});

interface Token {
  readonly start: number;
  readonly end: number;
}

interface MadeMistake {
  readonly tokens: readonly Token[];
  readonly index: number;
  readonly change: Change;
  readonly other: string;
}

function changed(text: string, { tokens, index, change, other }: MadeMistake): string {
  const token = tokens[index] ?? { start: 0, end: 0 };
  const before = text.slice(0, token.start);
  const image = text.slice(token.start, token.end);
  const behind = text.slice(token.end);
  switch (change) {
    case "leave out":
      return before + behind;
    case "double":
      return `${before}${image} ${image}${behind}`;
    case "replace":
      return before + other + behind;
    case "insert":
      return `${before}${other} ${image}${behind}`;
    case "swap": {
      const next = tokens[index + 1] ?? token;
      const between = text.slice(token.end, next.start);
      return before + text.slice(next.start, next.end) + between + image + text.slice(next.end);
    }
  }
}

function tokensOf(text: string): readonly Token[] {
  const { tokens } = lexApi(new SourceFile("main.api", text));
  return tokens.map(({ startOffset, image }) => ({ start: startOffset, end: startOffset + image.length }));
}

function problemsOf(files: Files): readonly Diagnostic[] {
  const { program, diagnostics } = loadApi("main.api", createMemoryHost(files));
  return [...diagnostics, ...checkApi(program).diagnostics];
}
