import { ExactNumber } from "./exact-number.ts";

export type JsonReading =
  /** Where nothing in the value is an `ExactNumber`, it is plain. */
  | { readonly kind: "value"; readonly value: unknown; readonly isPlain: boolean }
  /** The message never repeats the text, which may hold a password. */
  | { readonly kind: "fault"; readonly message: string };

/** As in go-zero. */
const deepestNesting = 10_000;

/**
 * Reads a JSON text without rounding a number. Most texts have only numbers that `JSON.parse` keeps as they are; the others
 * are read a second time.
 */
export function readJson(given: string): JsonReading {
  const text = withoutLoneSurrogates(given);
  if (isTooDeep(text)) return { kind: "fault", message: "is nested too deeply" };
  try {
    const value: unknown = JSON.parse(text);
    if (!needsCare.test(text)) return { kind: "value", value, isPlain: true };
  } catch (error) {
    return { kind: "fault", message: `is not valid JSON${placeOf(text, error)}` };
  }
  return { kind: "value", value: readValid(text), isPlain: false };
}

/**
 * A number that would lose something (an exponent, more than 15 digits, a zero at the end of a fraction, a tiny one, minus
 * zero), or a key `__proto__`, escaped or not. What only looks like one, in a string, does no harm.
 */
const needsCare =
  /(?:^|[[:,\s])-?(?:[\d.]{16}|\d[\d.]*[eE]|\d+\.\d*0(?!\d)|0\.000000|(?<=-)0(?![.\d]))|__proto__|\\u00(?:5f|7[024]|6f)/i;

/** As in Go, half a character of two is replaced. */
function withoutLoneSurrogates(text: string): string {
  if (!/\\ud[89a-f]/i.test(text)) return text;
  const escapes = /\\(?:u(d[89ab][\da-f]{2})\\u(d[c-f][\da-f]{2})|u(d[89a-f][\da-f]{2})|.)/gis;
  return text.replaceAll(escapes, (escape: string, _high, _low, lone) => (lone === undefined ? escape : "\\ufffd"));
}

function isTooDeep(text: string): boolean {
  // Most texts have not that many brackets at all.
  if (text.length <= 2 * deepestNesting || !hasManyBrackets(text)) return false;
  let depth = 0;
  for (let at = 0; at < text.length; at++) {
    const character = text[at];
    if (character === '"') at = stringEnd(text, at) - 1;
    else if (character === "[" || character === "{") depth++;
    else if (character === "]" || character === "}") depth--;
    if (depth > deepestNesting) return true;
  }
  return false;
}

function hasManyBrackets(text: string): boolean {
  let rest = deepestNesting;
  for (const bracket of ["[", "{"]) {
    for (let at = text.indexOf(bracket); at !== -1 && rest >= 0; at = text.indexOf(bracket, at + 1)) rest--;
  }
  return rest < 0;
}

type Container = unknown[] | Record<string, unknown>;

/** Of a text that is valid JSON, with a stack of its own, so that no nesting is too deep for it. */
function readValid(text: string): unknown {
  const root: unknown[] = [];
  const open: Container[] = [root];
  let key: string | undefined;

  const place = (value: unknown): void => {
    const container = open.at(-1);
    if (Array.isArray(container)) container.push(value);
    else if (container !== undefined && key !== undefined && key !== "__proto__") container[key] = value;
    key = undefined;
  };
  const enter = (container: Container): void => {
    place(container);
    open.push(container);
  };

  for (let at = 0; at < text.length;) {
    const character = text.charAt(at);
    const end = tokenEnd(text, at);
    if (character === "{") enter({});
    else if (character === "[") enter([]);
    else if (character === "}" || character === "]") open.pop();
    else if (character === '"' && key === undefined && !Array.isArray(open.at(-1)))
      key = JSON.parse(text.slice(at, end));
    else if (!/[\s:,]/.test(character)) place(scalarOf(text.slice(at, end)));
    at = end;
  }
  return root[0];
}

function tokenEnd(text: string, at: number): number {
  if (text[at] === '"') return stringEnd(text, at);
  scalar.lastIndex = at;
  return scalar.test(text) ? scalar.lastIndex : at + 1;
}

const scalar = /[\w.+-]+/y;

/** Behind the quotation mark that ends the string, or the text. */
function stringEnd(text: string, start: number): number {
  for (let end = text.indexOf('"', start + 1); end !== -1; end = text.indexOf('"', end + 1)) {
    let backslashes = 0;
    while (text[end - 1 - backslashes] === "\\") backslashes++;
    if (backslashes % 2 === 0) return end + 1;
  }
  return text.length;
}

function scalarOf(token: string): unknown {
  const value: unknown = JSON.parse(token);
  return typeof value === "number" && String(value) !== token ? new ExactNumber(token) : value;
}

function placeOf(text: string, error: unknown): string {
  const offset = errorOffset(text, error instanceof Error ? error.message : "");
  if (offset === undefined) return "";
  const lines = text.slice(0, offset).split("\n");
  return `: line ${lines.length}, column ${(lines.at(-1)?.length ?? 0) + 1}`;
}

function errorOffset(text: string, message: string): number | undefined {
  if (message.startsWith("Unexpected end")) return text.length;
  const position = / at position (\d+)/.exec(message)?.[1];
  return position === undefined ? undefined : Number(position);
}
