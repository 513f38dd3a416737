import { Command, CommanderError } from "commander";
import { addApiFormat } from "./commands/api-format.ts";
import { addApiRoutes } from "./commands/api-routes.ts";
import { addApiTs } from "./commands/api-ts.ts";
import { addApiValidate } from "./commands/api-validate.ts";
import { addExplain } from "./commands/explain.ts";
import { addModelMysql } from "./commands/model-mysql.ts";
import { normalArguments } from "./normal-arguments.ts";
import { exitCodes } from "./terminal.ts";
import type { Terminal } from "./terminal.ts";
import { version } from "./version.ts";

/** Runs one command line and returns its exit code. */
export async function main(commandLine: readonly string[], terminal: Terminal): Promise<number> {
  let help = "";
  let exitCode: number = exitCodes.ok;
  const program = new Command("tsgoctl")
    .description("Generates Fastify services in TypeScript from go-zero contracts (.api) and MySQL tables (.sql).")
    .version(version, "-v, --version", "print the version")
    .exitOverride()
    .configureOutput({ writeOut: (text) => terminal.writeResult(text), writeErr: (text) => (help += text) })
    .configureHelp({ showGlobalOptions: false });
  const done = (code: number): void => void (exitCode = code);
  const api = program.command("api").description("work with contracts (.api)");
  addApiTs(api, terminal, done);
  addApiValidate(api, terminal, done);
  addApiFormat(api, terminal, done);
  addApiRoutes(api, terminal, done);
  addModelMysql(program, terminal, done);
  addExplain(program, terminal);

  try {
    await program.parseAsync(normalArguments(commandLine, program), { from: "user" });
    return exitCode;
  } catch (error) {
    if (error instanceof CommanderError) return usage(error, help, terminal);
    terminal.writeProblem(bugText(error));
    return exitCodes.bug;
  }
}

/** Help that was asked for, by an option or by naming no command, is a result; anything else was typed wrong. */
function usage(error: CommanderError, help: string, terminal: Terminal): number {
  if (error.code === "commander.help") terminal.writeResult(help);
  if (error.code === "commander.help" || error.exitCode === 0) return exitCodes.ok;
  terminal.writeProblem(
    `${error.message.replace(/\s*\(Did you mean (?<name>.*)\?\)$/su, "; did you mean $<name>?")}\n`,
  );
  return exitCodes.usage;
}

function bugText(error: unknown): string {
  const what = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return `error: this is a bug in tsgoctl ${version}, not in your input\n  ${what}\nPlease report it with the command and the files that lead to it.\n`;
}
