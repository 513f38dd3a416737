import type { SqlValue } from "./sql-session.ts";

/** One column of a table: its name in the database, its member in the cached JSON, and how its values are read and written. */
export interface Column<Value> {
  readonly name: string;
  /** The name that go-zero gives the field, so that both can read the same cache. */
  readonly field: string;
  readonly codec: Codec<Value>;
}

/** What becomes of a value between the driver, the program and the cache. */
export interface Codec<Value> {
  /** What is read in place of the column, given its quoted name, where drivers give something else than they take. */
  readonly readAs?: ((name: string) => string) | undefined;
  /** From what a driver gives; `undefined` if the program cannot hold it exactly. */
  decode(given: unknown): Value | undefined;
  /** To what a driver takes. Throws a RangeError, which says why, if the column would change the value. */
  encode(value: Value): SqlValue;
  toJson(value: Value): JsonValue;
  /** `undefined` if this is not what `toJson` gives. */
  fromJson(json: JsonValue): Value | undefined;
  /** The value in a cache key, as Go prints it; `undefined` for NULL, which no lookup finds. */
  keyText(value: Value): string | undefined;
  /**
   * For a column that may hold another spelling than it is given, or be compared without regard to case: one text for all spellings that
   * it takes for this one, or `undefined` where there is no such text. The key text itself if absent.
   */
  readonly foldedKeyText?: ((value: Value) => string | undefined) | undefined;
  /** What stands for this codec in a nullable column, if its values may be null themselves. */
  readonly inNullable?: Codec<Value> | undefined;
  /** The member of Go's `sql.Null…` that holds the value of a nullable column, and what stands there for NULL. */
  readonly goNull: { readonly member: string; readonly zero: JsonValue };
}

/** A bigint is written as a number with all its digits. */
export type JsonValue =
  null | boolean | number | bigint | string | readonly JsonValue[] | { readonly [member: string]: JsonValue };

export function column<Value>(name: string, field: string, codec: Codec<Value>): Column<Value> {
  return { name, field, codec };
}

/** A column without NOT NULL. The cached form is Go's: `{"String":"x","Valid":true}`. */
export function nullable<Value>(ofValue: Codec<Value>): Codec<Value | null> {
  const codec = ofValue.inNullable ?? ofValue;
  const { foldedKeyText, readAs } = codec;
  const { member, zero } = codec.goNull;
  return {
    readAs,
    decode: (given) => (given === null ? null : codec.decode(given)),
    encode: (value) => (value === null ? null : codec.encode(value)),
    toJson: (value) =>
      value === null ? { [member]: zero, Valid: false } : { [member]: codec.toJson(value), Valid: true },
    fromJson: (json) => {
      if (!isObject(json) || typeof json["Valid"] !== "boolean") return undefined;
      if (!json["Valid"]) return null;
      const value = json[member];
      return value === undefined ? undefined : codec.fromJson(value);
    },
    keyText: (value) => (value === null ? undefined : goText(codec.keyText(value))),
    foldedKeyText: foldedKeyText && ((value) => (value === null ? undefined : goText(foldedKeyText(value)))),
    goNull: codec.goNull,
  };
}

/** How Go prints the value of a nullable column. */
function goText(text: string | undefined): string | undefined {
  return text === undefined ? undefined : `{${text} true}`;
}

export function isObject(json: JsonValue): json is { readonly [member: string]: JsonValue } {
  return typeof json === "object" && json !== null && !Array.isArray(json);
}
