import { jsonText } from "../binding/json-text.ts";
import { binary, bytesOf } from "./bytes-codecs.ts";
import { isObject } from "./column.ts";
import type { Codec, JsonValue } from "./column.ts";
import { parseDocument } from "./exact-json.ts";

/** CHAR, VARCHAR and TEXT of every size. */
export const text: Codec<string> = {
  decode: (given) => (typeof given === "string" ? given : undefined),
  encode: (value) => value,
  toJson: (value) => value,
  fromJson: (json) => (typeof json === "string" ? json : undefined),
  keyText: (value) => value,
  foldedKeyText: folded,
  goNull: { member: "String", zero: "" },
};

/** As MySQL's usual collations compare: without case, accents, invisible characters, and blanks at the end. */
function folded(value: string): string {
  return value
    .normalize("NFKD")
    .replaceAll(/[\p{M}\p{C}]/gu, "")
    .toLowerCase()
    .replace(/(?<! ) +$/u, "");
}

/** SET and network addresses: of the many spellings that the database takes it gives back its own. */
export const respelledText: Codec<string> = { ...text, foldedKeyText: () => undefined };

/** UUID. The database takes it without hyphens and in capitals too. */
export const uuid: Codec<string> = {
  ...text,
  encode: hyphenated,
  keyText: hyphenated,
  foldedKeyText: undefined,
};

function hyphenated(value: string): string {
  const digits = value.replaceAll("-", "").toLowerCase();
  const groups = /^([\da-f]{8})([\da-f]{4})([\da-f]{4})([\da-f]{4})([\da-f]{12})$/u.exec(digits);
  return groups === null ? value : groups.slice(1).join("-");
}

/** ENUM. A value that was added to the column later cannot be read before the model is generated anew. */
export function choice<Value extends string>(values: readonly Value[]): Codec<Value> {
  return {
    decode: (given) => values.find((value) => value === given) ?? inOtherCase(values, given),
    encode: (value) => value,
    toJson: (value) => value,
    fromJson: (given) => values.find((value) => value === given),
    keyText: (value) => value,
    goNull: text.goNull,
  };
}

/** As DDL may write a default, which SQLite keeps so. */
function inOtherCase<Value extends string>(values: readonly Value[], given: unknown): Value | undefined {
  return typeof given === "string" ? values.find((value) => value.toLowerCase() === given.toLowerCase()) : undefined;
}

/** The document `null` in a nullable JSON column, where null itself is SQL's NULL. */
export const jsonNull = Object.freeze({ toJSON: () => null });

/** JSON: the value that the text means. Integers beyond ±2^53 are bigints. */
export const json: Codec<unknown> = {
  ...document(parseDocument),
  inNullable: document((source) => {
    const value = parseDocument(source);
    return value === null ? jsonNull : value;
  }),
};

function document(parse: (source: string) => unknown): Codec<unknown> {
  return {
    decode: (given) => (typeof given === "string" ? parse(given) : undefined),
    encode: documentText,
    toJson: documentText,
    fromJson: (given) => (typeof given === "string" ? parse(given) : undefined),
    keyText: documentText,
    goNull: { member: "String", zero: "" },
  };
}

/** Throws a RangeError for what JSON does not have. */
function documentText(value: unknown): string {
  try {
    if (value !== undefined && typeof value !== "function") return jsonText(value);
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
  }
  throw new RangeError("a JSON value is needed");
}

/** Types that have no better form here, which neither MySQL nor MariaDB had when this was generated: what the driver gives, with bytes as a Buffer. */
export const opaque: Codec<unknown> = {
  decode: (given) => bytesOf(given) ?? given,
  encode: (value) => (isSqlValue(value) ? value : documentText(value)),
  toJson: (value) => {
    if (Buffer.isBuffer(value)) return binary.toJson(value);
    return typeof value === "bigint" ? { Integer: value.toString() } : documentText(value);
  },
  fromJson: (given) => {
    if (typeof given === "string") return parsed(given);
    const integer = isObject(given) ? given["Integer"] : undefined;
    return typeof integer === "string" && /^-?\d+$/u.test(integer) ? BigInt(integer) : binary.fromJson(given);
  },
  keyText: (value) => {
    if (Buffer.isBuffer(value)) return binary.keyText(value);
    return typeof value === "bigint" ? value.toString() : documentText(value);
  },
  foldedKeyText: () => undefined,
  goNull: { member: "String", zero: "" },
};

function isSqlValue(value: unknown): value is string | number | bigint | Buffer {
  return ["string", "number", "bigint"].includes(typeof value) || Buffer.isBuffer(value);
}

function parsed(source: string): JsonValue | undefined {
  try {
    const value: JsonValue = JSON.parse(source);
    return value;
  } catch {
    return undefined;
  }
}
