import type { Command } from "commander";
import type { OutputFormat } from "../../diagnostics/output-format.ts";
import { formatOption } from "../format-option.ts";
import { isNeeded } from "../needed.ts";
import { plural } from "../plural.ts";
import { portablePath } from "../portable-path.ts";
import { exitCodeOf, report } from "../report.ts";
import { exitCodes } from "../terminal.ts";
import type { Terminal } from "../terminal.ts";

interface Flags {
  readonly api?: string;
  readonly format: OutputFormat;
}

/** `tsgoctl api validate`. */
export function addApiValidate(api: Command, terminal: Terminal, done: (exitCode: number) => void): void {
  api
    .command("validate")
    .description("check contracts, and folders of contracts")
    .argument("[paths...]", "contracts, or folders that hold some")
    .option("--api <file>", "a contract")
    .addOption(formatOption())
    .action(async (paths: readonly string[], flags: Flags, command: Command) => {
      const given = flags.api === undefined ? paths : [flags.api, ...paths];
      if (given.length === 0) isNeeded("a contract", command);
      const { createNodeHost, validateApi } = await import("../../index.ts");
      const options = { paths: given.map(portablePath), workingDirectory: terminal.workingDirectory };
      const { files, diagnostics } = validateApi(options, createNodeHost());
      const exitCode = exitCodeOf(diagnostics);
      const what = files.length === 1 ? `${files[0]}:` : plural(files.length, "file");
      const text = exitCode === exitCodes.ok ? `${what} ok\n` : "";
      done(await report({ diagnostics, exitCode, text, data: {} }, flags.format, terminal));
    });
}
