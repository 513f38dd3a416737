import { isBase64 } from "./is-base64.ts";
import { jsonInText, listReader } from "./list-reader.ts";
import { expectType } from "./reading.ts";
import type { ValueReader } from "./reading.ts";
import { scalarText } from "./scalar-text.ts";
import { numberText, ExactNumber } from "./exact-number.ts";

/** Makes the reader of bytes, which come as base64 in the standard alphabet or as a list of numbers, and are base64 then. */
export function bytesReader(): ValueReader {
  const byte = scalarText({ type: "integer", format: "uint8" });
  const readByte: ValueReader = (value, reading) =>
    typeof value === "number" || value instanceof ExactNumber
      ? byte(numberText(value), reading, value)
      : expectType(reading, "an integer", value);
  const readList = listReader({}, readByte, () => 0);

  return (value, reading) => {
    if (typeof value === "string" && isBase64(value)) return value;
    const list = typeof value === "string" ? jsonInText(value, reading) : value;
    if (!Array.isArray(list)) return expectType(reading, "base64", value);
    const bytes = readList(list, reading);
    return Array.isArray(bytes) ? Buffer.from(bytes).toString("base64") : bytes;
  };
}
