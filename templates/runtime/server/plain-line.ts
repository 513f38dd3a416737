/** Writes a line of the log as go-zero's `plain` encoding has it: time, level, text and the rest, with tabs between them. */
export function writePlainLine(line: string): void {
  const { time, level, msg = "", ...rest }: Record<string, unknown> = JSON.parse(line);
  const members = Object.entries(rest).map(([name, value]) => `${name}=${plainText(value)}`);
  process.stdout.write(`${[time, level, plainText(msg), ...members].join("\t")}\n`);
}

/** A text stands as it is unless it would be taken for more than one. */
function plainText(value: unknown): string {
  return typeof value === "string" && !/[\p{Cc}"]/u.test(value) ? value : JSON.stringify(value);
}
