import type { LiteralValue } from "../source-text.ts";
import { mayBeAbsent } from "../../model/field-property.ts";
import { fieldsFrom, flatFields } from "./struct-fields.ts";
import type { BoundField, Structs } from "./struct-fields.ts";
import { isBytes } from "./type-text.ts";
import type { Binding, Field, Range, Source, Type } from "../../model/api-spec.ts";

/** Values that the checks of a route let pass, for the fields that one source must give: what a generated test sends. */
export function sampleValues(
  source: Source,
  fields: readonly Field[],
  structs: Structs,
): Readonly<Record<string, LiteralValue>> {
  const required = fieldsFrom(source, fields).filter(isRequired);
  return Object.fromEntries(
    required.map((bound) => [bound.binding.name, sampleValue(bound.field.type, bound.binding, structs)]),
  );
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
      return type.target.kind === "reference" ? 1 : valueSize(type.target, measuring);
    case "struct":
      return 1 + fieldsSize(["json"], flatFields(measuring.structs, type.members), measuring);
    case "reference": {
      const members = measuring.structs.get(type.name) ?? [];
      const size = measuring.sizes.get(type.name) ?? valueSize({ kind: "struct", members }, measuring);
      measuring.sizes.set(type.name, size);
      return size;
    }
  }
}

/** A body that the checks of a route let pass: an object, or a list with an element. */
export function sampleBody(type: Type, structs: Structs): LiteralValue {
  if (type.kind === "any") return {};
  const sample = sampleValue(bodyElement(type), undefined, structs);
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

function sampleValue(type: Type, binding: Binding | undefined, structs: Structs): LiteralValue {
  switch (type.kind) {
    case "primitive":
      return samplePrimitive(type.name, binding);
    case "any":
      return "text";
    case "time":
      return "2026-01-02T03:04:05Z";
    case "array":
      return isBytes(type) ? "" : sampleList(type, binding, structs);
    case "map":
      return {};
    case "pointer":
      return type.target.kind === "reference" ? null : sampleValue(type.target, binding, structs);
    case "reference":
      return sampleValues("json", flatFields(structs, structs.get(type.name) ?? []), structs);
    case "struct":
      return sampleValues("json", flatFields(structs, type.members), structs);
  }
}

function sampleList(
  type: Type & { readonly kind: "array" },
  binding: Binding | undefined,
  structs: Structs,
): LiteralValue {
  const length = type.length ?? 0;
  return Array.from({ length }, () => sampleValue(type.element, binding, structs));
}

function samplePrimitive(name: string, binding: Binding | undefined): LiteralValue {
  const option = binding?.options?.[0];
  if (name === "string") return option ?? "text";
  if (name === "bool") return option === undefined ? true : option === "true";
  return option === undefined ? numberWithin(binding?.range) : Number(option);
}

/** 1 if the range allows it, else its lowest value. */
function numberWithin(range: Range | undefined): number {
  const minimum = range?.minimum;
  if (minimum === undefined) return Math.min(1, range?.maximum ?? 1) - (range?.maximumIncluded === false ? 1 : 0);
  return range?.minimumIncluded === true ? minimum : minimum + 1;
}
