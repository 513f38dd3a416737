import type { StructNode } from "../../api/ast.ts";
import { diagnose } from "../../diagnostics/diagnose.ts";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import type { Contract } from "../contract.ts";
import { fieldProperty } from "../field-property.ts";
import { flatFields } from "../flat-fields.ts";
import type { FlatField } from "../flat-fields.ts";

/** No two fields of a struct are one property of its type. */
export function uniqueProperty(contract: Contract): readonly Diagnostic[] {
  return contract.allStructs.flatMap((struct) => checkStruct(contract, struct));
}

function checkStruct(contract: Contract, struct: StructNode): readonly Diagnostic[] {
  const first = new Map<string, FlatField>();
  return flatFields(contract, struct).flatMap((field) => {
    const property = fieldProperty({ name: field.name.text, tag: field.tag });
    const earlier = first.get(property);
    if (earlier === undefined) {
      first.set(property, field);
      return [];
    }
    if (isToldElsewhere(earlier, field)) return [];
    const related = [{ message: "first used here", span: earlier.name.span }];
    return [
      diagnose("API2024", field.place, { property, field: field.name.text, other: earlier.name.text }, { related }),
    ];
  });
}

/** One Go name, or one wire name of one source, has its own rule; so has a struct that is embedded twice. */
function isToldElsewhere(earlier: FlatField, field: FlatField): boolean {
  if (earlier.name.text === field.name.text || earlier.node === field.node) return true;
  return field.tag.bindings.some(({ source, name }) =>
    earlier.tag.bindings.some((other) => other.source === source && other.name === name),
  );
}
