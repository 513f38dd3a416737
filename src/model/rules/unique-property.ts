import type { StructNode } from "../../api/ast.ts";
import { diagnose } from "../../diagnostics/diagnose.ts";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import type { Binding } from "../api-spec.ts";
import type { Contract } from "../contract.ts";
import { flatFields } from "../flat-fields.ts";
import type { FlatField } from "../flat-fields.ts";

/** No two fields of a struct have the same name from different sources: both would be one property of the type. */
export function uniqueProperty(contract: Contract): readonly Diagnostic[] {
  return contract.allStructs.flatMap((struct) => checkStruct(contract, struct));
}

interface NamedField {
  readonly field: FlatField;
  readonly binding: Binding;
}

function checkStruct(contract: Contract, struct: StructNode): readonly Diagnostic[] {
  const first = new Map<string, NamedField>();
  const named = flatFields(contract, struct).flatMap((field) =>
    field.tag.bindings.map((binding): NamedField => ({ field, binding })),
  );
  return named.flatMap(({ field, binding }) => {
    const earlier = first.get(binding.name);
    if (earlier === undefined) {
      first.set(binding.name, { field, binding });
      return [];
    }
    // The same source twice has its own rule; one field with two sources is one property.
    if (earlier.binding.source === binding.source || earlier.field.node === field.node) return [];
    const values = { name: binding.name, source: binding.source, other: earlier.binding.source };
    const related = [{ message: "first used here", span: earlier.field.name.span }];
    return [diagnose("API2024", field.place, values, { related })];
  });
}
