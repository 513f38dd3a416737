import type { Command } from "commander";
import type { OutputFormat } from "../../diagnostics/output-format.ts";
import { formatOption } from "../format-option.ts";
import { addNamingOptions, listed, namingOf } from "../model-options.ts";
import type { NamingFlags } from "../model-options.ts";
import { needed } from "../needed.ts";
import { portablePath } from "../portable-path.ts";
import { modeOf, reportOutcome } from "../report-outcome.ts";
import type { Terminal } from "../terminal.ts";

interface Flags extends NamingFlags {
  readonly url?: string;
  readonly table?: readonly string[];
  readonly dir: string;
  readonly dryRun: boolean;
  readonly check: boolean;
  readonly format: OutputFormat;
}

/** `tsgoctl model mysql datasource`. */
export function addModelMysqlDatasource(mysql: Command, terminal: Terminal, done: (exitCode: number) => void): void {
  addNamingOptions(
    mysql
      .command("datasource")
      .description("generate models from the tables of a running database")
      .option("--url <dsn>", "the database: 'user:password@tcp(host:port)/database' or 'mysql://…'")
      .option("-t, --table <names>", "tables, or quoted patterns such as 'user_*' (repeatable)", listed)
      .option("-d, --dir <folder>", "the folder of the models", "."),
  )
    .option("--dry-run", "tell what would be done, and write nothing", false)
    .option("--check", "fail if anything is out of date, and write nothing", false)
    .addOption(formatOption())
    .action(async (flags: Flags, command: Command) => {
      const url = needed(flags.url, "--url", command);
      const tables = needed(flags.table, "--table", command);
      const { createNodeHost, generateModel } = await import("../generation.ts");
      const { mysqlSchema } = await import("../../host/mysql-schema.ts");
      const options = {
        ...namingOf(flags),
        source: { kind: "database", tables, readSchema: mysqlSchema(url) } as const,
        directory: portablePath(flags.dir),
        mode: modeOf(flags),
        format: flags.format,
        workingDirectory: terminal.workingDirectory,
      };
      done(await reportOutcome(await generateModel(options, createNodeHost()), options, terminal));
    });
}
