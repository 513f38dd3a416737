import type { Command } from "commander";

/**
 * The value of an option that a command cannot do without. commander's own required options would be told before a misspelt
 * one, which is what is wrong more often than not.
 */
export function needed(value: string | undefined, option: string, command: Command): string {
  return value === undefined
    ? command.error(`error: option ${option} is needed, see ${titleOf(command)} --help`)
    : value;
}

function titleOf(command: Command): string {
  return command.parent === null ? command.name() : `${titleOf(command.parent)} ${command.name()}`;
}
