import type { JsonValue } from "./column.ts";

/** Integers that a number might round, and texts, so that nothing in a text is taken for one. */
const longIntegers = /"(?:[^"\\]|\\.)*"|(?<![\d.eE+-])-?\d{16,}(?![\d.eE])/g;

/**
 * Reads a document as it is: an integer beyond ±2^53 comes as a bigint. Numbers with a fraction or an exponent are doubles, as in MySQL's
 * JSON. `undefined` if the text is no JSON.
 */
export function parseDocument(text: string): unknown {
  try {
    if (!/\d{16}/.test(text)) return JSON.parse(text);
    // Every text gets a letter before it, every long integer becomes a text with another.
    const marked = text.replaceAll(longIntegers, (found) =>
      found.startsWith('"') ? `"t${found.slice(1)}` : `"i${found}"`,
    );
    return unmarked(JSON.parse(marked));
  } catch {
    return undefined;
  }
}

function unmarked(value: unknown): unknown {
  if (typeof value === "string") return value.startsWith("i") ? integer(value.slice(1)) : value.slice(1);
  if (Array.isArray(value)) return value.map(unmarked);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key.slice(1), unmarked(member)]));
}

function integer(digits: string): number | bigint {
  const number = Number(digits);
  return Number.isSafeInteger(number) ? number : BigInt(digits);
}

/** Reads JSON. An integer of more than 15 digits comes as `{"Integer":"9007199254740993"}`; `undefined` if the text is no JSON. */
export function parseExact(text: string): JsonValue | undefined {
  const exact = /\d{16}/.test(text)
    ? text.replaceAll(longIntegers, (found) => (found.startsWith('"') ? found : `{"Integer":"${found}"}`))
    : text;
  try {
    const json: JsonValue = JSON.parse(exact);
    return json;
  } catch {
    return undefined;
  }
}
