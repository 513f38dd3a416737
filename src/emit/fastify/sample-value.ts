import type { LiteralValue } from "../source-text.ts";
import { mayBeAbsent } from "../../model/field-property.ts";
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
  return Object.fromEntries(
    givenFields(fieldsFrom(source, fields)).map(({ field: { type }, binding }) => {
      const value = sampleValue(type, binding, sampling);
      return [binding.name, isTextList(type, source) ? [sampleValue(type.element, binding, sampling)] : value];
    }),
  );
}

/** A list in JSON may be empty; one that comes as text has at least an element. */
function isTextList(type: Type, source: Source): type is Type & { readonly kind: "array" } {
  return source !== "json" && isList(type) && !isBytes(type);
}

/** Those that a request has to give, and those that go with them, or stand for others that are not given. */
function givenFields(bound: readonly BoundField[]): readonly BoundField[] {
  const given = new Set(bound.filter(isRequired).map(({ binding }) => binding.name));
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
  const others = fieldsSize(["form", "header"], fields, { structs, sizes });
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
  const sample = sampleValue(bodyElement(type), undefined, { structs, around: new Set() });
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

function sampleValue(type: Type, binding: Binding | undefined, sampling: Sampling): LiteralValue {
  switch (type.kind) {
    case "primitive":
      return samplePrimitive(type.name, binding);
    case "any":
      return "text";
    case "time":
      return "2026-01-02T03:04:05Z";
    case "array":
      return isBytes(type) ? "" : sampleList(type, binding, sampling);
    case "map":
      return {};
    case "pointer":
      return sampleValue(type.target, binding, sampling);
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
  binding: Binding | undefined,
  sampling: Sampling,
): LiteralValue {
  return Array.from({ length: length ?? 0 }, () => sampleValue(element, binding, sampling));
}

function samplePrimitive(name: PrimitiveName, binding: Binding | undefined): LiteralValue {
  const option = binding?.options?.[0];
  if (name === "string") return option ?? "text";
  if (name === "bool") return sampleBoolean(option ?? "true", binding);
  return option === undefined ? numberWithin(binding?.range, isFloat(name)) : Number(option);
}

/** As `,string` a boolean is taken in quotes only. */
function sampleBoolean(text: string, binding: Binding | undefined): LiteralValue {
  return binding?.source === "json" && binding.asString ? text : text === "true";
}

function isFloat(name: PrimitiveName): boolean {
  return name === "float32" || name === "float64";
}

/** 1 if the range allows it, else another number that it does allow, as simple as may be. */
function numberWithin(range: Range | undefined, isFraction: boolean): number {
  if (range === undefined) return 1;
  const low = range.minimum ?? (range.maximum ?? 1) - 2;
  const high = range.maximum ?? low + 2;
  const candidates = [1, low, Math.floor(low) + 1, high, (low + high) / 2];
  const isFitting = (value: number): boolean => isWithin(value, range) && (isFraction || Number.isInteger(value));
  return candidates.find(isFitting) ?? 1;
}

function isWithin(value: number, { minimum, minimumIncluded, maximum, maximumIncluded }: Range): boolean {
  if (minimum !== undefined && (minimumIncluded ? value < minimum : value <= minimum)) return false;
  return maximum === undefined || (maximumIncluded ? value <= maximum : value < maximum);
}
