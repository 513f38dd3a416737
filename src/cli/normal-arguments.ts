import type { Command, Option } from "commander";
import { UsageError } from "./usage-error.ts";

/**
 * Rewrites what goctl's users type to what commander takes: `-api user.api` and `-dry-run=true` are `--api user.api` and
 * `--dry-run`. Only the option names are touched, never a value. Throws `UsageError` where a value is left out, which commander
 * would look for in the option that follows, and where an option is given twice, of which commander would take the last.
 */
export function normalArguments(commandLine: readonly string[], program: Command): string[] {
  const options = allOptions(program);
  const result: string[] = [];
  const given = new Set<string>();
  let owner: string | undefined; // the option that the next argument is the value of
  for (const [index, argument] of commandLine.entries()) {
    if (owner !== undefined && isNoValue(argument, options)) break;
    if (argument === "--") return [...result, ...commandLine.slice(index)];
    if (owner === undefined) expectOnce(argument, options, given);
    const normal = owner === undefined ? normalOption(argument, options) : argument;
    owner = owner === undefined && takesValue(argument, options) ? argument : undefined;
    if (normal !== undefined) result.push(normal);
  }
  if (owner !== undefined) throw new UsageError(`option ${owner} needs a value`);
  return result;
}

/** Whether an argument is no value of the option before it. */
function isNoValue(argument: string, options: Options): boolean {
  return argument === "--" || (argument.startsWith("-") && options.has(withoutDashes(argument).replace(/=.*$/su, "")));
}

function takesValue(argument: string, options: Options): boolean {
  return argument.startsWith("-") && options.get(withoutDashes(argument))?.required === true;
}

/** Which of two was meant is not to be known; in a script, one of them may stand far from the other. */
function expectOnce(argument: string, options: Options, given: Set<string>): void {
  const option = argument.startsWith("-") ? options.get(withoutDashes(argument).replace(/=.*$/su, "")) : undefined;
  if (option === undefined || isRepeatable(option)) return;
  if (given.has(option.name())) throw new UsageError(`option --${option.name()} is given twice`);
  given.add(option.name());
}

/** Options that collect have a function for it; so have those with a choice, to check it. */
function isRepeatable({ parseArg, argChoices }: Option): boolean {
  return parseArg !== undefined && argChoices === undefined;
}

function withoutDashes(argument: string): string {
  return argument.replace(/^--?/u, "");
}

/** Undefined for an option that is switched off. */
function normalOption(argument: string, options: Options): string | undefined {
  const { name, value } = /^--?(?<name>[A-Za-z][\w-]+|[A-Za-z](?==))(?:=(?<value>.*))?$/su.exec(argument)?.groups ?? {};
  if (name === undefined) return argument;
  const option = options.get(name);
  const long = option?.long ?? `--${name}`;
  if (value === undefined || option === undefined) return long; // an unknown one is told by its name
  if (!option.required) {
    if (value === "true") return long;
    if (value === "false") return undefined;
  }
  return `${long}=${value}`;
}

type Options = ReadonlyMap<string, Option>;

/** The options of all commands by their long and short names, without dashes. */
function allOptions(command: Command): Options {
  const own = command.options.flatMap((option) =>
    [option.long, option.short]
      .filter((name) => name !== undefined)
      .map((name) => [name.replace(/^--?/u, ""), option] as const),
  );
  return new Map([...own, ...command.commands.flatMap((child) => [...allOptions(child)])]);
}
