import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { format } from "prettier";
import { expect, it } from "vitest";

import { codeList } from "../../src/diagnostics/code-list.ts";
import { explainCode } from "../../src/diagnostics/explain-code.ts";
import type { CodeExplanation } from "../../src/diagnostics/explain-code.ts";

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
  const sections = codeList.map((code) => sectionText(explainCode(code)));
  return `# Diagnostics

Every problem that tsgoctl reports has a code that is never given to another problem. \`API1xxx\` is about the syntax of a contract, \`API2xxx\` about its types and fields, \`API3xxx\` about services and routes, \`API4xxx\` about imports; \`SQL1xxx\` is about the syntax of DDL, \`SQL2xxx\` about tables; \`GEN1xxx\` is about options and input files, \`GEN2xxx\` about writing and merging. Errors keep a run from writing anything; warnings do not. \`tsgoctl explain CODE\` prints a section of this page.

${sections.join("\n")}`;
}

function sectionText({ code, severity, message, explanation, example }: CodeExplanation): string {
  const language = example?.wrong.startsWith("tsgoctl ") ? "sh" : code.startsWith("SQL") ? "sql" : "api";
  const shown = (text: string): string => `\`\`\`${language}\n${text}\n\`\`\``;
  const examples =
    example === undefined ? "" : `\nWrong:\n\n${shown(example.wrong)}\n\nRight:\n\n${shown(example.right)}\n`;
  return `## ${code}\n\n${severity}: \`${message}\`\n\n${explanation}\n${examples}`;
}
