import { Option } from "commander";
import type { Command } from "commander";
import { UsageError } from "./usage-error.ts";

/** Options of goctl that name templates: they are of Go code, and what they would change would stay as it is, unnoticed. */
const templateOptions = ["--home <dir>", "--remote <repo>", "--branch <name>"];

/** Adds those that scripts for goctl have and that mean nothing here: each is refused with its reason. */
export function addTemplateOptions(command: Command): Command {
  for (const flags of templateOptions) {
    const [name] = flags.split(" ");
    const refuse = (): never => {
      throw new UsageError(`option ${name} names templates of goctl, which are of Go code; leave it out`);
    };
    command.addOption(new Option(flags).hideHelp().argParser(refuse));
  }
  return command;
}
