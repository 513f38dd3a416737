import { describe, expect, it } from "vitest";
import { codeList } from "../../src/diagnostics/code-list.ts";
import { explainCode } from "../../src/diagnostics/explain-code.ts";
import { generateProject } from "../../src/generate/generate-project.ts";
import { projectDefaults } from "../../src/generate/project-defaults.ts";
import { createMemoryHost } from "../../src/host/memory-host.ts";
import { loadApi } from "../../src/load/load-api.ts";
import { loadTables } from "../../src/load/load-tables.ts";
import { checkApi } from "../../src/model/check-api.ts";
import { checkTables } from "../../src/model/check-tables.ts";
import { openWorkshop } from "../cli/workshop.ts";

const examples = codeList.flatMap((code) => {
  const { example } = explainCode(code);
  return example === undefined ? [] : [{ code, ...example }];
});

/** What these are about stands in no text of a few lines: invisible signs, great length, the state of the disk or of a database, names yet to come, options and a table together. */
const withoutExample: readonly string[] = (
  "API1026 API1028 API4003 GEN1003 GEN1020 GEN1045 GEN1046 GEN1047 GEN1051 GEN1052 GEN1053 GEN1054 GEN1055 GEN1056 GEN1057 GEN1058 GEN1059 GEN1060 GEN1085 GEN1086 GEN1095 GEN1096 GEN1097 GEN1098 GEN1105 " +
  "GEN2002 GEN2003 GEN2004 GEN2005 GEN2006 GEN2007 GEN2008 GEN2010 GEN2011 GEN2020 GEN2021 GEN2022 GEN2040 GEN2041 GEN2043 GEN2050 GEN2051 GEN2052 GEN2053 GEN2054 GEN2055 " +
  "SQL1003"
).split(" ");

describe("the example of a code", () => {
  it("is there for each code that a text can show", () => {
    const shown = new Set<string>(examples.map(({ code }) => code));
    expect(codeList.filter((code) => !shown.has(code)).toSorted()).toEqual(withoutExample.toSorted());
  });

  it.each(examples)("has the problem of $code, and no other", async ({ code, wrong }) => {
    expect([...new Set(await codesIn(code, wrong))]).toEqual([code]);
  });

  it.each(examples)("of $code has no problem once it is put right", async ({ code, right }) => {
    expect(await codesIn(code, right)).toEqual([]);
  });
});

async function codesIn(code: string, text: string): Promise<readonly string[]> {
  if (text.startsWith("tsgoctl ")) return await commandProblems(text);
  if (code.startsWith("GEN")) return await generationProblems(text);
  return code.startsWith("SQL") ? sqlProblems(text) : apiProblems(text);
}

const service = "service example-api {\n  @handler Ping\n  get /ping\n}\n";

/** What examples import. */
const files = {
  "base.api": "type Base {}\n",
  "empty.api": "",
  "types.api/user.api": "type User {}\n",
  "version-two.api": 'syntax = "v2"\n',
};

/** An example may be a part of a contract, without a service of its own. */
function apiProblems(text: string): readonly string[] {
  const contract = /\bservice\b/.test(text) ? text : `${text}\n${service}`;
  const { program, diagnostics } = loadApi("user.api", createMemoryHost({ ...files, "user.api": contract }));
  // A syntax that is not known is a problem of the imported file as well.
  return [...diagnostics, ...checkApi(program).diagnostics]
    .filter(({ path, code }) => path !== "version-two.api" || code !== "API1015")
    .map(({ code }) => code);
}

async function generationProblems(text: string): Promise<readonly string[]> {
  const host = createMemoryHost({ "user.api": text });
  const { diagnostics } = await generateProject({ ...projectDefaults, api: "user.api" }, host);
  return diagnostics.map(({ code }) => code);
}

async function commandProblems(text: string): Promise<readonly string[]> {
  const workshop = openWorkshop();
  try {
    const written = {
      "user.api": service,
      "contracts/user.api": service,
      "docs/index.md": "",
      "empty.api": "",
      "sql/user.sql": "CREATE TABLE user (id bigint PRIMARY KEY);\n",
    };
    for (const [path, content] of Object.entries(written)) workshop.write(path, content);
    const inFolder = text.replaceAll('"', "").replaceAll(/(?<=-api |-dir |-src |validate )/g, "@/");
    const { results } = await workshop.run(...inFolder.split(" ").slice(1), "--format", "json");
    const { diagnostics } = JSON.parse(results) as { diagnostics: readonly { code: string }[] };
    return diagnostics.map(({ code }) => code);
  } finally {
    workshop.remove();
  }
}

function sqlProblems(text: string): readonly string[] {
  const { files: parsed, diagnostics } = loadTables(["a.sql"], createMemoryHost({ "a.sql": text }));
  return [...diagnostics, ...checkTables(parsed).diagnostics].map(({ code }) => code);
}
