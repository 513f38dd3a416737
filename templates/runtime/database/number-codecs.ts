import { isObject } from "./column.ts";
import type { Codec, JsonValue } from "./column.ts";

/** Integers of every size, as numbers. A value beyond ±2^53 is refused, never rounded. */
export const integer: Codec<number> = {
  decode: exactInteger,
  encode: (value) => {
    if (!Number.isSafeInteger(value)) throw new RangeError("an integer within ±2^53 is needed");
    return value;
  },
  toJson: (value) => value,
  fromJson: (json) => exactInteger(numberIn(json)),
  keyText: String,
  goNull: { member: "Int64", zero: 0 },
};

/** YEAR, which takes two digits for a year between 1970 and 2069. */
export const year: Codec<number> = {
  ...integer,
  decode: (given) => {
    const value = exactInteger(given);
    return value === undefined ? undefined : wholeYear(value);
  },
  encode: (value) => integer.encode(wholeYear(value)),
  keyText: (value) => String(wholeYear(value)),
};

/** 64-bit integers with all their digits. In the cache they are numbers, as go-zero has them. */
export const bigInteger: Codec<bigint> = {
  decode: bigintOf,
  encode: (value) => value,
  toJson: (value) => value,
  fromJson: (json) => bigintOf(numberIn(json)),
  keyText: String,
  goNull: integer.goNull,
};

/** The same as texts, such as `9007199254740993`. */
export const integerText: Codec<string> = {
  decode: (given) => bigintOf(given)?.toString(),
  encode: (value) => exactly(value),
  toJson: (value) => exactly(value),
  fromJson: (json) => bigInteger.fromJson(json)?.toString(),
  keyText: (value) => exactly(value).toString(),
  goNull: integer.goNull,
};

/** BOOL, which is kept as 0 or 1. */
export const boolean: Codec<boolean> = {
  decode: (given) => {
    const number = exactInteger(given);
    return number === undefined ? undefined : number !== 0;
  },
  encode: (value) => (value ? 1 : 0),
  toJson: (value) => value,
  fromJson: (json) => (typeof json === "boolean" ? json : undefined),
  keyText: String,
  goNull: { member: "Bool", zero: false },
};

/** BIT(1): a flag. */
export const bit: Codec<boolean> = { ...boolean, decode: (given) => boolean.decode(bitsOf(given)) };

/** BIT(n): the bits as a number. */
export const bits: Codec<number> = { ...integer, decode: (given) => integer.decode(bitsOf(given)) };

export const double: Codec<number> = {
  decode: (given) => (typeof given === "number" ? given : undefined),
  encode: (value) => {
    if (!Number.isFinite(value)) throw new RangeError("a finite number is needed");
    return value;
  },
  toJson: (value) => value,
  fromJson: (json) => {
    // A large number may be written without a fraction.
    const given = numberIn(json);
    return given === undefined ? undefined : Number(given);
  },
  keyText: String,
  // FLOAT(M,D) and DOUBLE(M,D) round.
  foldedKeyText: () => undefined,
  goNull: { member: "Float64", zero: 0 },
};

/** FLOAT: the shortest number that means the same 32 bits, so that 0.1 comes back as 0.1. */
export const float: Codec<number> = {
  ...double,
  decode: (given) => (typeof given === "number" ? shortestFloat(given) : undefined),
  encode: (value) => {
    // The column compares by its 32 bits, and the shortest number for the greatest of them is beyond it.
    const single = Math.fround(value);
    if (!Number.isFinite(single)) throw new RangeError("a finite number of 32 bits is needed");
    return single;
  },
  keyText: (value) => String(shortestFloat(value)),
};

/** Up to so many digits pass through a JSON number, and through Go's float64, unchanged. */
const EXACT_DIGITS = 15;

/** DECIMAL: an exact text with all fraction digits, such as `12.50`. Cached as a number, as go-zero does, if that is exact. */
export function decimal(precision: number, scale: number): Codec<string> {
  return {
    decode: (given) => (typeof given === "string" ? given : undefined),
    encode: (value) => withScale(value, scale),
    toJson: (value) => (precision > EXACT_DIGITS ? value : Number(value)),
    fromJson: (json) => {
      if (precision > EXACT_DIGITS) return typeof json === "string" ? json : undefined;
      return typeof json === "number" ? json.toFixed(scale) : undefined;
    },
    keyText: (value) => (precision > EXACT_DIGITS ? canonical(withScale(value, scale)) : String(Number(value))),
    goNull: { member: "Float64", zero: 0 },
  };
}

/** Adds the fraction digits that are missing. Too many are refused, since the database would round them away. */
function withScale(value: string, scale: number): string {
  const parts = /^(?<whole>[+-]?\d+)(?:\.(?<fraction>\d*))?$/u.exec(value)?.groups;
  if (parts === undefined) throw new RangeError("a decimal number is needed");
  const fraction = parts["fraction"] ?? "";
  if (fraction.length > scale) throw new RangeError(`at most ${scale} fraction digits are kept`);
  return scale === 0 ? `${parts["whole"]}` : `${parts["whole"]}.${fraction.padEnd(scale, "0")}`;
}

/** `+007.50` as the database gives it back. */
function canonical(text: string): string {
  return text
    .replace(/^\+/u, "")
    .replace(/^(?<sign>-?)0+(?=\d)/u, "$<sign>")
    .replace(/^-(?=[0.]+$)/u, "");
}

/** A number of the cached JSON, as `parseExact` gives it: as a text if it has many digits. */
function numberIn(json: JsonValue): number | string | undefined {
  const given = isObject(json) ? json["Integer"] : json;
  return typeof given === "number" || (given !== json && typeof given === "string") ? given : undefined;
}

/** `undefined` for a number that may have been rounded, and for what is no integer. */
function bigintOf(given: unknown): bigint | undefined {
  if (typeof given === "bigint") return given;
  if (typeof given === "number") return Number.isSafeInteger(given) ? BigInt(given) : undefined;
  return typeof given === "string" && /^-?\d+$/u.test(given) ? BigInt(given) : undefined;
}

function exactly(text: string): bigint {
  const value = bigintOf(text);
  if (value === undefined) throw new RangeError("the text of an integer is needed");
  return value;
}

function exactInteger(given: unknown): number | undefined {
  if (typeof given !== "number" && typeof given !== "bigint" && typeof given !== "string") return undefined;
  const number = Number(given);
  return Number.isSafeInteger(number) ? number : undefined;
}

function wholeYear(value: number): number {
  if (value < 1 || value > 99) return value;
  return value + (value < 70 ? 2000 : 1900);
}

/** MySQL gives bits as bytes, SQLite as an integer. */
function bitsOf(given: unknown): unknown {
  return given instanceof Uint8Array ? BigInt(`0x${Buffer.from(given).toString("hex") || "0"}`) : given;
}

function shortestFloat(number: number): number {
  const exact = Math.fround(number);
  for (let digits = 1; digits < 9; digits++) {
    const shorter = Number(exact.toPrecision(digits));
    if (Math.fround(shorter) === exact) return shorter;
  }
  return Number(exact.toPrecision(9));
}
