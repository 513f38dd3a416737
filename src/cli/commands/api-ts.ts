import type { Command } from "commander";
import type { OutputFormat } from "../../diagnostics/output-format.ts";
import type { Terminal } from "../terminal.ts";
import { addTemplateOptions } from "../goctl-options.ts";
import { int64Option } from "../int64-option.ts";
import { withOption } from "../with-option.ts";
import type { ModelExtra } from "../../emit/cached-model/model-extras.ts";
import type { Int64Type } from "../../emit/fastify/int64-type.ts";
import { formatOption } from "../format-option.ts";
import { portablePath } from "../portable-path.ts";
import { needed } from "../needed.ts";
import { modeOf, reportOutcome } from "../report-outcome.ts";

interface Flags {
  readonly api?: string;
  readonly dir: string;
  readonly ddl: readonly string[];
  readonly style?: string;
  readonly typeGroup: boolean;
  readonly int64?: Int64Type;
  readonly with?: readonly ModelExtra[];
  readonly dryRun: boolean;
  readonly check: boolean;
  readonly format: OutputFormat;
}

/** `tsgoctl api ts`. */
export function addApiTs(api: Command, terminal: Terminal, done: (exitCode: number) => void): void {
  addTemplateOptions(api.command("ts"))
    .description("generate a Fastify service, or bring one up to date with its contract")
    .option("--api <file>", "the contract")
    .option("--dir <folder>", "the project folder", ".")
    .option("--ddl <file>", "tables; NAME.sql beside NAME.api is found by itself (repeatable)", collect, [])
    .option("--style <pattern>", "how files are named: gozero, go_zero, goZero, … (default: as before, or gozero)")
    .option("--type-group", "put the types that one group alone uses into a file of the group", false)
    .addOption(int64Option())
    .addOption(withOption())
    .option("--dry-run", "tell what would be done, and write nothing", false)
    .option("--check", "fail if anything is out of date, and write nothing", false)
    .addOption(formatOption())
    .action(async (flags: Flags, command: Command) => {
      const contract = needed(flags.api, "--api", command);
      const { createNodeHost, generateProject } = await import("../generation.ts");
      const options = {
        api: portablePath(contract),
        directory: portablePath(flags.dir),
        ddl: flags.ddl.map(portablePath),
        style: flags.style,
        typeFiles: flags.typeGroup ? ("by-group" as const) : ("one" as const),
        int64: flags.int64,
        extras: flags.with,
        mode: modeOf(flags),
        format: flags.format,
        workingDirectory: terminal.workingDirectory,
      };
      done(await reportOutcome(await generateProject(options, createNodeHost()), options, terminal));
    });
}

function collect(value: string, previous: readonly string[]): readonly string[] {
  return [...previous, value];
}
