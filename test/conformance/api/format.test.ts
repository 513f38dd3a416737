import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { formatApi } from "../../../src/api/format/format-api.ts";
import { SourceFile } from "../../../src/text/source-file.ts";
import { formatDifferences } from "./format-differences.ts";

/** What `goctl api format` 1.10.2 prints for the main file of a case. */
interface FormattedCase {
  readonly name: string;
  readonly text: string;
}

interface InputCase {
  readonly name: string;
  readonly files: Readonly<Record<string, string | { readonly base64: string }>>;
}

const inputs: readonly InputCase[] = JSON.parse(readFileSync(new URL("cases.json", import.meta.url), "utf8"));
const cases: readonly FormattedCase[] = JSON.parse(readFileSync(new URL("formatted.json", import.meta.url), "utf8"));
const mainFiles = new Map(inputs.map(({ name, files }) => [name, files["main.api"]]));
const intended = new Set(formatDifferences.flatMap((difference) => difference.cases));
const alike = new Set(formatDifferences.filter(({ whiteSpaceOnly }) => whiteSpaceOnly).flatMap((one) => one.cases));

describe("goctl's layout of a contract", () => {
  it.each(cases.filter(({ name }) => !intended.has(name)))("is ours: $name", ({ name, text }) => {
    expect(formatted(name)).toBe(withoutFinalBlankLine(text));
  });

  it.each(cases.filter(({ name }) => intended.has(name)))("is not ours on purpose: $name", ({ name, text }) => {
    expect(formatted(name)).not.toBe(withoutFinalBlankLine(text));
  });

  it.each(cases.filter(({ name }) => alike.has(name)))("is ours but for white space: $name", ({ name, text }) => {
    expect(formatted(name)?.replaceAll(/\s/gu, "")).toBe(text.replaceAll(/\s/gu, ""));
  });

  it("differs only in cases that exist, and each is listed once", () => {
    const names = new Set(cases.map(({ name }) => name));
    expect([...intended].filter((name) => !names.has(name))).toEqual([]);
    expect(formatDifferences.flatMap((difference) => difference.cases)).toHaveLength(intended.size);
  });
});

/** A file that is not UTF-8 never gets as far as the formatter. */
function formatted(name: string): string | undefined {
  const text = mainFiles.get(name);
  return typeof text === "string" ? formatApi(new SourceFile("main.api", text)).text : undefined;
}

function withoutFinalBlankLine(text: string): string {
  return text.replace(/\n+$/u, "\n");
}
