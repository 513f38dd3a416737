import { readJson } from "./read-json.ts";
import type { JsonSchema } from "./json-schema.ts";
import { expectType, isFull, isTooDeep, violate } from "./reading.ts";
import type { Reading, ValueReader } from "./reading.ts";

/**
 * Makes the reader of a list, which may also come as JSON in a text. A list of nulls is Go's nil, unless its length is given, and a
 * null in one `nil`.
 */
export function listReader(schema: JsonSchema, element: ValueReader, nil: () => unknown): ValueReader {
  const { minItems = 0, maxItems = Number.MAX_SAFE_INTEGER } = schema;
  const mayBeNil = schema.minItems === undefined;
  const readElements: ValueReader = (list, reading) => {
    if (!Array.isArray(list)) return undefined;
    const { path } = reading;
    const depth = path.length;
    const result: unknown[] = [];
    for (let index = 0; index < list.length && !isFull(reading); index++) {
      path[depth] = index;
      const item: unknown = list[index];
      result.push(item === null ? nil() : element(item, reading));
    }
    path.length = depth;
    return result;
  };

  return (value, reading) => {
    const list: unknown = typeof value === "string" ? jsonInText(value, reading) : value;
    if (!Array.isArray(list)) return expectType(reading, "an array", value);
    if (list.length < minItems || list.length > maxItems) {
      return violate(reading, "type", `must have ${minItems} elements, found ${list.length}`);
    }
    if (mayBeNil && list.length > 0 && list.every((item) => item === null)) return null;
    return isTooDeep(reading) ? undefined : outsideObjects(readElements, list, reading);
  };
}

/** What JSON in a text means; undefined if the text is none. */
export function jsonInText(text: string, reading: Reading): unknown {
  const result = readJson(text);
  if (result.kind === "fault") return undefined;
  reading.isPlain &&= result.isPlain;
  return result.value;
}

/** Reads what inherits nothing from the objects around it. */
export function outsideObjects(read: ValueReader, value: unknown, reading: Reading): unknown {
  const { enclosing } = reading;
  reading.enclosing = [];
  const result = read(value, reading);
  reading.enclosing = enclosing;
  return result;
}
