/** The width that the templates keep to and that a generated project's own prettier is set to. */
const WIDTH = 120;

/**
 * A text as prettier would print it. The templates' own output already is: only a name or a comment from the user's input can
 * make a line too long, or wide in a way that only prettier can count, so prettier is loaded for those files alone.
 */
export async function pretty(path: string, text: string): Promise<string> {
  if (!/\.(?:ts|json|yaml|md)$/u.test(path) || isNarrow(text)) return text;
  const { format } = await import("prettier");
  return format(text, { filepath: path, printWidth: WIDTH });
}

function isNarrow(text: string): boolean {
  return /^[\n\t\r -~]*$/u.test(text) && text.split("\n").every((line) => line.length <= WIDTH);
}
