import type { Codec } from "./column.ts";

/** Go's zero time, which its driver reads from and writes as MySQL's `0000-00-00`. */
const ZERO_TIME = Date.parse("0001-01-01T00:00:00Z");

/** DATE: midnight in UTC. */
export const date: Codec<Date> = {
  ...datetime(0),
  encode: dateText,
  keyText: (value) => goKeyText(dateText(value)),
};

/** DATETIME and TIMESTAMP, in UTC. A Date ends at milliseconds: further digits of a column are not read. */
export function datetime(fraction: number): TimeCodec {
  return {
    decode: (given) => (typeof given === "string" ? fromSql(given) : undefined),
    encode: (value) => toSql(value, fraction),
    toJson: (value) => goTime(value).replace(" ", "T") + "Z",
    fromJson: (json) => (typeof json === "string" ? validDate(Date.parse(json)) : undefined),
    keyText: (value) => goKeyText(toSql(value, fraction)),
    goNull: { member: "Time", zero: "0001-01-01T00:00:00Z" },
  };
}

interface TimeCodec extends Codec<Date> {
  encode(value: Date): string;
}

function dateText(value: Date): string {
  return toSql(value, 0).slice(0, 10);
}

/** A time in a cache key is the one that the column holds, which may have fewer digits than the Date. */
function goKeyText(sql: string): string | undefined {
  const time = fromSql(sql);
  return time === undefined ? undefined : `${goTime(time)} +0000 UTC`;
}

function fromSql(text: string): Date | undefined {
  if (text.startsWith("0000-00-00")) return new Date(ZERO_TIME);
  const [day = "", time = "00:00:00"] = text.split(" ");
  return validDate(Date.parse(`${day}T${time}Z`));
}

/** `2026-01-02 03:04:05.120` with as many fraction digits as the column has, rounded as MySQL rounds. */
function toSql(value: Date, fraction: number): string {
  const unit = 10 ** Math.max(0, 3 - fraction);
  const text = isoText(new Date(Math.round(value.getTime() / unit) * unit))
    .replace("T", " ")
    .replace("Z", "");
  if (value.getTime() === ZERO_TIME) return "0000-00-00 00:00:00";
  return fraction === 0 ? text.slice(0, 19) : text.slice(0, 20) + text.slice(20).padEnd(6, "0").slice(0, fraction);
}

/** Go's form leaves trailing zeros of the fraction out. */
function goTime(value: Date): string {
  return isoText(value)
    .replace("T", " ")
    .replace("Z", "")
    .replace(/\.?0+$/u, "");
}

function isoText(value: Date): string {
  const year = value.getUTCFullYear();
  if (!(year >= 0 && year <= 9999)) throw new RangeError("a time between the years 0 and 9999 is needed");
  return value.toISOString();
}

function validDate(milliseconds: number): Date | undefined {
  return Number.isNaN(milliseconds) ? undefined : new Date(milliseconds);
}
