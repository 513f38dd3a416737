import { ExactNumber } from "./exact-number.ts";
import type { JsonSchema } from "./json-schema.ts";
import { jsonInText, outsideObjects } from "./list-reader.ts";
import { expectType, isFull, isTooDeep } from "./reading.ts";
import type { ValueReader } from "./reading.ts";
import { scalarText } from "./scalar-text.ts";

/** Makes the reader of a map, which may also come as JSON in a text. Its values are never null, unless they may be anything. */
export function mapReader({ propertyNames }: JsonSchema, entry: ValueReader): ValueReader {
  // Written as JavaScript would: the key 07 is the number 7.
  const readKey = propertyNames === undefined ? undefined : scalarText({ ...propertyNames, as: "string" });
  const readEntries: ValueReader = (map, reading) => {
    const result: Record<string, unknown> = {};
    for (const [key, item] of Object.entries(Object(map))) {
      if (isFull(reading)) break;
      reading.path.push(key);
      const name = readKey === undefined ? key : readKey(key, reading, key);
      const value = entry(item, reading);
      if (typeof name === "string") result[name] = value === null && item !== null ? [] : value;
      reading.path.pop();
    }
    return result;
  };

  return (value, reading) => {
    const map: unknown = typeof value === "string" ? jsonInText(value, reading) : value;
    if (typeof map !== "object" || map === null || Array.isArray(map) || map instanceof ExactNumber) {
      return expectType(reading, "an object", value);
    }
    return isTooDeep(reading) ? undefined : outsideObjects(readEntries, map, reading);
  };
}
