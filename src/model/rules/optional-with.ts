import type { StructNode } from "../../api/ast.ts";
import { diagnose } from "../../diagnostics/diagnose.ts";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import { nearestName } from "../../text/nearest-name.ts";
import type { Contract } from "../contract.ts";
import { flatFields } from "../flat-fields.ts";

/** The field that `optional=name` looks at is one of the same struct and the same source. */
export function optionalWith(contract: Contract): readonly Diagnostic[] {
  return contract.allStructs.flatMap((struct) => checkStruct(contract, struct));
}

function checkStruct(contract: Contract, struct: StructNode): readonly Diagnostic[] {
  const fields = flatFields(contract, struct);
  return fields.flatMap(({ node, tag, through }) =>
    tag.bindings.flatMap((binding) => {
      const name = binding.optionalWith?.name;
      if (name === undefined || through !== undefined) return [];
      const bindings = fields.flatMap((field) => field.tag.bindings);
      const names = bindings.filter(({ source }) => source === binding.source).map((other) => other.name);
      if (names.includes(name)) return [];
      const guess = nearestName(name, names);
      const help = guess === undefined ? {} : { help: `did you mean ${guess}?` };
      return [diagnose("API2034", node.tag?.span ?? node.span, { name, source: binding.source }, help)];
    }),
  );
}
