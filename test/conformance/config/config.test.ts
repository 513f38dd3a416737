import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readConfigFile } from "../../../templates/runtime/config/config.ts";
import type { ConfigReading } from "../../../templates/runtime/config/config-reader.ts";
import { differences } from "./differences.ts";
import { targets } from "./targets.ts";

/** What go-zero's `core/conf` 1.10.3 makes of a file: the value, or the text of its first error. */
interface Case {
  readonly name: string;
  readonly target: string;
  /** The file's extension. */
  readonly ext: string;
  readonly content: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly value?: JsonObject;
  readonly error?: string;
}

type Json = string | number | boolean | null | readonly Json[] | JsonObject;
interface JsonObject {
  readonly [key: string]: Json;
}

const cases: readonly Case[] = JSON.parse(readFileSync(new URL("cases.json", import.meta.url), "utf8"));
const differing = new Map(differences.flatMap(({ reason, cases: names }) => names.map((name) => [name, reason])));

let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "tsgoctl-config-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

describe("go-zero's configuration", () => {
  it.each(cases.filter(({ name }) => !differing.has(name)))("is read alike: $name", (entry) => {
    const reading = read(entry);
    expect(outcome(reading, entry), JSON.stringify(reading.errors)).toEqual(expectedOutcome(entry));
  });

  it.each(cases.filter(({ name }) => differing.has(name)))("is read differently: $name", (entry) => {
    const reason = `no longer differs: ${differing.get(entry.name)}`;
    expect(outcome(read(entry), entry), reason).not.toEqual(expectedOutcome(entry));
  });

  it("has no difference without a case", () => {
    const names = new Set(cases.map(({ name }) => name));
    expect([...differing.keys()].filter((name) => !names.has(name))).toEqual([]);
  });
});

function read({ name, target, ext, content, env = {} }: Case): ConfigReading<unknown> {
  const path = join(folder, `${name.replaceAll(/\W/g, "_")}${ext}`);
  writeFileSync(path, content);
  const schema = targets[target];
  if (schema === undefined) throw new Error(`there is no target ${target}`);
  return readConfigFile(path, schema, env);
}

/** What was read, or the key that was found wrong. */
type Outcome = { readonly value: unknown } | { readonly wrong: string };

function expectedOutcome({ target, content, value, error = "" }: Case): Outcome {
  if (value === undefined) return { wrong: keyOf(error) };
  // Where the file says nothing of it go-zero has zero in the struct, and then waits for the times that are its defaults.
  const shutdown = { WrapUpTime: 1_000_000_000, WaitTime: 5_500_000_000 };
  return target === "rest" && !content.includes("Shutdown") ? { value: { ...value, Shutdown: shutdown } } : { value };
}

function outcome({ config, errors }: ConfigReading<unknown>, { value = {}, error = "" }: Case): Outcome {
  if (config !== undefined) return { value: asGo(config, value) };
  const named = keyOf(error);
  const key = errors.map((problem) => problem.key.replace(/ \(.*/, "").toLowerCase()).find((text) => text === named);
  return { wrong: key ?? (named === "" && errors.length > 0 ? "" : JSON.stringify(errors)) };
}

/** The key that an error of go-zero names, which most do. */
function keyOf(error: string): string {
  const key = /field "?([\w.[\]]+)|fullName: `(\w+)|^"(\w+)" is not set/.exec(error)?.slice(1).find(Boolean);
  return (key ?? "").toLowerCase();
}

const durations = /^(?:wait|period|expiry|wrapuptime|waittime|uploadrate|checkinterval|profilingduration)$/i;

/** A value as Go has it: under Go's names, durations in nanoseconds, and what is absent as its type's zero value. */
function asGo(value: unknown, pattern: Json, name = ""): unknown {
  if (Array.isArray(pattern) && Array.isArray(value))
    return value.map((item, index) => asGo(item, pattern[index] ?? null));
  if (isObject(pattern) && name !== "Labels") return asStruct(value, pattern);
  if (value === undefined) return zeroOf(pattern);
  if (typeof value === "bigint") return Number.isSafeInteger(Number(value)) ? Number(value) : String(value);
  return typeof value === "number" && durations.test(name) ? Math.round(value * 1e6) : value;
}

function asStruct(value: unknown, pattern: JsonObject): unknown {
  const members = new Map(Object.entries(value ?? {}).map(([key, member]) => [key.toLowerCase(), member]));
  return Object.fromEntries(
    Object.entries(pattern).map(([key, zero]) => [key, asGo(members.get(key.toLowerCase()), zero, key)]),
  );
}

function isObject(value: Json): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function zeroOf(pattern: Json): Json {
  if (typeof pattern === "string") return "";
  if (typeof pattern === "number") return 0;
  return typeof pattern === "boolean" ? false : null;
}
