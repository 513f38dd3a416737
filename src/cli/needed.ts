import type { Command } from "commander";

/**
 * The value of an option that a command cannot do without. commander's own required options would be told before a misspelt
 * one, which is what is wrong more often than not.
 */
export function needed<Value>(value: Value | undefined, option: string, command: Command): Value {
  return value ?? isNeeded(`option ${option}`, command);
}

/** Ends the run, for something that was not given. */
export function isNeeded(what: string, command: Command): never {
  return command.error(`error: ${what} is needed, see ${titleOf(command)} --help`);
}

function titleOf(command: Command): string {
  return command.parent === null ? command.name() : `${titleOf(command.parent)} ${command.name()}`;
}
