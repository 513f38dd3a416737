import { isIdentifier } from "../text/identifier.ts";

/** A TypeScript string literal as prettier writes it: double quotes, unless that costs more escapes. */
export function stringLiteral(value: string): string {
  if (/^[ !#-[\]-~]*$/.test(value)) return `"${value}"`; // plain ASCII, as nearly all are
  const quote = count(value, '"') > count(value, "'") ? "'" : '"';
  return quote + Array.from(value, (character) => escaped(character, quote)).join("") + quote;
}

function count(text: string, part: string): number {
  return text.split(part).length - 1;
}

function escaped(character: string, quote: string): string {
  const short = shortEscapes.get(character);
  if (short !== undefined) return short;
  if (character === quote) return `\\${character}`;
  // Controls and line separators would be invisible or end the line; lone surrogates cannot be written as UTF-8.
  if (/[\p{Cc}\p{Cs}\u2028\u2029\uFEFF]/u.test(character)) {
    return `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
  }
  return character;
}

const shortEscapes: ReadonlyMap<string, string> = new Map([
  ["\\", "\\\\"],
  ["\n", "\\n"],
  ["\r", "\\r"],
  ["\t", "\\t"],
]);

/** A property name in an object type or literal: bare if it can be. */
export function propertyName(name: string): string {
  return isIdentifier(name) ? name : stringLiteral(name);
}

/** A JSDoc comment with its line end, or nothing; `indent` is put before each line. The text cannot end the comment. */
export function documentationComment(lines: readonly string[], indent = ""): string {
  const safe = lines.flatMap((line) => line.split(/[\r\n\u2028\u2029]/u)).map(commentText);
  const [first] = safe;
  if (first === undefined || safe.every((line) => line === "")) return "";
  if (safe.length === 1) return `${indent}/** ${first} */\n`;
  return `${indent}/**\n${safe.map((line) => `${indent} * ${line}`.trimEnd()).join("\n")}\n${indent} */\n`;
}

/** One line of text that cannot end the comment that it stands in. */
export function commentText(line: string): string {
  return line
    .replaceAll("*/", "*\\/")
    .replaceAll(/[\p{Cc}\u2028\u2029\uFEFF]/gu, " ")
    .trim();
}

/**
 * A value as a TypeScript literal in prettier's form. An object stands on one line if it holds plain values only and is short;
 * `indent` is that of the line on which the literal begins.
 */
export function literal(value: LiteralValue, indent = ""): string {
  if (typeof value === "string") return stringLiteral(value);
  if (isPlain(value)) return String(value);
  const inner = `${indent}  `;
  if (isList(value)) {
    if (isShort(value)) return `[${value.map((item) => literal(item)).join(", ")}]`;
    return `[\n${value.map((item) => `${inner}${literal(item, inner)},\n`).join("")}${indent}]`;
  }
  const members = Object.entries(value);
  if (members.length === 0) return "{}";
  if (isShort(value))
    return `{ ${members.map(([name, member]) => `${memberName(name)}: ${literal(member)}`).join(", ")} }`;
  const lines = members.map(([name, member]) => `${inner}${memberName(name)}: ${literal(member, inner)},\n`);
  return `{\n${lines.join("")}${indent}}`;
}

/** Room that a one-line literal leaves for its name and indentation within the print width. */
const SHORT_LITERAL = 80;

function isShort(value: readonly LiteralValue[] | { readonly [name: string]: LiteralValue }): boolean {
  if (JSON.stringify(value).length > SHORT_LITERAL) return false;
  if (!isList(value)) return Object.values(value).every((member) => isPlain(member) || isListOfPlain(member));
  // A list stands on one line unless it holds several objects that each have several members.
  const isTable = value.length > 1 && value.every((item) => !isPlain(item) && Object.keys(item).length > 1);
  return !isTable && value.every((item) => isPlain(item) || isShort(item));
}

function isListOfPlain(value: LiteralValue): boolean {
  return isList(value) && value.every(isPlain);
}

function isPlain(value: LiteralValue): value is string | number | boolean | null {
  return value === null || typeof value !== "object";
}

function isList(value: LiteralValue): value is readonly LiteralValue[] {
  return Array.isArray(value);
}

/** Written bare, `__proto__` in an object literal would set the prototype instead of a member. */
function memberName(name: string): string {
  return name === "__proto__" ? '["__proto__"]' : propertyName(name);
}

export type LiteralValue =
  string | number | boolean | null | readonly LiteralValue[] | { readonly [name: string]: LiteralValue };
