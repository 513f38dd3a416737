import type { Command } from "commander";
import type { OutputFormat } from "../../diagnostics/output-format.ts";
import type { Terminal } from "../terminal.ts";
import { formatOption } from "../format-option.ts";
import { addNamingOptions, namingOf } from "../model-options.ts";
import type { NamingFlags } from "../model-options.ts";
import { portablePath } from "../portable-path.ts";
import { needed } from "../needed.ts";
import { modeOf, reportOutcome } from "../report-outcome.ts";

interface Flags extends NamingFlags {
  readonly src?: string;
  readonly dir: string;
  readonly dryRun: boolean;
  readonly check: boolean;
  readonly format: OutputFormat;
}

/** `tsgoctl model mysql ddl`. */
export function addModelMysqlDdl(mysql: Command, terminal: Terminal, done: (exitCode: number) => void): void {
  addNamingOptions(
    mysql
      .command("ddl")
      .description("generate models from CREATE TABLE statements")
      .option("-s, --src <file>", "the DDL file, or a quoted pattern such as 'sql/*.sql'")
      .option("-d, --dir <folder>", "the folder of the models", "."),
  )
    .option("--dry-run", "tell what would be done, and write nothing", false)
    .option("--check", "fail if anything is out of date, and write nothing", false)
    .addOption(formatOption())
    .action(async (flags: Flags, command: Command) => {
      const source = needed(flags.src, "--src", command);
      const { createNodeHost, generateModel } = await import("../generation.ts");
      const options = {
        ...namingOf(flags),
        source: { kind: "ddl", pattern: portablePath(source) } as const,
        directory: portablePath(flags.dir),
        mode: modeOf(flags),
        format: flags.format,
        workingDirectory: terminal.workingDirectory,
      };
      done(await reportOutcome(await generateModel(options, createNodeHost()), options, terminal));
    });
}
