import { diagnose } from "../diagnostics/diagnose.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import type { ApiSpec, Field } from "../model/api-spec.ts";
import { fieldProperty, isOptionalProperty } from "../model/field-property.ts";
import { fieldsIn } from "./fields-in.ts";

/** Fields with names that JavaScript gives a meaning of its own: no service could read them as the contract means it. */
export function unusableFields({ types }: ApiSpec): readonly Diagnostic[] {
  return types.flatMap(({ members }) => fieldsIn(members)).flatMap(checkField);
}

function checkField(field: Field): readonly Diagnostic[] {
  const property = fieldProperty(field);
  const names = [property, ...field.tag.bindings.map(({ name }) => name.toLowerCase())];
  if (names.includes("__proto__")) return [diagnose("GEN1040", field.span, { field: field.name })];
  const isInherited = property in Object.prototype;
  return isInherited && mayBeLeftOut(field) ? [diagnose("GEN1041", field.span, { field: field.name, property })] : [];
}

/** Whether a request or an answer may come without the field; a map counts as an empty one then. */
function mayBeLeftOut(field: Field): boolean {
  const hasDefault = field.tag.bindings.some((binding) => binding.default !== undefined);
  return hasDefault || field.type.kind === "map" || isOptionalProperty(field);
}
