/** Whether a text is a time of this layout, as Go's `time.Parse` sees it (https://pkg.go.dev/time#Parse). */
export function followsLayout(text: string, layout: string): boolean {
  const { regexp, parts } = compiled(layout);
  const found = regexp.exec(text);
  return found !== null && isTime(new Map(parts.map((part, index) => [part, numberIn(found[index + 1] ?? "")])));
}

type Part =
  | "year"
  | "shortYear"
  | "month"
  | "day"
  | "yearDay"
  | "hour"
  | "hour12"
  | "minute"
  | "second"
  | "zoneHour"
  | "zoneMinute";

interface CompiledLayout {
  readonly regexp: RegExp;
  /** What each group of the expression has found. */
  readonly parts: readonly Part[];
}

const layouts = new Map<string, CompiledLayout>();

function compiled(layout: string): CompiledLayout {
  const known = layouts.get(layout);
  if (known !== undefined) return known;
  const parts: Part[] = [];
  const pattern = layout.replaceAll(layoutElement, (element: string) => {
    const { takes, finds = [] } = elementOf(element);
    parts.push(...finds);
    return takes;
  });
  const made = { regexp: new RegExp(`^${pattern}$`), parts };
  layouts.set(layout, made);
  return made;
}

/** An element of a layout, or a character that stands for itself and has a meaning in an expression. */
const layoutElement =
  /January|Jan(?![a-z])|Monday|Mon(?![a-z])|MST|2006|[Z-]07(?::00:00|:00|0000|00)?|05[.,](?:0+|9+)(?!\d)|00?2|_2|0[1-6]|15|[1-5]|[.,](?:0+|9+)(?!\d)|PM|pm|[\\^$.*+?()[\]{}|]/g;

interface Element {
  /** The expression of the texts that it takes. */
  readonly takes: string;
  readonly finds?: readonly Part[];
}

function elementOf(text: string): Element {
  const zone = /^[Z-]07(?<separator>:?)(?<minutes>00)?(?<seconds>:?00)?$/.exec(text)?.groups;
  if (zone !== undefined) return zoneElement(text, zone);
  const fraction = /^(?<seconds>05)?[.,](?<digits>0+|9+)$/.exec(text)?.groups;
  if (fraction !== undefined) return fractionElement(fraction);
  return elements.get(text) ?? { takes: `\\${text}` };
}

function zoneElement(
  text: string,
  { separator = "", minutes, seconds }: Readonly<Record<string, string | undefined>>,
): Element {
  const offset = `[+-](\\d\\d)${minutes === undefined ? "" : `${separator}(\\d\\d)`}${seconds === undefined ? "" : `${separator}\\d\\d`}`;
  const finds = minutes === undefined ? ["zoneHour" as const] : ["zoneHour" as const, "zoneMinute" as const];
  return { takes: text.startsWith("Z") ? `(?:Z|${offset})` : offset, finds };
}

/** Zeros are as many digits, nines are as many digits as there are, or none. */
function fractionElement({ seconds, digits = "" }: Readonly<Record<string, string | undefined>>): Element {
  const fraction = digits.startsWith("0") ? `[.,]\\d{${digits.length}}` : "(?:[.,]\\d+)?";
  return seconds === undefined ? { takes: fraction } : { takes: `(\\d\\d)${fraction}`, finds: ["second"] };
}

const months = [
  "January",
  "February",
  "March",
  "April",
  "May",
  "June",
  "July",
  "August",
  "September",
  "October",
  "November",
  "December",
];
const days = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];

const elements: ReadonlyMap<string, Element> = new Map<string, Element>([
  ["January", { takes: `(${anyOf(months)})`, finds: ["month"] }],
  ["Jan", { takes: `(${anyOf(months.map(threeLetters))})`, finds: ["month"] }],
  ["Monday", { takes: `(?:${anyOf(days)})` }],
  ["Mon", { takes: `(?:${anyOf(days.map(threeLetters))})` }],
  ["MST", { takes: "(?:GMT[+-]\\d{1,2}|[A-Z]{3,4}|[+-]\\d\\d)" }],
  ["PM", { takes: "[AP]M" }],
  ["pm", { takes: "[ap]m" }],
  ["2006", { takes: "(\\d{4})", finds: ["year"] }],
  ["06", { takes: "(\\d\\d)", finds: ["shortYear"] }],
  ["01", { takes: "(\\d\\d)", finds: ["month"] }],
  ["1", { takes: "(\\d\\d?)", finds: ["month"] }],
  ["002", { takes: "(\\d{3})", finds: ["yearDay"] }],
  ["02", { takes: "(\\d\\d)", finds: ["day"] }],
  ["_2", { takes: " ?(\\d\\d?)", finds: ["day"] }],
  ["2", { takes: "(\\d\\d?)", finds: ["day"] }],
  ["15", { takes: "(\\d\\d?)", finds: ["hour"] }],
  ["03", { takes: "(\\d\\d)", finds: ["hour12"] }],
  ["3", { takes: "(\\d\\d?)", finds: ["hour12"] }],
  ["04", { takes: "(\\d\\d)", finds: ["minute"] }],
  ["4", { takes: "(\\d\\d?)", finds: ["minute"] }],
  // A fraction may follow the seconds, even if the layout has none.
  ["05", { takes: "(\\d\\d)(?:[.,]\\d+)?", finds: ["second"] }],
  ["5", { takes: "(\\d\\d?)(?:[.,]\\d+)?", finds: ["second"] }],
]);

/** One of these names, in any case. */
function anyOf(names: readonly string[]): string {
  return names.map((name) => name.replaceAll(/./g, inAnyCase)).join("|");
}

function inAnyCase(letter: string): string {
  return `[${letter.toUpperCase()}${letter.toLowerCase()}]`;
}

function threeLetters(name: string): string {
  return name.slice(0, 3);
}

/** A number, or the number of the month of this name. */
function numberIn(text: string): number {
  if (/^\d*$/.test(text)) return Number(text);
  return months.findIndex((month) => threeLetters(month).toLowerCase() === threeLetters(text).toLowerCase()) + 1;
}

/** The largest value of what is counted from 0. */
const limits: readonly (readonly [Part, number])[] = [
  ["hour", 23],
  ["hour12", 12],
  ["minute", 59],
  ["second", 59],
  ["zoneHour", 24],
  ["zoneMinute", 60],
];

function isTime(found: ReadonlyMap<Part, number>): boolean {
  if (limits.some(([part, limit]) => (found.get(part) ?? 0) > limit)) return false;
  const year = yearOf(found);
  const month = found.get("month") ?? 1;
  return (
    isFromOneTo(12, month) &&
    isFromOneTo(daysOf(month, year), found.get("day") ?? 1) &&
    isFromOneTo(daysOfYear(year), found.get("yearDay") ?? 1)
  );
}

function isFromOneTo(limit: number, value: number): boolean {
  return value >= 1 && value <= limit;
}

function yearOf(found: ReadonlyMap<Part, number>): number {
  const short = found.get("shortYear");
  return found.get("year") ?? (short === undefined ? 0 : short + (short >= 69 ? 1900 : 2000));
}

function daysOf(month: number, year: number): number {
  if (month === 2) return daysOfYear(year) - 337;
  return [4, 6, 9, 11].includes(month) ? 30 : 31;
}

function daysOfYear(year: number): number {
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 366 : 365;
}
