import { readFileSync } from "node:fs";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { lexApi } from "../../src/api/lex.ts";
import { parseApi } from "../../src/api/parse.ts";
import { SourceFile } from "../../src/text/source-file.ts";
import { runs } from "./runs.ts";

interface ApiCase {
  readonly accept: boolean;
  readonly files: Readonly<Record<string, unknown>>;
}

const casesFile = new URL("../conformance/api/cases.json", import.meta.url);
const cases: readonly ApiCase[] = JSON.parse(readFileSync(casesFile, "utf8"));
const contracts = cases
  .filter(({ accept }) => accept)
  .map(({ files }) => files["main.api"])
  .filter((text) => typeof text === "string")
  .filter((text) => messagesOf(text).length === 0);

const cutContract = fc
  .record({ contract: fc.constantFrom(...contracts), token: fc.nat(), end: fc.constantFrom("", "\n") })
  .map(({ contract, token, end }) => {
    const { tokens } = lexApi(new SourceFile("main.api", contract));
    const last = tokens[token % Math.max(1, tokens.length)];
    return last === undefined ? "" : contract.slice(0, last.startOffset + last.image.length) + end;
  });

describe("a contract that ends too early", () => {
  it("has one syntax problem at most, and that at its end", () => {
    fc.assert(
      fc.property(cutContract, (text) => {
        const messages = messagesOf(text);
        expect(messages.length).toBeLessThanOrEqual(1);
        for (const message of messages) expect(message).toMatch(/^expected .+, found the end of the file$/);
      }),
      { numRuns: runs(500) },
    );
  });

  it.each([
    ["type", 'expected a type name or "(", found the end of the file'],
    ["type A", "expected a type, found the end of the file"],
    ["info", 'expected "(", found the end of the file'],
    ["syntax", 'expected "=", found the end of the file'],
    ["@server", 'expected "(", found the end of the file'],
    ["@server(", 'expected a key or ")", found the end of the file'],
    ["service", "expected a service name, found the end of the file"],
    ["service a", 'expected "{", found the end of the file'],
    ["service user-api", 'expected "{", found the end of the file'],
    ["service a {\n@handler", "expected a handler name, found the end of the file"],
    ["service a {\nget /b returns", 'expected "(", found the end of the file'],
  ])("is told what is missing behind %s", (end, message) => {
    expect(messagesOf(end)).toEqual([message]);
    expect(messagesOf(`type A {\n}\n${end}`)).toEqual([message]);
  });
});

function messagesOf(text: string): readonly string[] {
  const { diagnostics } = parseApi(new SourceFile("main.api", text));
  return diagnostics.filter(({ code }) => code === "API1001").map(({ message }) => message);
}
