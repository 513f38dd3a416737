import type { JsonSchema } from "./json-schema.ts";

/** The values that an integer of a Go type can have, as far as its type in TypeScript has them, too. */
export interface IntegerFormat {
  readonly minimum: number | bigint;
  readonly maximum: number | bigint;
  readonly isUnsigned: boolean;
}

/** The format of a schema, such as `int32`; `int64` if it has none. */
export function integerFormat({ format = "int64", as }: JsonSchema): IntegerFormat {
  const bits = Number(/\d+$/.exec(format)?.[0] ?? "64");
  const isUnsigned = format.startsWith("u");
  if (bits <= 32) {
    const values = 2 ** bits;
    return isUnsigned
      ? { minimum: 0, maximum: values - 1, isUnsigned }
      : { minimum: -values / 2, maximum: values / 2 - 1, isUnsigned };
  }
  // A JavaScript number beyond these would lose digits, so that it is refused rather than rounded.
  if (as === undefined)
    return {
      minimum: isUnsigned ? 0 : Number.MIN_SAFE_INTEGER,
      maximum: Number.MAX_SAFE_INTEGER,
      isUnsigned,
    };
  return isUnsigned
    ? { minimum: 0n, maximum: 2n ** 64n - 1n, isUnsigned }
    : { minimum: -(2n ** 63n), maximum: 2n ** 63n - 1n, isUnsigned };
}
