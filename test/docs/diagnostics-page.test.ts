import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { format } from "prettier";
import { expect, it } from "vitest";

import { catalogue } from "../../src/diagnostics/catalogue.ts";

const page = join(import.meta.dirname, "../../docs/diagnostics.md");

it("docs/diagnostics.md says what the catalogue says", async () => {
  const text = await format(pageText(), { parser: "markdown" });
  if (process.env["UPDATE_GOLDEN"] === "1") {
    if (process.env["CI"] !== undefined) throw new Error("golden files are not rewritten where CI is set");
    writeFileSync(page, text);
  }

  expect(readFileSync(page, "utf8")).toBe(text);
});

function pageText(): string {
  const entries = Object.entries(catalogue).toSorted(([a], [b]) => (a < b ? -1 : 1));
  const sections = entries.map(
    ([code, { severity, message, explanation }]) =>
      `## ${code}\n\n${severity}: \`${(message as (values: unknown) => string)(placeholders)}\`\n\n${explanation}\n`,
  );
  return `# Diagnostics

Every problem that tsgoctl reports has a code that is never given to another problem. \`API1xxx\` is about the syntax of a contract, \`API2xxx\` about its types and fields, \`API3xxx\` about services and routes, \`API4xxx\` about imports; \`SQL1xxx\` is about the syntax of DDL, \`SQL2xxx\` about tables; \`GEN1xxx\` is about options and input files, \`GEN2xxx\` about writing and merging. Errors keep a run from writing anything; warnings do not.

${sections.join("\n")}`;
}

/** Gives each value that a message asks for as its own name: `‹path›`. */
const placeholders: unknown = new Proxy({}, { get: (_, name) => `‹${String(name)}›` });
