import type { Command } from "commander";
import { addTemplateOptions } from "./goctl-options.ts";
import { int64Option } from "./int64-option.ts";
import { withOption } from "./with-option.ts";
import type { ModelExtra } from "../emit/cached-model/model-extras.ts";
import type { Int64Type } from "../emit/fastify/int64-type.ts";

/** What every command about models is told of how they are named. */
export interface NamingFlags {
  readonly cache: boolean;
  readonly style?: string;
  readonly database: string;
  readonly prefix: string;
  readonly ignoreColumns?: readonly string[];
  readonly strict: boolean;
  readonly int64?: Int64Type;
  readonly with?: readonly ModelExtra[];
}

/** Adds the options that goctl has for all kinds of models. */
export function addNamingOptions(command: Command): Command {
  return addTemplateOptions(command)
    .option("-c, --cache", "read rows through a cache", false)
    .option("--style <pattern>", "how files are named: gozero, go_zero, goZero, … (default: as before, or gozero)")
    .option("--database <name>", "the database's name in cache keys", "")
    .option("-p, --prefix <text>", "the first part of cache keys", "cache")
    .option(
      "-i, --ignore-columns <names>",
      "columns that the database keeps by itself, instead of create_at, created_at, … (repeatable)",
      listed,
    )
    .addOption(int64Option())
    .addOption(withOption())
    .option("--strict", "accepted for goctl's sake: unsigned integers are always told apart", false)
    .option("--idea", "accepted for goctl's sake: its own output for an editor is not imitated", false);
}

/** Comma lists, given once or several times, as one list. */
export function listed(value: string, previous: readonly string[] = []): readonly string[] {
  return [...previous, ...value.split(",").map((name) => name.trim())];
}

export function namingOf({ cache, style, database, prefix, ignoreColumns, int64, with: extras }: NamingFlags) {
  return { cache, style, database, prefix, ignoreColumns, int64, extras };
}
