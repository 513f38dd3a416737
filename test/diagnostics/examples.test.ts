import { describe, expect, it } from "vitest";
import { explainCode } from "../../src/diagnostics/explain-code.ts";
import { codeList } from "../../src/diagnostics/code-list.ts";
import { createMemoryHost } from "../../src/host/memory-host.ts";
import { loadApi } from "../../src/load/load-api.ts";
import { loadTables } from "../../src/load/load-tables.ts";
import { checkApi } from "../../src/model/check-api.ts";
import { checkTables } from "../../src/model/check-tables.ts";

const examples = codeList.flatMap((code) => {
  const { example } = explainCode(code);
  return example === undefined ? [] : [{ code, ...example }];
});

describe("the example of a code", () => {
  it.each(examples)("has the problem of $code, and no other", ({ code, wrong }) => {
    expect(codesIn(code, wrong)).toEqual([code]);
  });

  it.each(examples)("of $code has no problem once it is put right", ({ code, right }) => {
    expect(codesIn(code, right)).toEqual([]);
  });
});

function codesIn(code: string, text: string): readonly string[] {
  const found = code.startsWith("SQL") ? sqlProblems(text) : apiProblems(text);
  return [...new Set(found.map((diagnostic) => diagnostic.code))];
}

/** An example may be a part of a contract, without a service of its own. */
function apiProblems(text: string) {
  const rest = /\bservice\b/.test(text) ? "" : "\nservice example-api {\n  @handler Ping\n  get /ping\n}\n";
  const { program, diagnostics } = loadApi("a.api", createMemoryHost({ "a.api": text + rest }));
  return [...diagnostics, ...checkApi(program).diagnostics];
}

function sqlProblems(text: string) {
  const { files, diagnostics } = loadTables(["a.sql"], createMemoryHost({ "a.sql": text }));
  return [...diagnostics, ...checkTables(files).diagnostics];
}
