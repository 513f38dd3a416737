import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { catalogue } from "../../src/diagnostics/catalogue.ts";
import { createMemoryHost } from "../../src/host/memory-host.ts";
import { loadApi } from "../../src/load/load-api.ts";
import { checkApi } from "../../src/model/check-api.ts";

const page = readFileSync(join(import.meta.dirname, "../../docs/language.md"), "utf8");
const examples = page
  .split("```api\n")
  .slice(1)
  .map((part) => part.slice(0, part.indexOf("```")));

describe("docs/language.md", () => {
  it.each(examples)("says of each line whether it has a problem: %#", (example) => {
    const lines = example.split("\n");
    const said = lines.flatMap((line, index) => codesIn(line).map((code) => `${index + 1} ${code}`));
    expect(problemsOf(example)).toEqual(said);
  });

  it("has examples", () => {
    expect(examples.length).toBeGreaterThan(5);
  });

  it("names only codes that exist", () => {
    const unknown = page.match(/\b(?:API|GEN)\d{4}\b/g)?.filter((code) => !Object.hasOwn(catalogue, code));
    expect(unknown).toEqual([]);
  });
});

function codesIn(line: string): readonly string[] {
  return /\/\/((?: API\d{4})+)$/.exec(line)?.[1]?.trim().split(" ") ?? [];
}

/** Of a text that has types only, those that it has together with a service. */
function problemsOf(example: string): readonly string[] {
  const ping = "service ping {\n@handler Ping\nget /ping\n}\n";
  const host = createMemoryHost({ "main.api": /^service/m.test(example) ? example : `${example}\n${ping}` });
  const { program, diagnostics } = loadApi("main.api", host);
  return [...diagnostics, ...checkApi(program).diagnostics].map(
    ({ code, span }) => `${span?.source.position(span.start).line ?? 0} ${code}`,
  );
}
