import { isObject } from "./column.ts";
import type { Codec } from "./column.ts";

/** BINARY, VARBINARY and BLOB of every size. Go's form in the cache damages bytes that are no UTF-8, hence one of our own. */
export const binary: Codec<Buffer> = {
  // A default in DDL is a text, which SQLite keeps as such.
  decode: (given) => (typeof given === "string" ? Buffer.from(given) : bytesOf(given)),
  encode: (value) => value,
  toJson: (value) => ({ Base64: value.toString("base64") }),
  fromJson: (json) => {
    const bytes = isObject(json) ? json["Base64"] : undefined;
    return typeof bytes === "string" ? Buffer.from(bytes, "base64") : undefined;
  },
  keyText: (value) => value.toString("hex"),
  goNull: { member: "String", zero: "" },
};

/** BINARY(n), which the database fills with zeros. */
export function fixedBinary(length: number): Codec<Buffer> {
  const filled = (value: Buffer): Buffer => Buffer.concat([value], Math.max(length, value.length));
  return {
    ...binary,
    decode: (given) => {
      const value = binary.decode(given);
      return value && filled(value);
    },
    encode: filled,
    keyText: (value) => binary.keyText(filled(value)),
  };
}

/** Bytes as the drivers give them. */
export function bytesOf(given: unknown): Buffer | undefined {
  return given instanceof Uint8Array ? Buffer.from(given) : undefined;
}

/** GEOMETRY and its kinds, and VECTOR: the database's own bytes, which drivers would take apart and cannot put together again. */
export const internalBytes: Codec<Buffer> = {
  ...binary,
  // SQLite has an empty text for the bytes of NULL.
  readAs: (name) => `nullif(hex(${name}), '')`,
  decode: (given) => (typeof given === "string" ? Buffer.from(given, "hex") : undefined),
};
