import { instantOf } from "./instant.ts";
import { itemCount } from "./items.ts";
import { compareNumbers, numberOf, valueText, wantedNumber } from "./size-rules.ts";
import { hasValue, isNil } from "./shape.ts";
import type { Check, Rule, RuleMaker, Subject } from "./shape.ts";
import { wordsOf } from "./words-of.ts";

/** Rules that look at other properties of the same object. */
export const fieldRules: ReadonlyMap<string, RuleMaker> = new Map([
  ["eqfield", comparison("the same as", isEqual)],
  ["nefield", comparison("different from", (left, right) => !isEqual(left, right))],
  ["gtfield", order("greater than", (difference) => difference > 0)],
  ["gtefield", order("at least", (difference) => difference >= 0)],
  ["ltfield", order("less than", (difference) => difference < 0)],
  ["ltefield", order("at most", (difference) => difference <= 0)],
  ["fieldcontains", comparison("a text with", (left, right) => valueText(left).includes(valueText(right)))],
  ["fieldexcludes", comparison("a text without", (left, right) => !valueText(left).includes(valueText(right)))],

  ["required_if", required(hasPairs, "all")],
  ["required_unless", required(hasPairs, "not all")],
  ["required_with", required(areThere, "some")],
  ["required_with_all", required(areThere, "all")],
  ["required_without", required(areThere, "not all")],
  ["required_without_all", required(areThere, "none")],

  ["excluded_if", excluded(hasPairs, "all")],
  ["excluded_unless", excluded(hasPairs, "not all")],
  ["excluded_with", excluded(areThere, "some")],
  ["excluded_with_all", excluded(areThere, "all")],
  ["excluded_without", excluded(areThere, "not all")],
  ["excluded_without_all", excluded(areThere, "none")],
]);

type Comparison = (left: Subject, right: Subject) => boolean;

function comparison(phrase: string, holds: Comparison): RuleMaker {
  return (property) => ({
    check: (subject) => {
      const other = subject.sibling(property);
      return other !== undefined && holds(subject, other);
    },
    message: () => `must be ${phrase} ${property}`,
  });
}

/** A nil pointer is of no kind. */
function isOfSameKind(left: Subject, right: Subject): boolean {
  return left.shape.kind === right.shape.kind && !(right.shape.isPointer && isNil(right));
}

/** Lists and maps are compared by their number of items, as in the library that the tag is written for. */
function isEqual(left: Subject, right: Subject): boolean {
  if (!isOfSameKind(left, right)) return false;
  if (left.shape.kind === "number") return compareNumbers(numberOf(left.value), numberOf(right.value)) === 0;
  if (left.shape.kind === "time") return instantOf(left.value) === instantOf(right.value);
  return hasItems(left) ? itemCount(left) === itemCount(right) : valueText(left) === valueText(right);
}

function hasItems({ shape: { kind } }: Subject): boolean {
  return kind === "list" || kind === "map" || kind === "bytes";
}

/** Texts are ordered by their lengths in bytes, and lists and maps not at all, as in the library that the tag is written for. */
function order(phrase: string, holds: (difference: number) => boolean): RuleMaker {
  return comparison(phrase, (left, right) => {
    if (!isOfSameKind(left, right)) return false;
    return holds(compareNumbers(rank(left), rank(right)));
  });
}

function rank(subject: Subject): number | bigint {
  if (subject.shape.kind === "number") return numberOf(subject.value);
  if (subject.shape.kind === "time") return instantOf(subject.value);
  return subject.shape.kind === "text" ? Buffer.byteLength(valueText(subject)) : 0;
}

/** For each condition of the parameter, whether it is met. */
type Conditions = (parameter: string, subject: Subject) => readonly boolean[];
type Quantifier = "all" | "some" | "none" | "not all";

function required(conditions: Conditions, quantifier: Quantifier): RuleMaker {
  return (parameter) => conditional(parameter, conditions, quantifier, { holds: hasValue, message: "is required" });
}

function excluded(conditions: Conditions, quantifier: Quantifier): RuleMaker {
  return (parameter) =>
    conditional(parameter, conditions, quantifier, {
      holds: (subject) => !hasValue(subject),
      message: "must not be given",
    });
}

interface Demand {
  readonly holds: Check;
  readonly message: string;
}

function conditional(
  parameter: string,
  conditions: Conditions,
  quantifier: Quantifier,
  { holds, message }: Demand,
): Rule {
  return {
    check: (subject) => holds(subject) || !isMet(conditions(parameter, subject), quantifier),
    message: () => `${message} ${circumstance(parameter, conditions, quantifier)}`,
  };
}

function isMet(results: readonly boolean[], quantifier: Quantifier): boolean {
  switch (quantifier) {
    case "all":
      return results.every(Boolean);
    case "some":
      return results.some(Boolean);
    case "none":
      return !results.some(Boolean);
    case "not all":
      return !results.every(Boolean);
  }
}

function circumstance(parameter: string, conditions: Conditions, quantifier: Quantifier): string {
  const words = wordsOf(parameter);
  const subject = conditions === hasPairs ? pairsOf(words).map(([name, text]) => `${name} is ${text}`) : words;
  const isPlural = conditions === areThere && words.length > 1;
  const verb = conditions === areThere ? ` ${isPlural ? "are" : "is"} given` : "";
  const negated = conditions === areThere ? ` ${isPlural ? "are" : "is"} not given` : "";
  switch (quantifier) {
    case "all":
      return `if ${subject.join(" and ")}${verb}`;
    case "some":
      return `if ${subject.join(" or ")}${verb}`;
    case "none":
      return `if ${subject.join(" and ")}${negated}`;
    case "not all":
      return conditions === hasPairs ? `unless ${subject.join(" and ")}` : `if ${subject.join(" or ")}${negated}`;
  }
}

function areThere(parameter: string, subject: Subject): readonly boolean[] {
  return wordsOf(parameter).map((property) => {
    const other = subject.sibling(property);
    return other !== undefined && hasValue(other);
  });
}

/** `status open kind new`: each property is to have the value behind it. */
function hasPairs(parameter: string, subject: Subject): readonly boolean[] {
  return pairsOf(wordsOf(parameter)).map(([property, text]) => {
    const other = subject.sibling(property);
    return other !== undefined && isText(other, text);
  });
}

function pairsOf(words: readonly string[]): readonly (readonly [string, string])[] {
  return words.flatMap((word, index) => (index % 2 === 0 ? [[word, words[index + 1] ?? ""] as const] : []));
}

function isText(subject: Subject, text: string): boolean {
  if (hasItems(subject)) return itemCount(subject) === Number(text);
  if (subject.shape.kind === "number")
    return compareNumbers(numberOf(subject.value), wantedNumber(text, subject.shape)) === 0;
  return valueText(subject) === text;
}
