import { fieldRules } from "./field-rules.ts";
import { hasValue, isNil } from "./shape.ts";
import type { Rule, RuleMaker, Shape, Subject } from "./shape.ts";
import { sizeRules } from "./size-rules.ts";
import { textRules } from "./text-rules.ts";

/** A value that breaks a rule of its `validate` tag. */
export interface BrokenRule {
  /** Properties, keys and indexes that lead to the value. */
  readonly path: readonly (string | number)[];
  /** The rule's name, or names with `|` between them. */
  readonly code: string;
  /** What the value has to be, to stand behind its name. */
  readonly message: string;
}

/** Rules of a project's own, by name. */
export type OwnRules = ReadonlyMap<string, RuleMaker>;

/** Lists the rules that a value breaks, one for each of its parts, in order. */
export type RuleCheck = (value: unknown) => readonly BrokenRule[];

/**
 * Makes the check of a value from the rules of its parts, which mean what they do in go-playground/validator
 * (https://pkg.go.dev/github.com/go-playground/validator/v10).
 */
export function compileRules(shape: Shape, own: OwnRules): RuleCheck {
  const walk = compileValue(shape, own);
  return (value) => {
    const broken: BrokenRule[] = [];
    walk({ value, shape, sibling: () => undefined }, [], broken);
    return broken;
  };
}

type Path = readonly (string | number)[];
type Walk = (subject: Subject, path: Path, broken: BrokenRule[]) => void;

function compileValue(shape: Shape, own: OwnRules): Walk {
  const [first = ""] = shape.rules;
  if (first === "-" || (shape.kind === "object" && first === "structonly")) return () => {};
  const steps = compileSteps(shape, own);
  const members = shape.kind === "object" ? compileMembers(shape, own) : undefined;
  return (subject, path, broken) => {
    if (shape.isPointer && isNil(subject)) tellNil(shape, { subject, path, steps }, broken);
    else if (members === undefined) run(steps, subject, path, broken);
    else if (first !== "omitempty" || shape.isPointer || hasValue(subject)) members(subject, path, broken);
  };
}

/** One part of a tag, ready to run. `next` ends a value's check, `dive` goes on with what is in it. */
type Step =
  | { readonly kind: "skip"; readonly unless: (subject: Subject) => boolean }
  | { readonly kind: "rule"; readonly name: string; readonly rule: Rule; readonly checksNil: boolean }
  | { readonly kind: "dive"; readonly walk: Walk };

function compileSteps(shape: Shape, own: OwnRules): readonly Step[] {
  const dive = shape.rules.indexOf("dive");
  const ofValue = dive < 0 ? shape.rules : shape.rules.slice(0, dive);
  const steps = ofValue.map((text) => stepOf(text, own));
  return dive < 0 ? steps : [...steps, { kind: "dive", walk: compileDive(shape, shape.rules.slice(dive + 1), own) }];
}

function stepOf(text: string, own: OwnRules): Step {
  if (text === "omitempty" || text === "omitzero") return { kind: "skip", unless: hasValue };
  if (text === "omitnil") return { kind: "skip", unless: (subject) => !isNil(subject) };
  const alternatives = text.split("|").map((alternative) => ruleOf(alternative, own));
  const rule: Rule = {
    check: (subject) => alternatives.some(({ check }) => check(subject)),
    message: (shape) => alternatives.map(({ message }) => message(shape)).join(" or "),
  };
  const name = text.includes("|") ? text : nameOf(text);
  return { kind: "rule", name, rule, checksNil: /^(?:required|excluded)_/.test(name) || name === "isdefault" };
}

function ruleOf(text: string, own: OwnRules): Rule {
  const name = nameOf(text);
  const maker = own.get(name) ?? knownRules.get(name);
  // The generator writes rules that there are; this one has been taken away by hand.
  if (maker === undefined) throw new Error(`there is no rule ${name}`);
  return maker(unescaped(text.slice(name.length + 1)));
}

function nameOf(text: string): string {
  return text.split("=", 1)[0] ?? text;
}

/** The signs that separate rules stand in a parameter as their numbers. */
function unescaped(parameter: string): string {
  return parameter.replaceAll("0x2C", ",").replaceAll("0x7C", "|");
}

/** By name; the words that steer the check (`omitempty`, `dive`, …) are none of them. */
export const knownRules: ReadonlyMap<string, RuleMaker> = new Map<string, RuleMaker>([
  ["required", () => ({ check: hasValue, message: () => "is required" })],
  ["isdefault", () => ({ check: (subject) => !hasValue(subject), message: () => "must not be given" })],
  ...sizeRules,
  ...textRules,
  ...fieldRules,
]);

function run(steps: readonly Step[], subject: Subject, path: Path, broken: BrokenRule[]): void {
  for (const step of steps) {
    if (step.kind === "dive") step.walk(subject, path, broken);
    else if (step.kind === "skip") {
      if (!step.unless(subject)) return;
    } else if (!step.rule.check(subject)) {
      // The first rule that a value breaks says enough.
      broken.push({ path, code: step.name, message: step.rule.message(subject.shape) });
      return;
    }
  }
}

interface NilValue {
  readonly subject: Subject;
  readonly path: Path;
  readonly steps: readonly Step[];
}

/** A pointer that is nil keeps no rule, except for those that ask whether it should be. */
function tellNil(shape: Shape, { subject, path, steps }: NilValue, broken: BrokenRule[]): void {
  for (const step of steps) {
    if (step.kind !== "rule") return;
    if (step.checksNil && step.rule.check(subject)) {
      if (step.name === "isdefault") return;
      continue;
    }
    broken.push({ path, code: step.name, message: step.rule.message(shape) });
    return;
  }
}

function compileMembers(shape: Shape, own: OwnRules): Walk {
  const members = [...(shape.members ?? [])].map(
    ([name, member]) => [name, member, compileValue(member, own)] as const,
  );
  return ({ value }, path, broken) => {
    const sibling = (property: string): Subject | undefined => {
      const member = shape.members?.get(property);
      return member === undefined ? undefined : { value: memberOf(value, property), shape: member, sibling };
    };
    for (const [name, member, walk] of members) {
      walk({ value: memberOf(value, name), shape: member, sibling }, [...path, name], broken);
    }
  };
}

function memberOf(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null && Object.hasOwn(value, name)
    ? Reflect.get(value, name)
    : undefined;
}

/** What stands behind `dive` holds for each item; between `keys` and `endkeys`, for the keys of a map. */
function compileDive(shape: Shape, rules: readonly string[], own: OwnRules): Walk {
  const end = rules[0] === "keys" ? rules.indexOf("endkeys") : -1;
  const key: Shape = { kind: "text", isPointer: false, rules: end < 0 ? [] : rules.slice(1, end) };
  const element: Shape = { ...(shape.element ?? { kind: "other", isPointer: false }), rules: rules.slice(end + 1) };
  const walkKey = compileValue(key, own);
  const walk = compileValue(element, own);
  return ({ value, sibling }, path, broken) => {
    if (typeof value !== "object" || value === null) return;
    for (const [name, item] of Object.entries(value)) {
      const place = [...path, Array.isArray(value) ? Number(name) : name];
      if (end >= 0) walkKey({ value: name, shape: key, sibling }, place, broken);
      walk({ value: item, shape: element, sibling }, place, broken);
    }
  };
}
