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

/** A body that the checks of a route let pass: an object, or a list with an element. */
export function sampleBody(type: Type, structs: Structs): LiteralValue {
  if (type.kind === "any") return {};
  if (type.kind !== "array" || type.length !== undefined) return sampleValue(type, undefined, structs);
  return [sampleValue(type.element, undefined, structs)];
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
