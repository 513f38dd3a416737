import type { Command } from "commander";
import type { OutputFormat } from "../../diagnostics/output-format.ts";
import type { Terminal } from "../terminal.ts";
import { formatOption } from "../format-option.ts";
import { portablePath } from "../portable-path.ts";
import { needed } from "../needed.ts";
import { modeOf, reportOutcome } from "../report-outcome.ts";

interface Flags {
  readonly src?: string;
  readonly dir: string;
  readonly cache: boolean;
  readonly style: string;
  readonly database: string;
  readonly prefix: string;
  readonly ignoreColumns?: string;
  readonly dryRun: boolean;
  readonly check: boolean;
  readonly format: OutputFormat;
}

/** `tsgoctl model mysql ddl`. */
export function addModelCommands(program: Command, terminal: Terminal, done: (exitCode: number) => void): void {
  const model = program.command("model").description("generate models of database tables");
  const mysql = model.command("mysql").description("MySQL and MariaDB");
  mysql
    .command("ddl")
    .description("generate models from CREATE TABLE statements")
    .option("-s, --src <file>", "the DDL file, or a quoted pattern such as 'sql/*.sql'")
    .option("-d, --dir <folder>", "the folder of the models", ".")
    .option("-c, --cache", "read rows through a cache", false)
    .option("--style <pattern>", "how files are named: gozero, go_zero, goZero, …", "gozero")
    .option("-t, --database <name>", "the database's name in cache keys", "")
    .option("-p, --prefix <text>", "the first part of cache keys", "cache")
    .option(
      "-i, --ignore-columns <names>",
      "columns that the database keeps by itself (default: create_at, created_at, …)",
    )
    .option("--dry-run", "tell what would be done, and write nothing", false)
    .option("--check", "fail if anything is out of date, and write nothing", false)
    .addOption(formatOption())
    .action(async (flags: Flags, command: Command) => {
      const source = needed(flags.src, "--src", command);
      const { createNodeHost, generateModel } = await import("../generation.ts");
      const options = {
        source: portablePath(source),
        directory: portablePath(flags.dir),
        style: flags.style,
        cache: flags.cache,
        prefix: flags.prefix,
        database: flags.database,
        ignoreColumns: flags.ignoreColumns?.split(",").map((name) => name.trim()),
        mode: modeOf(flags),
        format: flags.format,
        workingDirectory: terminal.workingDirectory,
      };
      done(await reportOutcome(await generateModel(options, createNodeHost()), options, terminal));
    });
}
