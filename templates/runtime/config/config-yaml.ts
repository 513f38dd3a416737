import { Document, LineCounter, type ScalarTag, type Tags, parseAllDocuments } from "yaml";
import type { SettingsText } from "./config-tree.ts";

/** Reads YAML (and so JSON) in the dialect of Go's yaml.v2: 1.1, but times and dates are texts. The first document counts. */
export function parseYaml(text: string, language: "YAML" | "JSON" = "YAML"): SettingsText {
  const lines = new LineCounter();
  const documents = parseAllDocuments(text, {
    version: "1.1",
    customTags: withoutTimes,
    uniqueKeys: false,
    intAsBigInt: true,
    lineCounter: lines,
    prettyErrors: false,
    logLevel: "silent",
  });
  const lineOf = (offset: number): number => Math.max(lines.linePos(offset).line, 1);
  const document = "empty" in documents ? new Document() : (documents[0] ?? new Document());
  const problems = document.errors.map((error) => {
    // What follows a colon is the text found, which may be part of a secret.
    const [reason = ""] = error.message.split(": ", 1);
    return { line: lineOf(error.pos[0]), key: "", text: `is not valid ${language}: ${lowerFirst(reason)}` };
  });
  return { document, lineOf, problems };
}

function withoutTimes(tags: Tags): Tags {
  const kept = tags.filter((tag) => {
    return typeof tag === "string" || (tag.format !== "TIME" && tag.tag !== "tag:yaml.org,2002:timestamp");
  });
  return [prefixed, ...kept];
}

/** As in Go, the letter may be in either case, and octal numbers have one, too. */
const prefixed: ScalarTag = {
  tag: "tag:yaml.org,2002:int",
  default: true,
  test: /^[-+]?0(?:[xX][\da-fA-F_]*[\da-fA-F]|[oO][0-7_]*[0-7]|[bB][01_]*[01])$/,
  resolve: (text) => BigInt(text.replace(/^[-+]/, "").replaceAll("_", "")) * (text.startsWith("-") ? -1n : 1n),
};

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
