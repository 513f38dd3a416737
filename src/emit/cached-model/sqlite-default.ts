import type { Column, ColumnType } from "../../model/table-spec.ts";

/** A default that SQLite cannot compute: an INSERT that leaves the column out is refused by a check, and not given something else. */
export const UNKNOWN_DEFAULT = "the default of MySQL";

/** What MySQL stores by default, in SQLite's SQL; undefined if there is no default. */
export function sqliteDefault(column: Column): string | undefined {
  const { default: value, type } = column;
  switch (value?.kind) {
    case "text":
    case "number":
      return literal(type, value.value) ?? text(UNKNOWN_DEFAULT);
    case "now":
      return nowText(column);
    case "expression":
      return computed(type, value.source) ?? text(UNKNOWN_DEFAULT);
    case "null":
    case undefined:
      return undefined;
  }
}

export function nowText({ type }: Column): string {
  const fraction = type.kind === "datetime" || type.kind === "timestamp" || type.kind === "time" ? type.fraction : 0;
  if (type.kind === "date") return "(date('now'))";
  if (type.kind === "time")
    return `(substr(strftime('%H:%M:%f', 'now') || '000', 1, ${fraction === 0 ? 8 : 9 + fraction}))`;
  if (fraction === 0) return "current_timestamp";
  return `(substr(strftime('%Y-%m-%d %H:%M:%f', 'now') || '000', 1, ${20 + fraction}))`;
}

/** The value as the type has it, however it is written; undefined for one that the type would not take as it is. */
function literal(type: ColumnType, value: string): string | undefined {
  if (type.kind === "decimal") return decimalText(value, type.scale);
  if (type.kind === "binary") return bytesText(new TextEncoder().encode(value));
  if (type.kind === "date") return wholeText(timeText(value, 0)?.slice(0, 10));
  if (type.kind === "datetime" || type.kind === "timestamp") return wholeText(timeText(value, type.fraction));
  if (type.kind === "enum") return wholeText(member(type.values, value));
  if (type.kind === "set") return wholeText(setText(type.values, value));
  if (!numbers.has(type.kind)) return text(value);
  return Number.isFinite(Number(value)) && value.trim() !== "" ? text(value) : undefined;
}

const numbers: ReadonlySet<ColumnType["kind"]> = new Set(["integer", "boolean", "bit", "float"]);

function decimalText(value: string, scale: number): string | undefined {
  const {
    sign,
    whole,
    fraction = "",
  } = /^(?<sign>-?)\+?0*(?<whole>\d+?)(?:\.(?<fraction>\d*?)0*)?$/u.exec(value)?.groups ?? {};
  if (whole === undefined || fraction.length > scale) return undefined;
  // All fraction digits, as MySQL gives them.
  return text(scale === 0 ? `${sign}${whole}` : `${sign}${whole}.${fraction.padEnd(scale, "0")}`);
}

/** `2020-1-5`, `20200105` and `2020-01-05T1:2:3` as MySQL writes them. */
function timeText(value: string, fraction: number): string | undefined {
  const signs =
    /^(?<year>\d{4})[-/.](?<month>\d\d?)[-/.](?<day>\d\d?)(?:[ T](?<hour>\d\d?):(?<minute>\d\d?)(?::(?<second>\d\d?)(?:\.(?<digits>\d{1,6}))?)?)?$/u;
  const digits =
    /^(?<year>\d{4})(?<month>\d\d)(?<day>\d\d)(?:(?<hour>\d\d)(?<minute>\d\d)(?<second>\d\d)(?:\.(?<digits>\d{1,6}))?)?$/u;
  const groups = (signs.exec(value) ?? digits.exec(value))?.groups;
  if (groups === undefined || (groups["digits"] ?? "").length > fraction) return undefined;
  const two = (name: string): string => (groups[name] ?? "").padStart(2, "0");
  const time = `${groups["year"]}-${two("month")}-${two("day")} ${two("hour")}:${two("minute")}:${two("second")}`;
  return fraction === 0 ? time : `${time}.${(groups["digits"] ?? "").padEnd(fraction, "0")}`;
}

/** MySQL compares members without regard to letter case, and stores the type's own spelling. */
function member(values: readonly string[], value: string): string | undefined {
  const same = (other: string): boolean => other.toLowerCase() === value.replace(/ +$/u, "").toLowerCase();
  return values.find((other) => other === value) ?? values.find(same);
}

function setText(values: readonly string[], value: string): string | undefined {
  if (value === "") return "";
  const members = value.split(",").map((part) => member(values, part));
  return members.includes(undefined) ? undefined : values.filter((each) => members.includes(each)).join(",");
}

/** Functions of MySQL that SQLite can compute as well; an INSERT has to give the value of others. */
function computed(type: ColumnType, source: string): string | undefined {
  const bare = withoutParentheses(source).toLowerCase();
  const quoted = /^(?<kind>[bx])'(?<digits>[\da-f]*)'$/u.exec(bare)?.groups;
  if (quoted !== undefined) return digitsText(type, quoted["kind"] === "b" ? 2 : 16, quoted["digits"] ?? "");
  if (bare === "true" || bare === "false") return bare === "true" ? "1" : "0";
  return functions.find(({ name, kinds }) => name.test(bare) && kinds.includes(type.kind))?.text;
}

function withoutParentheses(source: string): string {
  const inside = /^\((?<inside>.*)\)$/su.exec(source.trim())?.groups?.["inside"];
  return inside === undefined ? source.trim() : withoutParentheses(inside);
}

function digitsText(type: ColumnType, base: 2 | 16, digits: string): string | undefined {
  if (type.kind === "integer" || type.kind === "bit" || type.kind === "boolean") {
    const value = BigInt(`${base === 2 ? "0b" : "0x"}${digits === "" ? "0" : digits}`);
    return value < 2n ** 63n ? String(value) : undefined;
  }
  if (base === 2) return undefined;
  const bytes = Uint8Array.from(digits.match(/../gu) ?? [], (byte) => Number.parseInt(byte, 16));
  if (type.kind === "binary") return bytesText(bytes);
  return type.kind === "text" ? text(new TextDecoder().decode(bytes)) : undefined;
}

const functions: readonly {
  readonly name: RegExp;
  readonly kinds: readonly ColumnType["kind"][];
  readonly text: string;
}[] = [
  { name: /^(?:curdate|current_date|utc_date)(?:\(\))?$/u, kinds: ["date"], text: "(date('now'))" },
  { name: /^(?:now|current_timestamp|utc_timestamp|sysdate)(?:\(\))?$/u, kinds: ["date"], text: "(date('now'))" },
  { name: /^(?:utc_timestamp|sysdate)(?:\(\))?$/u, kinds: ["datetime", "timestamp"], text: "current_timestamp" },
  { name: /^(?:curtime|current_time|utc_time)(?:\(\))?$/u, kinds: ["time"], text: "(time('now'))" },
  { name: /^unix_timestamp(?:\(\))?$/u, kinds: ["integer"], text: "(cast(strftime('%s', 'now') as integer))" },
  { name: /^json_array\(\)$/u, kinds: ["json", "text"], text: "'[]'" },
  { name: /^json_object\(\)$/u, kinds: ["json", "text"], text: "'{}'" },
  {
    name: /^uuid\(\)$/u,
    kinds: ["text", "other"],
    text: `(${[4, 2, 2, 2, 6].map((bytes) => `lower(hex(randomblob(${bytes})))`).join(" || '-' || ")})`,
  },
];

function wholeText(value: string | undefined): string | undefined {
  return value === undefined ? undefined : text(value);
}

function bytesText(bytes: Uint8Array): string {
  return `x'${Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("")}'`;
}

function text(value: string): string {
  return `'${value.replaceAll("'", "''")}'`;
}
