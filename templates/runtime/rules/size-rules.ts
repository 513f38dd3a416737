import { itemCount } from "./items.ts";
import { instantOf } from "./instant.ts";
import type { Check, RuleMaker, Shape, Subject } from "./shape.ts";
import { wordsOf } from "./words-of.ts";

/**
 * `len`, `min`, `eq` and the like: a text has a number of characters, a list or map of items, a number is its own size, and a time is
 * compared with now.
 */
export const sizeRules: ReadonlyMap<string, RuleMaker> = new Map([
  ["len", sizeRule("exactly", (size, wanted) => compareNumbers(size, wanted) === 0)],
  ["min", sizeRule("at least", (size, wanted) => size >= wanted)],
  ["gte", sizeRule("at least", (size, wanted) => size >= wanted)],
  ["max", sizeRule("at most", (size, wanted) => size <= wanted)],
  ["lte", sizeRule("at most", (size, wanted) => size <= wanted)],
  ["gt", sizeRule("more than", (size, wanted) => size > wanted)],
  ["lt", sizeRule("less than", (size, wanted) => size < wanted)],
  [
    "eq",
    (parameter) => ({ check: equals(parameter), message: () => `must be ${parameter === "" ? "empty" : parameter}` }),
  ],
  [
    "ne",
    (parameter) => ({
      check: not(equals(parameter)),
      message: () => `must not be ${parameter === "" ? "empty" : parameter}`,
    }),
  ],
  ["eq_ignore_case", (parameter) => ({ check: equalsInAnyCase(parameter), message: () => `must be ${parameter}` })],
  [
    "ne_ignore_case",
    (parameter) => ({ check: not(equalsInAnyCase(parameter)), message: () => `must not be ${parameter}` }),
  ],
  ["oneof", (parameter) => choiceRule(wordsOf(parameter), (text) => text)],
  ["oneofci", (parameter) => choiceRule(wordsOf(parameter), (text) => text.toLowerCase())],
]);

/** How large a value is; a 64-bit integer stays exact. */
export function sizeOf({ value, shape }: Subject): number | bigint | undefined {
  switch (shape.kind) {
    case "text":
      return lengthOf(typeof value === "string" ? value : "");
    case "number":
      return numberOf(value);
    case "bytes":
    case "list":
    case "map":
      return itemCount({ value, shape });
    case "flag":
    case "time":
    case "object":
    case "anything":
      return undefined;
  }
}

/** A 64-bit integer may be a text of digits in the code of a project. */
export function numberOf(value: unknown): number | bigint {
  if (typeof value === "number" || typeof value === "bigint") return value;
  return typeof value === "string" && /^-?\d+$/.test(value) ? BigInt(value) : 0;
}

/** A parameter as Go reads it: exact where it is whole, and octal with a zero before it, but not where floats are compared. */
export function wantedNumber(parameter: string, shape: Shape): number | bigint {
  if ((shape.kind === "number" && shape.isFloat) || !/^-?\d+$/.test(parameter)) return Number(parameter);
  const digits = parameter.replace("-", "");
  const size = BigInt(/^0[0-7]+$/.test(digits) ? `0o${digits}` : digits);
  return parameter.startsWith("-") ? -size : size;
}

function sizeRule(phrase: string, holds: (size: number | bigint, wanted: number | bigint) => boolean): RuleMaker {
  return (parameter) => ({
    check: (subject) => {
      if (subject.shape.kind === "time") return holds(instantOf(subject.value), BigInt(Date.now()) * 1_000_000n);
      const size = sizeOf(subject);
      return size !== undefined && holds(size, wantedNumber(parameter, subject.shape));
    },
    message: ({ shape }) => `must ${sizePhrase(shape, phrase, parameter)}`,
  });
}

function sizePhrase({ kind }: Shape, phrase: string, count: string): string {
  if (kind === "time") return timePhrases.get(phrase) ?? phrase;
  const plural = count === "1" ? "" : "s";
  if (kind === "bytes") return `have ${phrase} ${count} byte${plural}`;
  if (kind === "text") return `have ${phrase} ${count} character${plural}`;
  return kind === "list" || kind === "map" ? `have ${phrase} ${count} item${plural}` : `be ${phrase} ${count}`;
}

const timePhrases: ReadonlyMap<string, string> = new Map([
  ["more than", "be in the future"],
  ["at least", "not be in the past"],
  ["less than", "be in the past"],
  ["at most", "not be in the future"],
]);

/** Characters, not the units of UTF-16. */
function lengthOf(text: string): number {
  let length = 0;
  for (const _ of text) length++;
  return length;
}

/** Below, at or above 0 as `left` is less than, equal to or greater than `right`. */
export function compareNumbers(left: number | bigint, right: number | bigint): number {
  if (left < right) return -1;
  return left > right ? 1 : 0;
}

/** What a parameter has to be equal to. */
export function valueText({ value, shape }: Pick<Subject, "value" | "shape">): string {
  if (shape.kind === "number") return String(numberOf(value));
  if (shape.kind === "flag") return value === true ? "true" : "false";
  return shape.kind === "text" && typeof value === "string" ? value : "";
}

function equals(parameter: string): Check {
  return (subject) => {
    if (subject.shape.kind === "text" || subject.shape.kind === "flag") return valueText(subject) === parameter;
    const size = sizeOf(subject);
    return size !== undefined && compareNumbers(size, wantedNumber(parameter, subject.shape)) === 0;
  };
}

function equalsInAnyCase(parameter: string): Check {
  return (subject) => valueText(subject).toLowerCase() === parameter.toLowerCase();
}

function not(check: Check): Check {
  return (subject) => !check(subject);
}

function choiceRule(allowed: readonly string[], form: (text: string) => string): ReturnType<RuleMaker> {
  const known = new Set(allowed.map(form));
  return {
    check: (subject) => known.has(form(valueText(subject))),
    message: () => `must be one of ${allowed.join(", ")}`,
  };
}
