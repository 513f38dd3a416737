import { ExactNumber } from "./exact-number.ts";
import type { JsonSchema } from "./json-schema.ts";
import { isTooDeep, levelsBelow, violate } from "./reading.ts";
import type { Reading, ValueReader } from "./reading.ts";

/** Makes the reader of a value that may be anything: it stays what JSON says, an integer beyond ±2^53 being what `as` says. */
export function readAny({ as }: JsonSchema): ValueReader {
  const readNumber = (text: string, reading: Reading): unknown => {
    const value = Number(text);
    if (!Number.isFinite(value)) return violate(reading, "overflow", "must be a number that float64 can hold");
    if (!/^-?\d+$/.test(text) || Number.isSafeInteger(value)) return value;
    if (as !== undefined) return as === "bigint" ? BigInt(text) : text;
    return violate(reading, "overflow", `must be between ${Number.MIN_SAFE_INTEGER} and ${Number.MAX_SAFE_INTEGER}`);
  };
  const read: ValueReader = (value, reading) => {
    if (typeof value !== "object" || value === null) return value;
    if (value instanceof ExactNumber) return readNumber(value.text, reading);
    if (isTooDeep(reading)) return undefined;
    const readMember = (key: string | number, member: unknown): unknown => {
      reading.path.push(key);
      const result = read(member, reading);
      reading.path.pop();
      return result;
    };
    if (Array.isArray(value)) return value.map((member, index) => readMember(index, member));
    return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, readMember(key, member)]));
  };
  return (value, reading) => (reading.isPlain && isWithin(value, levelsBelow(reading)) ? value : read(value, reading));
}

/** Whether a value has no more levels of lists and objects than so many. */
function isWithin(value: unknown, levels: number): boolean {
  if (typeof value !== "object" || value === null) return true;
  return levels > 0 && Object.values(value).every((member) => isWithin(member, levels - 1));
}
