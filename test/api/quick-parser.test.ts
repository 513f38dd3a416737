import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { ApiParser } from "../../src/api/grammar.ts";
import { lexApi } from "../../src/api/lex.ts";
import { QuickParser } from "../../src/api/quick-parser.ts";
import { SourceFile } from "../../src/text/source-file.ts";

const cases: readonly { readonly files: Readonly<Record<string, unknown>> }[] = JSON.parse(
  readFileSync(new URL("../conformance/api/cases.json", import.meta.url), "utf8"),
);
const files = cases
  .flatMap(({ files: contents }) => Object.values(contents))
  .filter((content) => typeof content === "string")
  .map((text) => lexApi(new SourceFile("", text)))
  .filter(({ isBeyondLimits }) => !isBeyondLimits)
  .flatMap(({ tokens }) => [tokens, tokens.toSpliced(tokens.length >> 1, 1)]);

it("reads what has no mistake as the parser with chevrotain's analysis does, and nothing else", () => {
  const [quick, full] = [new QuickParser(), new ApiParser({ skipValidations: true })];
  let clean = 0;
  for (const tokens of files) {
    const { tree, stop } = full.read([...tokens]);
    const text = tokens.map(({ image }) => image).join(" ");
    expect(quick.readClean([...tokens]), text).toEqual(stop === undefined ? tree : undefined);
    if (stop === undefined) clean++;
  }
  expect(clean).toBeGreaterThan(300);
  expect(files.length - clean).toBeGreaterThan(300);
});
