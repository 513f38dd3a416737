import type { Command } from "commander";
import type { OutputFormat } from "../../diagnostics/output-format.ts";
import { formatOption } from "../format-option.ts";
import { isNeeded } from "../needed.ts";
import { portablePath } from "../portable-path.ts";
import { exitCodeOf, jsonDocument, report, tellProblems } from "../report.ts";
import { routeTable } from "../route-table.ts";
import type { Terminal } from "../terminal.ts";

interface Flags {
  readonly api?: string;
  readonly format: OutputFormat;
}

/** `tsgoctl api routes`. */
export function addApiRoutes(api: Command, terminal: Terminal, done: (exitCode: number) => void): void {
  api
    .command("routes")
    .description("list what the service of a contract serves")
    .argument("[file]", "the contract")
    .option("--api <file>", "the contract")
    .addOption(formatOption())
    .action(async (file: string | undefined, flags: Flags, command: Command) => {
      const [given, other] = [file, flags.api].filter((path) => path !== undefined);
      if (given === undefined) return isNeeded("a contract", command);
      if (other !== undefined) return command.error(`error: expected one contract, found ${given} and ${other}`);
      const contract = portablePath(given);
      const { createNodeHost, listRoutes } = await import("../../index.ts");
      const { list, diagnostics } = listRoutes(contract, createNodeHost());
      const exitCode = exitCodeOf(diagnostics);
      if (list !== undefined && flags.format === "json") {
        // The document is the list; warnings are for people here, as `api validate` has them for programs.
        await tellProblems(diagnostics, terminal);
        terminal.writeResult(jsonDocument(list));
        return done(exitCode);
      }
      const text = list === undefined ? "" : routeTable(list);
      done(await report({ diagnostics, exitCode, text, data: {} }, flags.format, terminal));
    });
}
