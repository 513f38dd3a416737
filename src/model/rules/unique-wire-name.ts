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
  const told = new Set<unknown>();
  return flatFields(contract, struct).flatMap((field) =>
    field.tag.bindings.flatMap((binding) => {
      const earlier = first.get(wireKey(binding));
      if (earlier === undefined) {
        first.set(wireKey(binding), field);
        return [];
      }
      if (field.node === earlier.node && field.name !== earlier.name) return []; // one tag for several names has a rule of its own
      const mistake = mistakeOf(field, earlier);
      if (mistake === undefined || told.has(mistake)) return [];
      told.add(mistake);
      const related = [{ message: "first used here", span: earlier.name.span }];
      return [diagnose("API2008", field.place, { source: binding.source, name: binding.name }, { related })];
    }),
  );
}

/** What has to be changed: the field, or what embeds it with perhaps many others; undefined if another rule tells it. */
function mistakeOf(field: FlatField, earlier: FlatField): unknown {
  const isEmbedded = field.place !== field.name.span;
  if (!isEmbedded && earlier.place === earlier.name.span) {
    // Two fields of one name have a rule of their own.
    return field.name.text === earlier.name.text ? undefined : field.node;
  }
  // Two in one embedded struct are told where that struct is declared, one struct twice by the rule on names.
  if (earlier.place === field.place || (earlier.through !== undefined && earlier.through === field.through))
    return undefined;
  return field.place;
}

/** Names of headers are the same in any case. */
function wireKey({ source, name }: Binding): string {
  return `${source} ${source === "header" ? name.toLowerCase() : name}`;
}
