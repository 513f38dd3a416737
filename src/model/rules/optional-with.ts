import type { StructNode } from "../../api/ast.ts";
import { diagnose } from "../../diagnostics/diagnose.ts";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import { nearestName } from "../../text/nearest-name.ts";
import type { Source } from "../api-spec.ts";
import type { Contract } from "../contract.ts";
import { flatFields } from "../flat-fields.ts";
import type { FlatField } from "../flat-fields.ts";

/** Guessing what was meant compares with each name, and no struct that anybody wrote has more. */
const guessLimit = 200;

/** The field that `optional=name` looks at is one of the same struct and the same source. */
export function optionalWith(contract: Contract): readonly Diagnostic[] {
  return contract.allStructs.flatMap((struct) => checkStruct(contract, struct));
}

function checkStruct(contract: Contract, struct: StructNode): readonly Diagnostic[] {
  const fields = flatFields(contract, struct);
  const names = namesBySource(fields);
  return fields.flatMap(({ node, tag, through }) =>
    tag.bindings.flatMap((binding) => {
      const name = binding.optionalWith?.name;
      const known = names.get(binding.source);
      if (name === undefined || through !== undefined || known?.has(name) === true) return [];
      const guess = nearestName(name, [...(known ?? [])].slice(0, guessLimit));
      const help = guess === undefined ? {} : { help: `did you mean ${guess}?` };
      return [diagnose("API2034", node.tag?.span ?? node.span, { name, source: binding.source }, help)];
    }),
  );
}

function namesBySource(fields: readonly FlatField[]): ReadonlyMap<Source, ReadonlySet<string>> {
  const names = new Map<Source, Set<string>>();
  for (const { source, name } of fields.flatMap(({ tag }) => tag.bindings)) {
    names.set(source, (names.get(source) ?? new Set()).add(name));
  }
  return names;
}
