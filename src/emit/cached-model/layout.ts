/** Prettier's print width for generated files. */
const PRINT_WIDTH = 120;

/** The text on one line if that fits, else opened with each item on a line of its own, as prettier would. */
export function fitted(parts: {
  readonly open: string;
  readonly items: readonly string[];
  readonly close: string;
}): string {
  const { open, items, close } = parts;
  // Only braces stand apart from what they hold.
  const space = open.endsWith("{") && items.length > 0 ? " " : "";
  const line = open + space + items.join(", ") + space + close;
  if (line.length <= PRINT_WIDTH) return line;
  const indent = /^ */u.exec(open)?.[0] ?? "";
  return `${open}\n${items.map((item) => `${indent}  ${item},\n`).join("")}${indent}${close}`;
}

/** A constant whose value stands below its name if the line would be too long. */
export function constantLine(name: string, value: string): string {
  const line = `const ${name} = ${value};`;
  return line.length <= PRINT_WIDTH ? line : `const ${name} =\n  ${value};`;
}

/** A list as a member of something that stands opened; `indent` is the member's. */
export function fittedMember(name: string, items: readonly string[], indent: string): string {
  // The comma that follows the member takes part in the width.
  const withComma = fitted({ open: `${indent}${name}: [`, items, close: "]," });
  return withComma.slice(indent.length, -1);
}

/** A property of an interface; a union that is too long stands below its name. */
export function propertyLine(name: string, types: readonly string[]): string {
  const line = `  ${name}: ${types.join(" | ")};`;
  if (line.length <= PRINT_WIDTH || types.length === 1) return line;
  return `  ${name}:\n${types.map((type) => `    | ${type}`).join("\n")};`;
}

/** A template literal: the text as it is, line by line. */
export function templateLiteral(text: string): string {
  const escaped = text.replaceAll(/[\\`]|\$(?=\{)/gu, "\\$&");
  return `\`${escaped.replaceAll(/(?!\n)[\p{Cc}\p{Cs}\u2028\u2029\uFEFF]/gu, unicodeEscape)}\``;
}

function unicodeEscape(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
}
