import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { apiCatalogue } from "../../src/diagnostics/catalogue/api.ts";
import type { Diagnostic } from "../../src/diagnostics/diagnostic.ts";
import { inOrder } from "../../src/diagnostics/order.ts";
import { renderDiagnostic } from "../../src/diagnostics/render.ts";
import type { Entry, Host } from "../../src/host/host.ts";
import { createNodeHost } from "../../src/host/node-host.ts";
import { loadApi } from "../../src/load/load-api.ts";
import { checkApi } from "../../src/model/check-api.ts";
import { marksIn, marksOf } from "./marks.ts";

// A fixture is `CODE-name.api`, or a folder of that name with a `main.api` in it. The problems are marked under their
// places in the sources; `CODE-name.txt` is what the user sees. `UPDATE_GOLDEN=1` writes the `.txt` files anew.
const folder = join(import.meta.dirname, "api");
const fixtures = readdirSync(folder).filter((name) => !name.endsWith(".txt"));
const isUpdate = process.env["UPDATE_GOLDEN"] === "1";

describe("a mistake in a contract", () => {
  it.each(fixtures)("is told at its place: %s", (name) => {
    const { diagnostics, sources } = problemsOf(name);
    expect(diagnostics.flatMap(marksOf).toSorted()).toEqual(sources.flatMap(marksIn).toSorted());
    expect(diagnostics.some((diagnostic) => diagnostic.code === name.slice(0, 7))).toBe(true);
  });

  it.each(fixtures)("is told in these words: %s", (name) => {
    const rendered = problemsOf(name).diagnostics.map(renderDiagnostic).join("\n");
    const golden = join(folder, `${name.replace(/\.api$/, "")}.txt`);
    if (isUpdate) writeGolden(golden, rendered);
    expect(rendered).toBe(existsSync(golden) ? readFileSync(golden, "utf8") : "missing; UPDATE_GOLDEN=1 writes it");
  });

  it("has a fixture for each code", () => {
    const tooLargeForAFile = "API1028"; // test/property/api.test.ts makes one
    const codes = new Set([...fixtures.map((name) => name.slice(0, 7)), tooLargeForAFile]);
    expect(Object.keys(apiCatalogue).filter((code) => !codes.has(code))).toEqual([]);
  });

  it("has no golden text without a fixture", () => {
    const names = new Set(fixtures.map((name) => `${name.replace(/\.api$/, "")}.txt`));
    expect(readdirSync(folder).filter((name) => name.endsWith(".txt") && !names.has(name))).toEqual([]);
  });
});

function writeGolden(path: string, text: string): void {
  if (process.env["CI"] !== undefined) throw new Error("golden files are not rewritten where CI is set");
  writeFileSync(path, text);
}

interface Problems {
  readonly diagnostics: readonly Diagnostic[];
  readonly sources: readonly { readonly path: string; readonly text: string }[];
}

/** Paths are told relative to the fixtures, so that the texts are the same on every machine. */
function problemsOf(name: string): Problems {
  const main = name.endsWith(".api") ? name : `${name}/main.api`;
  const sources: { path: string; text: string }[] = [];
  const node = createNodeHost();
  const host: Host = {
    ...node,
    read(path: string): Entry {
      const entry = node.read(join(folder, path));
      if (entry.kind === "file") sources.push({ path, text: entry.text });
      return entry;
    },
  };
  const { program, diagnostics } = loadApi(main, host);
  return { diagnostics: inOrder([...diagnostics, ...checkApi(program).diagnostics]), sources };
}
