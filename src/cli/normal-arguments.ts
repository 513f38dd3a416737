import type { Command, Option } from "commander";

/**
 * Rewrites what goctl's users type to what commander takes: `-api user.api` and `-dry-run=true` are `--api user.api` and
 * `--dry-run`. Only the option names are touched, never a value.
 */
export function normalArguments(commandLine: readonly string[], program: Command): string[] {
  const options = allOptions(program);
  const result: string[] = [];
  let isValue = false;
  for (const [index, argument] of commandLine.entries()) {
    if (argument === "--") return [...result, ...commandLine.slice(index)];
    const normal = isValue ? argument : normalOption(argument, options);
    isValue = !isValue && options.get(argument.replace(/^--?/u, ""))?.required === true && argument.startsWith("-");
    if (normal !== undefined) result.push(normal);
  }
  return result;
}

/** Undefined for an option that is switched off. */
function normalOption(argument: string, options: ReadonlyMap<string, Option>): string | undefined {
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

/** The options of all commands by their long and short names, without dashes. */
function allOptions(command: Command): ReadonlyMap<string, Option> {
  const own = command.options.flatMap((option) =>
    [option.long, option.short]
      .filter((name) => name !== undefined)
      .map((name) => [name.replace(/^--?/u, ""), option] as const),
  );
  return new Map([...own, ...command.commands.flatMap((child) => [...allOptions(child)])]);
}
