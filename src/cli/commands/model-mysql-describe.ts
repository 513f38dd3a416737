import type { Command } from "commander";
import type { OutputFormat } from "../../diagnostics/output-format.ts";
import { formatOption } from "../format-option.ts";
import { addNamingOptions, listed, namingOf } from "../model-options.ts";
import type { NamingFlags } from "../model-options.ts";
import { modelText } from "../model-text.ts";
import { isNeeded, needed } from "../needed.ts";
import { portablePath } from "../portable-path.ts";
import { exitCodeOf, jsonDocument, report, tellProblems } from "../report.ts";
import type { Terminal } from "../terminal.ts";
import type { ModelSource } from "../../index.ts";

interface Flags extends NamingFlags {
  readonly src?: string;
  readonly url?: string;
  readonly table?: readonly string[];
  readonly dir: string;
  readonly format: OutputFormat;
}

/** `tsgoctl model mysql describe`. */
export function addModelMysqlDescribe(mysql: Command, terminal: Terminal, done: (exitCode: number) => void): void {
  addNamingOptions(
    mysql
      .command("describe")
      .description("tell what ddl or datasource would generate")
      .option("-s, --src <file>", "the DDL file, or a quoted pattern such as 'sql/*.sql'")
      .option("--url <dsn>", "instead of DDL, a database: 'user:password@tcp(host:port)/database' or 'mysql://…'")
      .option("-t, --table <names>", "its tables, or quoted patterns such as 'user_*' (repeatable)", listed)
      .option("-d, --dir <folder>", "the folder of the models, which changes nothing here", "."),
  )
    .addOption(formatOption())
    .action(async (flags: Flags, command: Command) => {
      const { createNodeHost, describeModel } = await import("../../index.ts");
      const source = await sourceOf(flags, command);
      const { description, diagnostics } = await describeModel({ ...namingOf(flags), source }, createNodeHost());
      const exitCode = exitCodeOf(diagnostics);
      if (description !== undefined && flags.format === "json") {
        // As with `api routes`, the document is the description, and warnings are for people.
        await tellProblems(diagnostics, terminal);
        terminal.writeResult(jsonDocument(description));
        return done(exitCode);
      }
      const text = description === undefined ? "" : modelText(description);
      done(await report({ diagnostics, exitCode, text, data: {} }, flags.format, terminal));
    });
}

async function sourceOf({ src, url, table }: Flags, command: Command): Promise<ModelSource> {
  if (src !== undefined && url !== undefined) command.error("error: options --src and --url exclude each other");
  if (src !== undefined) return { kind: "ddl", pattern: portablePath(src) };
  if (url === undefined) return isNeeded("option --src or --url", command);
  const { mysqlSchema } = await import("../../host/mysql-schema.ts");
  return { kind: "database", tables: needed(table, "--table", command), readSchema: mysqlSchema(url) };
}
