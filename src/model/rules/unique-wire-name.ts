import type { StructNode } from "../../api/ast.ts";
import { diagnose } from "../../diagnostics/diagnose.ts";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import type { Binding } from "../api-spec.ts";
import type { Contract } from "../contract.ts";
import { flatFields } from "../flat-fields.ts";
import type { FlatField } from "../flat-fields.ts";

/** No two fields of a struct, embedded ones included, are read from the same place. */
export function uniqueWireName(contract: Contract): readonly Diagnostic[] {
  return contract.allStructs.flatMap((struct) => checkStruct(contract, struct));
}

function checkStruct(contract: Contract, struct: StructNode): readonly Diagnostic[] {
  const first = new Map<string, FlatField>();
  return flatFields(contract, struct).flatMap((field) =>
    field.tag.bindings.flatMap((binding) => {
      const earlier = first.get(wireKey(binding));
      if (earlier === undefined) {
        first.set(wireKey(binding), field);
        return [];
      }
      // Two in one embedded struct are told where that struct is declared.
      if (earlier.place === field.place && earlier.place !== field.name.span) return [];
      const related = [{ message: "first used here", span: earlier.name.span }];
      return [diagnose("API2008", field.place, { source: binding.source, name: binding.name }, { related })];
    }),
  );
}

/** Names of headers are the same in any case. */
function wireKey({ source, name }: Binding): string {
  return `${source} ${source === "header" ? name.toLowerCase() : name}`;
}
