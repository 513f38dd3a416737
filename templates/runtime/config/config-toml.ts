import { createRequire } from "node:module";
import { Document } from "yaml";
import type { SettingsText } from "./config-tree.ts";

/** What is used of the package. A date is one of its own kind, whose text has milliseconds where it has a time. */
interface TomlPackage {
  readonly parse: (text: string, options: { readonly integersAsBigInt: "asNeeded" }) => unknown;
}

/** Reads TOML with the package `smol-toml`, which a project adds when its settings are in TOML: most are in YAML. */
export function parseToml(text: string): SettingsText {
  const library = loadPackage();
  if (library === undefined) return refused(0, "TOML is read by a package that is not there: npm install smol-toml");
  try {
    const value = library.parse(text, { integersAsBigInt: "asNeeded" });
    // The package tells of no places, and line 0 is shown as none.
    return { document: new Document(withoutDates(value)), lineOf: () => 0, problems: [] };
  } catch (error) {
    if (!(error instanceof Error && "line" in error && typeof error.line === "number")) throw error;
    // What follows is the text of the file, which may hold a secret.
    const [reason = ""] = error.message.replace("Invalid TOML document: ", "").split("\n", 1);
    return refused(error.line, `is not valid TOML: ${reason}`);
  }
}

function loadPackage(): TomlPackage | undefined {
  try {
    return createRequire(import.meta.url)("smol-toml");
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "MODULE_NOT_FOUND") return undefined;
    throw error;
  }
}

/** As in go-zero, a date is a text. */
function withoutDates(value: unknown): unknown {
  if (value instanceof Date) return value.toISOString();
  if (Array.isArray(value)) return value.map(withoutDates);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, withoutDates(member)]));
}

function refused(line: number, text: string): SettingsText {
  return { document: new Document(), lineOf: () => 0, problems: [{ line, key: "", text }] };
}
