import type { StructNode } from "../api/ast.ts";
import type { Span } from "../text/span.ts";
import type { Contract, ReadField } from "./contract.ts";
import { depthLimit } from "./rules/recursive-type.ts";

export interface FlatField extends ReadField {
  /** The field itself, or what embeds it in the struct that was asked for. */
  readonly place: Span;
  /** Name of the struct by which it comes in there; undefined for a field of the struct itself. */
  readonly through: string | undefined;
}

/** The fields of a struct with those of the structs embedded in it, in order. */
export function flatFields(contract: Contract, struct: StructNode): readonly FlatField[] {
  return collect(contract, struct, new Set());
}

/** A struct on the way to itself, or too far down, adds nothing; `recursiveType` tells both. */
function collect(contract: Contract, struct: StructNode, open: Set<StructNode>): readonly FlatField[] {
  open.add(struct);
  const fields = struct.members.flatMap((member): readonly FlatField[] => {
    if (member.kind === "field") {
      return (contract.fields.get(member) ?? []).map((field) => ({
        ...field,
        place: field.name.span,
        through: undefined,
      }));
    }
    const embedded = contract.structs.get(member.name.text);
    if (embedded === undefined || open.has(embedded) || open.size >= depthLimit) return [];
    const through = member.name.text;
    return collect(contract, embedded, open).map((field) => ({ ...field, place: member.span, through }));
  });
  open.delete(struct);
  return fields;
}
