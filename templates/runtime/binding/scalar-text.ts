import { integerFormat } from "./integer-format.ts";
import { shortestFloat32 } from "./shortest-float32.ts";
import type { JsonSchema } from "./json-schema.ts";
import { expectType, violate } from "./reading.ts";
import type { Reading } from "./reading.ts";

/**
 * Makes of a text what a scalar schema asks for; undefined after a violation. `given` is what the request has, to be named in
 * a message.
 */
export type TextReader = (text: string, reading: Reading, given: unknown) => unknown;

/** Reads what comes as text: from the path, the query, a header, in quotes, or the digits of a JSON number. */
export function scalarText(schema: JsonSchema): TextReader {
  const read = typeReader(schema);
  const inOptions = optionsCheck(schema);
  const inRange = rangeCheck(schema);
  if (inOptions === undefined && inRange === undefined) return read;
  return (text, reading, given) => {
    // The text is compared, as in go-zero: 2.0 is not the option 2.
    if (inOptions !== undefined && !inOptions(text, reading)) return undefined;
    const value = read(text, reading, given);
    return inRange === undefined || value === undefined || inRange(value, reading) ? value : undefined;
  };
}

function typeReader(schema: JsonSchema): TextReader {
  if (schema.type === "integer") return integerReader(schema);
  if (schema.type === "number") return schema.format === "float" ? float32Text : float64Text;
  if (schema.type === "boolean") return booleanText;
  return schema.format === "date-time" ? timeText : (text) => text;
}

function integerReader(schema: JsonSchema): TextReader {
  const { minimum, maximum, isUnsigned } = integerFormat(schema);
  const pattern = isUnsigned ? /^\d+$/ : /^[-+]?\d+$/;
  return (text, reading, given) => {
    if (!pattern.test(text)) return expectType(reading, "an integer", given);
    // What has at most 15 digits is exact as a number, and what has very many is not worth reading.
    const value = text.length <= 15 || text.length > 100 ? Number(text) : BigInt(text.replace("+", ""));
    if (value < minimum || value > maximum || text.length > 100) {
      return violate(reading, "overflow", `must be between ${minimum} and ${maximum}`);
    }
    // Adding zero makes zero of minus zero.
    if (schema.as === undefined) return Number(value) + 0;
    return schema.as === "bigint" ? BigInt(value) : BigInt(value).toString();
  };
}

const decimal = /^[-+]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[-+]?\d+)?$/i;

function float64Text(text: string, reading: Reading, given: unknown): unknown {
  if (!decimal.test(text)) return expectType(reading, "a number", given);
  const value = Number(text);
  return Number.isFinite(value) ? value : violate(reading, "overflow", "must be a number that float64 can hold");
}

function float32Text(text: string, reading: Reading, given: unknown): unknown {
  if (!decimal.test(text)) return expectType(reading, "a number", given);
  const number = Number(text);
  const value = Math.fround(number) === number ? number : shortestFloat32(number);
  return Number.isFinite(value) ? value : violate(reading, "overflow", "must be a number that float32 can hold");
}

function booleanText(text: string, reading: Reading, given: unknown): unknown {
  return booleans.get(text.toLowerCase()) ?? expectType(reading, "a boolean", given);
}

const booleans: ReadonlyMap<string, boolean> = new Map([
  ["true", true],
  ["1", true],
  ["false", false],
  ["0", false],
]);

/** RFC 3339. */
function timeText(text: string, reading: Reading): unknown {
  const isTime =
    /^\d{4}-\d\d-\d\dT(?:[01]\d|2[0-3]):\d\d:\d\d(?:\.\d+)?(?:Z|[-+]\d\d:\d\d)$/i.test(text) &&
    !Number.isNaN(Date.parse(text)) &&
    isDay(text.slice(0, 10));
  return isTime ? text : violate(reading, "type", "must be a time such as 2026-01-02T03:04:05Z");
}

/** JavaScript takes 2026-02-30 for the second of March. */
function isDay(text: string): boolean {
  return new Date(`${text}T00:00:00Z`).toISOString().startsWith(text);
}

function optionsCheck({ enum: texts, options = texts }: JsonSchema) {
  if (options === undefined) return undefined;
  const known = new Set(options);
  const message = `must be one of ${options.join(", ")}`;
  return (text: string, reading: Reading): boolean => {
    if (known.has(text)) return true;
    violate(reading, "options", message);
    return false;
  };
}

function rangeCheck({ minimum, maximum, exclusiveMinimum, exclusiveMaximum }: JsonSchema) {
  const limits = [
    { limit: minimum, sign: ">=", isWithin: (value: number, limit: number) => value >= limit },
    { limit: exclusiveMinimum, sign: ">", isWithin: (value: number, limit: number) => value > limit },
    { limit: maximum, sign: "<=", isWithin: (value: number, limit: number) => value <= limit },
    { limit: exclusiveMaximum, sign: "<", isWithin: (value: number, limit: number) => value < limit },
  ].flatMap(({ limit, ...rest }) => (limit === undefined ? [] : [{ limit, ...rest }]));
  if (limits.length === 0) return undefined;
  return (value: unknown, reading: Reading): boolean => {
    // As in go-zero, the limits are doubles.
    const broken = limits.find(({ limit, isWithin }) => !isWithin(Number(value), limit));
    if (broken !== undefined) violate(reading, "range", `must be ${broken.sign} ${broken.limit}`);
    return broken === undefined;
  };
}
