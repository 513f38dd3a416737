import { Option } from "commander";
import type { Command } from "commander";
import type { OutputFormat } from "../../diagnostics/output-format.ts";
import type { Outcome } from "../../generate/outcome.ts";
import type { Spelling } from "../../load/load-formatted.ts";
import { isChange } from "../../write/action.ts";
import { diffOf } from "../diff-of.ts";
import { formatOption } from "../format-option.ts";
import { portablePath } from "../portable-path.ts";
import { modeOf } from "../report-outcome.ts";
import { exitCodeOf, report } from "../report.ts";
import { exitCodes } from "../terminal.ts";
import type { Terminal } from "../terminal.ts";

interface Flags {
  readonly api?: string;
  readonly dir?: string;
  readonly stdin: boolean;
  readonly check: boolean;
  readonly diff: boolean;
  readonly fix: boolean;
  readonly format: OutputFormat;
}

/** `tsgoctl api format`. */
export function addApiFormat(api: Command, terminal: Terminal, done: (exitCode: number) => void): void {
  api
    .command("format")
    .description("lay out contracts in the one usual form")
    .argument("[paths...]", "contracts, or folders that hold some")
    .option("--api <file>", "a contract")
    .option("--dir <folder>", "a folder that holds contracts")
    .option("--stdin", "read a contract from standard input, and write it to standard output", false)
    .option("--check", "fail if a file is not in form, and write nothing", false)
    .option("--diff", "show what would be changed, and write nothing", false)
    .option("--fix", "write what is from older dialects as goctl has it today", false)
    .addOption(formatOption())
    // Scripts and editors give these to goctl, which has long ceased to look at them.
    .addOption(new Option("--iu").hideHelp())
    .addOption(new Option("--declare").hideHelp())
    .action(async (paths: readonly string[], flags: Flags, command: Command) => {
      const given = [...paths, ...[flags.api, flags.dir].filter((path) => path !== undefined)].map(portablePath);
      if (flags.stdin === given.length > 0) {
        command.error("error: expected either paths or --stdin, see tsgoctl api format --help");
      }
      if (flags.stdin) done(await formatInput(flags, terminal));
      else done(await formatPaths(given, flags, terminal));
    });
}

async function formatPaths(paths: readonly string[], flags: Flags, terminal: Terminal): Promise<number> {
  const { createNodeHost, formatContracts } = await import("../../index.ts");
  const mode = modeOf({ check: flags.check, dryRun: flags.diff });
  const { workingDirectory } = terminal;
  const options = { paths, spelling: spellingOf(flags), mode, workingDirectory };
  return tell(formatContracts(options, createNodeHost()), flags, terminal);
}

async function formatInput(flags: Flags, terminal: Terminal): Promise<number> {
  const { formatInputText } = await import("../../index.ts");
  const outcome = formatInputText(await terminal.readInput(), spellingOf(flags));
  if (flags.check || flags.diff) return tell(outcome, flags, terminal);
  const { diagnostics, actions } = outcome;
  const text = actions.map(({ after = "" }) => after).join("");
  return report({ diagnostics, exitCode: exitCodeOf(diagnostics), text, data: { text } }, flags.format, terminal);
}

function spellingOf({ fix }: Flags): Spelling {
  return fix ? "modern" : "kept";
}

/** Names the files that have or would have been changed, one a line, or shows the changes. */
async function tell({ diagnostics, actions }: Outcome, flags: Flags, terminal: Terminal): Promise<number> {
  const changes = actions.filter(isChange);
  const found = exitCodeOf(diagnostics);
  const told = {
    diagnostics,
    exitCode: found === exitCodes.ok && flags.check && changes.length > 0 ? exitCodes.problems : found,
    text: flags.diff ? await diffOf(changes) : changes.map(({ path }) => `${path}\n`).join(""),
    data: { actions: actions.map(({ kind, path }) => ({ kind, path })) },
  };
  return report(told, flags.format, terminal);
}
