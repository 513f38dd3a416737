import type { JsonValue } from "./column.ts";

/** Integers that a number might round, and texts, so that nothing in a text is taken for one. */
const longIntegers = /"(?:[^"\\]|\\.)*"|(?<![\d.eE+-])-?\d{16,}(?![\d.eE])/g;

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
