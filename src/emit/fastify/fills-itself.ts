import { mayBeAbsent } from "../../model/field-property.ts";
import { fieldsFrom, flatFields } from "./struct-fields.ts";
import type { Structs } from "./struct-fields.ts";
import type { Field, Type } from "../../model/api-spec.ts";

/** Whether a type is a struct, or a pointer to one, of which a request need give nothing: go-zero fills it then. */
export function fillsItself(type: Type, structs: Structs): boolean {
  return needsNothing(type, structs, new Set());
}

function needsNothing(type: Type, structs: Structs, around: ReadonlySet<string>): boolean {
  switch (type.kind) {
    case "pointer":
      return needsNothing(type.target, structs, around);
    case "struct":
      return flatFields(structs, type.members).every((field) => isFilled(field, structs, around));
    case "reference": {
      // A type that needs itself would never end.
      if (around.has(type.name)) return false;
      const fields = flatFields(structs, structs.get(type.name) ?? []);
      return fields.every((field) => isFilled(field, structs, new Set([...around, type.name])));
    }
    case "primitive":
    case "any":
    case "time":
    case "file":
    case "array":
    case "map":
      return false;
  }
}

function isFilled(field: Field, structs: Structs, around: ReadonlySet<string>): boolean {
  return fieldsFrom("json", [field]).every(
    ({ binding }) => mayBeAbsent(binding) || binding.default !== undefined || needsNothing(field.type, structs, around),
  );
}
