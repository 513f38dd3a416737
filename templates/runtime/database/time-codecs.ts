import type { Codec } from "./column.ts";
import { text as textCodec } from "./text-codecs.ts";

/** Go's zero time, which its driver reads from and writes as MySQL's `0000-00-00`. */
const ZERO_TIME = Date.parse("0001-01-01T00:00:00Z");

/** A time with digits that a Date has no room for. They are written back as long as the Date is not changed. */
export class PreciseDate extends Date {
  readonly #milliseconds: number;
  readonly #microseconds: number;

  /** `microseconds`: 0 to 999, beyond the milliseconds since 1970. */
  constructor(milliseconds: number, microseconds: number) {
    super(milliseconds);
    this.#milliseconds = milliseconds;
    this.#microseconds = microseconds;
  }

  get microseconds(): number {
    return this.getTime() === this.#milliseconds ? this.#microseconds : 0;
  }
}

/** DATE: midnight in UTC. */
export const date: Codec<Date> = {
  ...datetime(0),
  encode: dateText,
  keyText: (value) => goKeyText(dateText(value)),
};

/** DATETIME and TIMESTAMP, in UTC. */
export function datetime(fraction: number): TimeCodec {
  return {
    decode: (given) => (typeof given === "string" ? fromSql(given) : undefined),
    encode: (value) => toSql(value, fraction),
    toJson: (value) => goTime(value).replace(" ", "T") + "Z",
    fromJson: (json) => (typeof json === "string" ? dateOf(json) : undefined),
    keyText: (value) => goKeyText(toSql(value, fraction)),
    goNull: { member: "Time", zero: "0001-01-01T00:00:00Z" },
  };
}

/** TIME, as the database spells it: `-838:59:59`, with all fraction digits. Too many of them are refused, since it would round them away. */
export function time(fraction: number): Codec<string> {
  return {
    ...textCodec,
    // Drivers leave zeros at the end out.
    decode: (given) => (typeof given === "string" ? (timeOfDay(given, fraction) ?? given) : undefined),
    encode: (value) => {
      const spelled = timeOfDay(value, fraction);
      if (spelled === undefined) throw new RangeError(`a time such as ${timeOfDay("12:30", fraction)} is needed`);
      return spelled;
    },
    keyText: (value) => timeOfDay(value, fraction),
    foldedKeyText: undefined,
  };
}

/** `1:2` as `01:02:00`; `undefined` for what is no time, or has more fraction digits than are kept. */
function timeOfDay(value: string, fraction: number): string | undefined {
  const form = /^(?<sign>-?)(?<hours>\d{1,3}):(?<minutes>[0-5]?\d)(?::(?<seconds>[0-5]?\d)(?:\.(?<rest>\d*))?)?$/u;
  const parts = form.exec(value)?.groups;
  if (parts === undefined) return undefined;
  const { sign = "", hours = "", minutes = "", seconds = "", rest = "" } = parts;
  if (rest.length > fraction) return undefined;
  const whole = [String(Number(hours)), minutes, seconds].map((digits) => digits.padStart(2, "0")).join(":");
  const spelled = fraction === 0 ? whole : `${whole}.${rest.padEnd(fraction, "0")}`;
  return /[1-9]/u.test(spelled) ? sign + spelled : spelled;
}

interface TimeCodec extends Codec<Date> {
  encode(value: Date): string;
}

function dateText(value: Date): string {
  return toSql(value, 0).slice(0, 10);
}

/** A time in a cache key is the one that the column holds, which may have fewer digits than the Date. */
function goKeyText(sql: string): string | undefined {
  const value = fromSql(sql);
  return value === undefined ? undefined : `${goTime(value)} +0000 UTC`;
}

function fromSql(text: string): Date | undefined {
  if (text.startsWith("0000-00-00")) return new Date(ZERO_TIME);
  const [day = "", clock = "00:00:00"] = text.split(" ");
  return dateOf(`${day}T${clock}Z`) ?? fromDefault(text);
}

/** A default in DDL may be spelled `2026-1-2` or `20260102030405`, and SQLite keeps it so. */
function fromDefault(text: string): Date | undefined {
  const given = /^\d+$/u.test(text) ? text.match(/^\d{4}|\d{2}/gu) : text.split(/[-T :.]/u);
  const parts = given?.map((part) => part.padStart(2, "0")) ?? [];
  const [year = "", month = "", day = "", hour = "00", minute = "00", second = "00", fraction = "0"] = parts;
  return dateOf(`${year}-${month}-${day}T${hour}:${minute}:${second}.${fraction}Z`);
}

/** From `2026-01-02T03:04:05.123456Z`. */
function dateOf(text: string): Date | undefined {
  const milliseconds = Date.parse(text);
  if (Number.isNaN(milliseconds)) return undefined;
  const digits = /\.\d{3}(?<rest>\d{1,3})\d*Z$/u.exec(text)?.groups?.["rest"] ?? "0";
  const microseconds = Number(digits.padEnd(3, "0"));
  return microseconds === 0 ? new Date(milliseconds) : new PreciseDate(milliseconds, microseconds);
}

function microsecondsOf(value: Date): number {
  return value instanceof PreciseDate ? value.microseconds : 0;
}

/** `2026-01-02 03:04:05.120` with as many fraction digits as the column has, rounded as MySQL rounds. */
function toSql(value: Date, fraction: number): string {
  if (value.getTime() === ZERO_TIME) return "0000-00-00 00:00:00";
  const text = wholeText(
    fraction > 3 ? roundedBelowMilliseconds(value, fraction) : roundedToMilliseconds(value, fraction),
  );
  return text.slice(0, fraction === 0 ? 19 : 20 + fraction);
}

function roundedToMilliseconds(value: Date, fraction: number): Date {
  const unit = 10 ** (3 - fraction);
  const milliseconds = value.getTime() + microsecondsOf(value) / 1000;
  return new Date(Math.round(milliseconds / unit) * unit);
}

/** All microseconds since year 0 are too many for a number. */
function roundedBelowMilliseconds(value: Date, fraction: number): Date {
  const unit = 10 ** (6 - fraction);
  const microseconds = Math.round(microsecondsOf(value) / unit) * unit;
  const isWhole = microseconds === 1000;
  return new PreciseDate(value.getTime() + (isWhole ? 1 : 0), isWhole ? 0 : microseconds);
}

/** Go's form leaves trailing zeros of the fraction out. */
function goTime(value: Date): string {
  return wholeText(value).replace(/\.?0+$/u, "");
}

/** `2026-01-02 03:04:05.123456`. */
function wholeText(value: Date): string {
  const year = value.getUTCFullYear();
  if (!(year >= 0 && year <= 9999)) throw new RangeError("a time between the years 0 and 9999 is needed");
  return value
    .toISOString()
    .replace("T", " ")
    .replace("Z", String(microsecondsOf(value)).padStart(3, "0"));
}
