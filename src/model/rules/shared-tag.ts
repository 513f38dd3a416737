import { diagnose } from "../../diagnostics/diagnose.ts";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import type { Contract, ReadField } from "../contract.ts";

/** Fields that are declared together are told apart by their wire names. */
export function sharedTag({ fields }: Contract): readonly Diagnostic[] {
  return [...fields.values()].flatMap((named) => check(named));
}

function check([first, second, ...others]: readonly ReadField[]): readonly Diagnostic[] {
  const [binding] = first?.tag.bindings ?? [];
  if (first === undefined || second === undefined || binding === undefined) return [];
  if (second.tag.bindings[0]?.name !== binding.name) return []; // without a name in the tag each has its Go name
  const names = [first, second, ...others].map(({ name }) => name.text).join(", ");
  const { source, name } = binding;
  return [diagnose("API2035", first.node.tag?.span ?? first.name.span, { source, name, fields: names })];
}
