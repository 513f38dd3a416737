import type { MemberNode, StructNode } from "../api/ast.ts";
import type { Span } from "../text/span.ts";
import type { Contract, ReadField } from "./contract.ts";

export interface FlatField extends ReadField {
  /** The field itself, or what embeds it in the struct that was asked for. */
  readonly place: Span;
  /** Name of the struct by which it comes in there; undefined for a field of the struct itself. */
  readonly through: string | undefined;
}

// Several rules ask for the fields of the same structs.
const known = new WeakMap<Contract, Map<StructNode, readonly FlatField[]>>();

/**
 * The fields of a struct with those of the structs embedded in it, in order. Whatever one embedded type leads to on several
 * ways comes in by it once: the ways can be more than could ever be walked.
 */
export function flatFields(contract: Contract, struct: StructNode): readonly FlatField[] {
  const ofContract = known.get(contract) ?? new Map<StructNode, readonly FlatField[]>();
  known.set(contract, ofContract);
  const fields = ofContract.get(struct) ?? struct.members.flatMap((member) => fieldsBy(member, contract, struct));
  ofContract.set(struct, fields);
  return fields;
}

function fieldsBy(member: MemberNode, contract: Contract, struct: StructNode): readonly FlatField[] {
  if (member.kind === "field") {
    const fields = contract.fields.get(member) ?? [];
    return fields.map((field) => ({ ...field, place: field.name.span, through: undefined }));
  }
  const through = member.name.text;
  return embeddedFields(member, contract, struct).map((field) => ({ ...field, place: member.span, through }));
}

/** A struct on the way to itself adds nothing; `recursiveType` tells it. */
function embeddedFields(from: MemberNode, contract: Contract, struct: StructNode): readonly ReadField[] {
  const fields: ReadField[] = [];
  const seen = new Set([struct]);
  const pending = [from];
  for (let member = pending.pop(); member !== undefined; member = pending.pop()) {
    if (member.kind === "field") {
      fields.push(...(contract.fields.get(member) ?? []));
      continue;
    }
    const embedded = contract.structs.get(member.name.text);
    if (embedded === undefined || seen.has(embedded)) continue;
    seen.add(embedded);
    pending.push(...embedded.members.toReversed());
  }
  return fields;
}
