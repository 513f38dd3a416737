import type { LiteralValue } from "../source-text.ts";
import { mayBeAbsent } from "../../model/field-property.ts";
import { ruleBounds, sampleText } from "./sample-text.ts";
import { fieldsFrom, flatFields } from "./struct-fields.ts";
import type { BoundField, Structs } from "./struct-fields.ts";
import { isBytes } from "./type-text.ts";
import type { Binding, Field, PrimitiveName, Range, Source, Type } from "../../model/api-spec.ts";

/** Values that the checks of a route let pass, for the fields that one source must give: what a generated test sends. */
export function sampleValues(
  source: Source,
  fields: readonly Field[],
  structs: Structs,
): Readonly<Record<string, LiteralValue>> {
  return samples(source, fields, { structs, around: new Set() });
}

interface Sampling {
  readonly structs: Structs;
  /** The declared types that the current value is in. */
  readonly around: ReadonlySet<string>;
}

function samples(source: Source, fields: readonly Field[], sampling: Sampling): Readonly<Record<string, LiteralValue>> {
  const entries = givenFields(fieldsFrom(source, fields)).map(({ field: { type, rules }, binding }) => {
    const demands = { binding, rules };
    const value = isTextList(type, source)
      ? sampleItems(type.element, 1, demands, sampling)
      : sampleValue(type, demands, sampling);
    return [binding.name, value] as const;
  });
  return withEqualFields(Object.fromEntries(entries), fields);
}

/** `eqfield=other`: the value of the other field. */
function withEqualFields(
  values: Readonly<Record<string, LiteralValue>>,
  fields: readonly Field[],
): Readonly<Record<string, LiteralValue>> {
  const equal = fields.flatMap(({ rules, tag }) => {
    const other = rules.find((rule) => rule.startsWith("eqfield="))?.slice("eqfield=".length) ?? "";
    return tag.bindings.flatMap(({ name }) =>
      name in values && other in values ? [[name, values[other] ?? null] as const] : [],
    );
  });
  return { ...values, ...Object.fromEntries(equal) };
}

/** What is said of a value beyond its type. */
interface Demands {
  readonly binding: Binding | undefined;
  readonly rules: readonly string[];
}

/** A list in JSON may be empty; one that comes as text has at least an element. */
function isTextList(type: Type, source: Source): type is Type & { readonly kind: "array" } {
  return source !== "json" && isList(type) && !isBytes(type);
}

/** Those that a request has to give, and those that go with them, or stand for others that are not given. */
function givenFields(bound: readonly BoundField[]): readonly BoundField[] {
  const given = new Set(bound.filter(isAskedFor).map(({ binding }) => binding.name));
  for (const { binding } of bound) {
    const { optionalWith } = binding;
    if (optionalWith !== undefined && given.has(optionalWith.name) !== optionalWith.negated) given.add(binding.name);
  }
  return bound.filter(({ binding }) => given.has(binding.name));
}

/**
 * How many values stand in what sample fields and a sample body make up. Types that refer to one another twice lead to more
 * than could be written, so it has to be known before.
 */
export function sampleSize(fields: readonly Field[], body: Type | undefined, structs: Structs): number {
  const sizes = new Map<string, number>();
  const others = fieldsSize(["form", "header", "file"], fields, { structs, sizes });
  return others + (body === undefined ? 0 : valueSize(bodyElement(body), { structs, sizes }));
}

interface Measuring {
  readonly structs: Structs;
  /** Of the structs that have been measured, by name. */
  readonly sizes: Map<string, number>;
}

function fieldsSize(sources: readonly Source[], fields: readonly Field[], measuring: Measuring): number {
  const required = sources.flatMap((source) => fieldsFrom(source, fields)).filter(isRequired);
  return required.reduce((sum, { field }) => sum + valueSize(field.type, measuring), 0);
}

function valueSize(type: Type, measuring: Measuring): number {
  switch (type.kind) {
    case "primitive":
    case "any":
    case "time":
    case "file":
    case "map":
      return 1;
    case "array":
      return isBytes(type) ? 1 : 1 + (type.length ?? 0) * valueSize(type.element, measuring);
    case "pointer":
      return valueSize(type.target, measuring);
    case "struct":
      return 1 + fieldsSize(["json"], flatFields(measuring.structs, type.members), measuring);
    case "reference":
      return declaredSize(type.name, measuring);
  }
}

function declaredSize(name: string, measuring: Measuring): number {
  const known = measuring.sizes.get(name);
  if (known !== undefined) return known;
  // A type that needs itself ends there.
  measuring.sizes.set(name, 1);
  const size = valueSize({ kind: "struct", members: measuring.structs.get(name) ?? [] }, measuring);
  measuring.sizes.set(name, size);
  return size;
}

/** A body that the checks of a route let pass: an object, or a list with an element. */
export function sampleBody(type: Type, structs: Structs): LiteralValue {
  if (type.kind === "any") return {};
  const sample = sampleValue(bodyElement(type), { binding: undefined, rules: [] }, { structs, around: new Set() });
  return isList(type) ? [sample] : sample;
}

/** What a body has one of. */
function bodyElement(type: Type): Type {
  return isList(type) ? type.element : type;
}

function isList(type: Type): type is Type & { readonly kind: "array" } {
  return type.kind === "array" && type.length === undefined;
}

function isRequired({ field, binding }: BoundField): boolean {
  return !mayBeAbsent(binding) && binding.default === undefined && field.type.kind !== "map";
}

function isAskedFor(bound: BoundField): boolean {
  return isRequired(bound) || (bound.binding.default === undefined && breaksWhenAbsent(bound.field.rules));
}

/** Whether an absent value would break a rule: it counts as an empty text, or 0. */
function breaksWhenAbsent(rules: readonly string[]): boolean {
  if (/^(?:omit|structonly|-)/u.test(rules[0] ?? "")) return false;
  const dive = rules.indexOf("dive");
  return rules.slice(0, dive < 0 ? undefined : dive).some((rule) => !keptWhenAbsent.test(rule));
}

const keptWhenAbsent =
  /^(?:max|lte|lt|ne|ne_ignore_case|isdefault|unique|excludes\w*|starts?not\w*|endsnot\w*|required_\w+|excluded_\w+|nefield|printascii|ascii|multibyte)(?:=|$)/u;

function sampleValue(type: Type, demands: Demands, sampling: Sampling): LiteralValue {
  switch (type.kind) {
    case "primitive":
      return samplePrimitive(type.name, demands);
    case "any":
      return "text";
    case "time":
      return "2026-01-02T03:04:05Z";
    case "file":
      return "content";
    case "array":
      return isBytes(type) ? "" : sampleList(type, demands, sampling);
    case "map":
      return {};
    case "pointer":
      return sampleValue(type.target, demands, sampling);
    case "reference":
      return sampleDeclared(type.name, sampling);
    case "struct":
      return samples("json", flatFields(sampling.structs, type.members), sampling);
  }
}

/** Nothing can be given for a type that needs itself. */
function sampleDeclared(name: string, { structs, around }: Sampling): LiteralValue {
  if (around.has(name)) return null;
  const fields = flatFields(structs, structs.get(name) ?? []);
  return samples("json", fields, { structs, around: new Set([...around, name]) });
}

function sampleList(
  { element, length }: Type & { readonly kind: "array" },
  demands: Demands,
  sampling: Sampling,
): LiteralValue {
  return sampleItems(element, length ?? Math.min(ruleBounds(demands.rules).least ?? 0, 100), demands, sampling);
}

/** As many items as that; what stands behind `dive` holds for each. */
function sampleItems(element: Type, count: number, { binding, rules }: Demands, sampling: Sampling): LiteralValue {
  const dive = rules.indexOf("dive");
  const demands = { binding, rules: dive < 0 ? [] : rules.slice(dive + 1) };
  return Array.from({ length: count }, () => sampleValue(element, demands, sampling));
}

function samplePrimitive(name: PrimitiveName, { binding, rules }: Demands): LiteralValue {
  const option = binding?.options?.[0];
  if (name === "string") return option ?? sampleText(rules);
  const oneOf = rules
    .find((rule) => rule.startsWith("oneof="))
    ?.slice("oneof=".length)
    .split(" ", 1)[0];
  if (name === "bool") return sampleBoolean(option ?? String(!rules.includes("eq=false")), binding);
  const given = option ?? oneOf;
  return given === undefined
    ? numberWithin([...rangesOfRules(rules), ...[binding?.range ?? []].flat()], isFloat(name))
    : Number(given);
}

function rangesOfRules(rules: readonly string[]): readonly Range[] {
  const { least, most } = ruleBounds(rules.filter((rule) => !/^[gl]t=/u.test(rule)));
  const limit = (name: string): readonly number[] =>
    rules.flatMap((rule) => (rule.startsWith(`${name}=`) ? [Number(rule.slice(name.length + 1))] : []));
  return [
    { minimum: least, minimumIncluded: true, maximum: most, maximumIncluded: true },
    ...limit("gt").map((minimum) => ({ ...anyNumber, minimum })),
    ...limit("lt").map((maximum) => ({ ...anyNumber, maximum })),
  ];
}

const anyNumber: Range = { minimum: undefined, minimumIncluded: false, maximum: undefined, maximumIncluded: false };

/** As `,string` a boolean is taken in quotes only. */
function sampleBoolean(text: string, binding: Binding | undefined): LiteralValue {
  return binding?.source === "json" && binding.asString ? text : text === "true";
}

function isFloat(name: PrimitiveName): boolean {
  return name === "float32" || name === "float64";
}

/** 1 if the ranges allow it, else another number that they do allow, as simple as may be. */
function numberWithin(ranges: readonly Range[], isFraction: boolean): number {
  const least = Math.max(...ranges.map(({ minimum }) => minimum ?? -Infinity));
  const most = Math.min(...ranges.map(({ maximum }) => maximum ?? Infinity));
  const low = Number.isFinite(least) ? least : most - 2;
  const high = Number.isFinite(most) ? most : low + 2;
  const candidates = [1, low, Math.floor(low) + 1, high, (low + high) / 2];
  const isFitting = (value: number): boolean =>
    ranges.every((range) => isWithin(value, range)) && (isFraction || Number.isInteger(value));
  return candidates.find(isFitting) ?? 1;
}

function isWithin(value: number, { minimum, minimumIncluded, maximum, maximumIncluded }: Range): boolean {
  if (minimum !== undefined && (minimumIncluded ? value < minimum : value <= minimum)) return false;
  return maximum === undefined || (maximumIncluded ? value <= maximum : value < maximum);
}
