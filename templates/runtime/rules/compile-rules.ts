import { fieldRules } from "./field-rules.ts";
import { hasValue, isNil, knownSubject } from "./shape.ts";
import { itemsOf } from "./items.ts";
import type { Rule, RuleMaker, Shape, Subject } from "./shape.ts";
import { sizeRules } from "./size-rules.ts";
import { textRules } from "./text-rules.ts";
import { uniqueRule } from "./unique-rule.ts";

/** A value that breaks a rule of its `validate` tag. */
export interface BrokenRule {
  /** Properties, keys and indexes that lead to the value. */
  readonly path: readonly (string | number)[];
  /** The rule's name, or names with `|` between them. */
  readonly code: string;
  /** What the value has to be, to stand behind its name. */
  readonly message: string;
}

/** Finds a rule of the project's own by its name. */
export type OwnRuleMaker = (name: string) => RuleMaker | undefined;

/** Lists the rules that a value breaks, one for each of its parts, in order. */
export type RuleCheck = (value: unknown) => readonly BrokenRule[];

/**
 * Makes the check of a value from the rules of its parts, which mean what they do in go-playground/validator
 * (https://pkg.go.dev/github.com/go-playground/validator/v10).
 */
export function compileRules(shape: Shape, own: OwnRuleMaker): RuleCheck {
  const walk = compileValue(shape, { own, known: new Map() });
  return (value) => {
    const broken: BrokenRule[] = [];
    walk({ value, shape, sibling: () => undefined }, [], broken);
    return broken;
  };
}

type Path = readonly (string | number)[];
type Walk = (subject: Subject, path: Path, broken: BrokenRule[]) => void;

interface Compilation {
  readonly own: OwnRuleMaker;
  /** What has been made, or is being made: a type may mean itself. */
  readonly known: Map<Shape, Walk>;
}

function compileValue(shape: Shape, compilation: Compilation): Walk {
  const known = compilation.known.get(shape);
  if (known !== undefined) return known;
  const made: { walk?: Walk } = {};
  compilation.known.set(shape, (subject, path, broken) => made.walk?.(subject, path, broken));
  made.walk = compileKeptRules(shape, compilation);
  return made.walk;
}

function compileKeptRules(shape: Shape, compilation: Compilation): Walk {
  const [first = ""] = shape.rules;
  if (first === "-" || (shape.kind === "object" && first === "structonly")) return () => {};
  const steps = compileSteps(shape, compilation);
  const members = shape.kind === "object" ? compileMembers(shape, compilation) : undefined;
  return (given, path, broken) => {
    const subject = knownSubject(given);
    if (shape.isPointer && isNil(subject)) tellNil({ subject, path, steps }, broken);
    else if (members === undefined) run(steps, subject, path, broken);
    else if (first !== "omitempty" || shape.isPointer || hasValue(subject)) members(subject, path, broken);
  };
}

/** One part of a tag, ready to run. `next` ends a value's check, `dive` goes on with what is in it. */
type Step =
  | { readonly kind: "skip"; readonly unless: (subject: Subject) => boolean }
  | { readonly kind: "rule"; readonly name: string; readonly rule: Rule; readonly checksNil: boolean }
  | { readonly kind: "dive"; readonly walk: Walk };

function compileSteps(shape: Shape, compilation: Compilation): readonly Step[] {
  const dive = shape.rules.indexOf("dive");
  const ofValue = dive < 0 ? shape.rules : shape.rules.slice(0, dive);
  const steps = ofValue.map((text) => stepOf(text, compilation));
  return dive < 0
    ? steps
    : [...steps, { kind: "dive", walk: compileDive(shape, shape.rules.slice(dive + 1), compilation) }];
}

function stepOf(text: string, compilation: Compilation): Step {
  if (text === "omitempty" || text === "omitzero") return { kind: "skip", unless: hasValue };
  if (text === "omitnil") return { kind: "skip", unless: (subject) => !isNil(subject) };
  const alternatives = text.split("|").map((alternative) => ruleOf(alternative, compilation));
  const rule: Rule = {
    check: (subject) => alternatives.some(({ check }) => check(subject)),
    message: (subject) => alternatives.map(({ message }) => message(subject)).join(" or "),
  };
  const name = text.includes("|") ? text : nameOf(text);
  return { kind: "rule", name, rule, checksNil: /^(?:required|excluded)_/.test(name) || name === "isdefault" };
}

function ruleOf(text: string, compilation: Compilation): Rule {
  const name = nameOf(text);
  const maker = knownRules.get(name) ?? compilation.own(name);
  if (maker === undefined) throw new Error(`there is no validation rule ${name}`);
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
  ["unique", uniqueRule],
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
      broken.push({ path, code: step.name, message: step.rule.message(subject) });
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
function tellNil({ subject, path, steps }: NilValue, broken: BrokenRule[]): void {
  for (const step of steps) {
    if (step.kind !== "rule") return;
    if (step.checksNil && step.rule.check(subject)) {
      if (step.name === "isdefault") return;
      continue;
    }
    broken.push({ path, code: step.name, message: step.rule.message(subject) });
    return;
  }
}

function compileMembers(shape: Shape, compilation: Compilation): Walk {
  const shapes = shape.members?.() ?? new Map<string, Shape>();
  const members = [...shapes].map(([name, member]) => [name, member, compileValue(member, compilation)] as const);
  return ({ value }, path, broken) => {
    const sibling = (property: string): Subject | undefined => {
      const member = shapes.get(property);
      if (member === undefined) return undefined;
      return knownSubject({ value: memberOf(value, property), shape: member, sibling });
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
function compileDive(shape: Shape, rules: readonly string[], compilation: Compilation): Walk {
  const end = rules[0] === "keys" ? rules.indexOf("endkeys") : -1;
  const key: Shape = { kind: "text", isPointer: false, rules: end < 0 ? [] : rules.slice(1, end) };
  const element: Shape = { ...(shape.element ?? { kind: "anything", isPointer: true }), rules: rules.slice(end + 1) };
  const walkKey = compileValue(key, compilation);
  const walk = compileValue(element, compilation);
  return ({ value, sibling }, path, broken) => {
    const items = itemsOf({ value, shape });
    for (const [name, item] of Object.entries(items)) {
      const place = [...path, Array.isArray(items) ? Number(name) : name];
      if (end >= 0) walkKey({ value: name, shape: key, sibling }, place, broken);
      walk({ value: item, shape: element, sibling }, place, broken);
    }
  };
}
