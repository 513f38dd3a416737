/** The width that the templates keep to and that a generated project's own prettier is set to. */
const WIDTH = 120;

/**
 * A TypeScript text as prettier would print it. The templates' own output already is: only a name from the user's input can
 * make a line of code too long, or wide in a way that prettier alone can count, so prettier is loaded for those files alone.
 */
export async function pretty(path: string, text: string): Promise<string> {
  if (!path.endsWith(".ts") || isRuntime(path) || text.split("\n").every(isNarrow)) return text;
  const { format } = await import("prettier");
  return format(text, { filepath: path, printWidth: WIDTH });
}

/** Copied as it is; this repository's own checks have it formatted. */
function isRuntime(path: string): boolean {
  return /^(?:internal\/)?runtime\//u.test(path);
}

/** Comments are never broken; a character beyond ASCII takes two columns at most. */
function isNarrow(line: string): boolean {
  if (line.length * 2 <= WIDTH || /^\s*(?:\/\/|\/?\*)/u.test(line)) return true;
  return line.length <= WIDTH && /^[ -~]*$/u.test(line);
}
