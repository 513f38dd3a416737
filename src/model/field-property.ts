import { camelCase, isIdentifier } from "../text/identifier.ts";
import type { Binding, Field, FieldTag } from "./api-spec.ts";

/**
 * The property that a field is in TypeScript. A JSON field keeps its wire name, so that bodies pass through without a mapping;
 * a field of the path or the query keeps it if it is an identifier. Any other, and one of a header, whose letters have no case of their
 * own, has its Go name in camel case.
 */
export function fieldProperty({ name, tag }: { readonly name: string; readonly tag: FieldTag }): string {
  const json = tag.bindings.find((binding) => binding.source === "json");
  if (json !== undefined) return json.name;
  const [first] = tag.bindings;
  const keepsName = first !== undefined && first.source !== "header" && isIdentifier(first.name);
  return keepsName ? first.name : camelCase(name);
}

/** Whether a value may lack the property: every source of the field allows that and none fills in a default; `json:"-"` has no source. */
export function isOptionalProperty(field: Field): boolean {
  return field.tag.bindings.every((binding) => isOptionalBinding(binding) || binding.omitEmpty);
}

/** Whether a request may lack the value and nothing stands in for it. */
export function isOptionalBinding(binding: Binding): boolean {
  return mayBeAbsent(binding) && binding.default === undefined;
}

/** Whether a request may lack the value; `omitempty` is for answers alone. */
export function mayBeAbsent(binding: Binding): boolean {
  return binding.optional || binding.optionalWith !== undefined;
}
