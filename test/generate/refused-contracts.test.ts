import { describe, expect, it } from "vitest";

import { generateProject } from "../../src/generate/generate-project.ts";
import { projectDefaults } from "../../src/generate/project-defaults.ts";
import { createMemoryHost } from "../../src/host/memory-host.ts";

/** What is told of a contract that cannot be generated, by code and place; nothing is written. */
async function refusals(contract: string, ddl = ""): Promise<readonly string[]> {
  const host = createMemoryHost({ "user.api": contract, ...(ddl !== "" && { "user.sql": ddl }) });
  const before = host.files();
  const { diagnostics } = await generateProject({ ...projectDefaults, api: "user.api" }, host);
  const isRefused = diagnostics.some(({ severity }) => severity === "error");
  expect(isRefused ? host.files() : before).toEqual(before);
  return diagnostics.map(({ code, span, message }) => {
    const line = span?.source.position(span.start).line ?? 0;
    return `${line} ${code}: ${message}`;
  });
}

const route = "service user-api {\n@handler Get\npost /get (Req)\n}\n";

describe("a field name that means something else in JavaScript", () => {
  it.each(["json", "form", "path", "header"])("is refused where it is __proto__: %s", async (source) => {
    expect(
      await refusals(`type Req {\nA string \`${source}:"__proto__"\`\n}\n${route.replace("/get", "/:__proto__")}`),
    ).toContain("2 GEN1040: field A is called __proto__ on the wire, which no request can hold");
  });

  it.each([
    'A string `json:"constructor,optional"`',
    'A string `json:"toString,default=x"`',
    'A string `json:"valueOf,omitempty"`',
    'A map[string]int `json:"hasOwnProperty"`',
    'ToString string `json:"-"`',
    'S {\nA *int `json:"isPrototypeOf,optional"`\n} `json:"s"`',
  ])("is refused where the field may be absent: %s", async (field) => {
    const told = await refusals(`type Req {\n${field}\n}\n${route}`);
    expect(told).toHaveLength(1);
    expect(told[0]).toMatch(
      /^[23] GEN1041: field \w+ may be left out, but every object has a member \w+ in JavaScript$/u,
    );
  });

  it("is taken where the field is always there", async () => {
    expect(
      await refusals(`type Req {\nA string \`json:"constructor"\`\nB int \`json:"toString"\`\n}\n${route}`),
    ).toEqual([]);
  });
});
