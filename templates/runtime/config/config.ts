import { readFileSync } from "node:fs";
import { extname } from "node:path";
import { parseArgs } from "node:util";
import type { z } from "zod";
import type { Environment } from "./config-environment.ts";
import { type ConfigReading, readConfig } from "./config-reader.ts";
import type { ConfigProblem, SettingsText } from "./config-tree.ts";
import { parseToml } from "./config-toml.ts";
import { parseYaml } from "./config-yaml.ts";

/** The file that `-f FILE` names, else the fallback. */
export function configPath(argv: readonly string[], fallback: string): string {
  // Go's flags have one dash; two are as good.
  const args = argv.map((arg) => arg.replace(/^-(?=f(?:=|$))/, "--"));
  try {
    return parseArgs({ args, options: { f: { type: "string" } } }).values.f ?? fallback;
  } catch (error) {
    return fail([error instanceof Error ? error.message : String(error), "usage: [-f CONFIG_FILE]"], 2);
  }
}

/** The file's settings, checked; any problem ends the process after all of them are told. */
export function loadConfig<S extends z.ZodType>(path: string, schema: S): z.output<S> {
  const { config, errors, warnings } = readConfigFile(path, schema, process.env);
  for (const warning of warnings) process.stderr.write(`warning: ${problemText(path, warning)}\n`);
  if (config !== undefined) return config;
  return fail(
    errors.map((error) => problemText(path, error)),
    1,
  );
}

/** Reads and checks a configuration file; what is wrong with it is in the result. */
export function readConfigFile<S extends z.ZodType>(
  path: string,
  schema: S,
  environment: Environment,
): ConfigReading<z.output<S>> {
  const parse = parsers.get(extname(path).toLowerCase());
  if (parse === undefined) return unreadable(`expected a file name that ends in ${[...parsers.keys()].join(", ")}`);
  const text = readText(path);
  return text.failure === undefined ? readConfig(text.content, schema, environment, parse) : unreadable(text.failure);
}

const parsers: ReadonlyMap<string, (text: string) => SettingsText> = new Map([
  [".yaml", parseYaml],
  [".yml", parseYaml],
  [".json", (text) => parseYaml(text, "JSON")],
  [".toml", parseToml],
]);

function readText(path: string): { readonly content: string; readonly failure: string | undefined } {
  try {
    return { content: new TextDecoder("utf-8", { fatal: true }).decode(readFileSync(path)), failure: undefined };
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : undefined;
    return { content: "", failure: readFailures.get(code) ?? `cannot be read: ${String(error)}` };
  }
}

function unreadable(text: string): ConfigReading<never> {
  return { config: undefined, errors: [{ line: 0, key: "", text }], warnings: [] };
}

const readFailures = new Map<unknown, string>([
  ["ENOENT", "no such file"],
  ["EISDIR", "is a folder"],
  ["EACCES", "may not be read"],
  ["ERR_ENCODING_INVALID_ENCODED_DATA", "is not UTF-8 text"],
]);

function problemText(path: string, { line, key, text }: ConfigProblem): string {
  const place = line === 0 ? path : `${path}:${line}`;
  return key === "" ? `${place}: ${text}` : `${place}: ${key}: ${text}`;
}

function fail(lines: readonly string[], exitCode: number): never {
  process.stderr.write(lines.map((line) => `error: ${line}\n`).join(""));
  process.exit(exitCode);
}
