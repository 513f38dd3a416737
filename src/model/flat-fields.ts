import type { MemberNode, StructNode } from "../api/ast.ts";
import type { Span } from "../text/span.ts";
import type { Contract, ReadField } from "./contract.ts";

export interface FlatField extends ReadField {
  /** The field itself, or what embeds it in the struct that was asked for. */
  readonly place: Span;
  /** Name of the struct by which it comes in there; undefined for a field of the struct itself. */
  readonly through: string | undefined;
}

/** Longest row of structs that each hold a value of the next, or embed it; a longer one is told, and goes no further. */
export const structDepthLimit = 100;

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

const knownNames = new WeakMap<readonly FlatField[], ReadonlyMap<string, FlatField>>();

/** The first of these fields with a Go name. */
export function fieldNamed(contract: Contract, struct: StructNode, name: string): FlatField | undefined {
  const fields = flatFields(contract, struct);
  const names = knownNames.get(fields) ?? new Map(fields.toReversed().map((field) => [field.name.text, field]));
  knownNames.set(fields, names);
  return names.get(name);
}

function fieldsBy(member: MemberNode, contract: Contract, struct: StructNode): readonly FlatField[] {
  if (member.kind === "field") {
    const fields = contract.fields.get(member) ?? [];
    return fields.map((field) => ({ ...field, place: field.name.span, through: undefined }));
  }
  const through = member.name.text;
  return embeddedFields(member, contract, struct).map((field) => ({ ...field, place: member.span, through }));
}

/** A struct on the way to itself adds nothing, nor does one at the end of too long a way; `recursiveType` tells both. */
function embeddedFields(from: MemberNode, contract: Contract, struct: StructNode): readonly ReadField[] {
  const fields: ReadField[] = [];
  const seen = new Set([struct]);
  const visit = (member: MemberNode, depth: number): void => {
    if (member.kind === "field") {
      for (const field of contract.fields.get(member) ?? []) fields.push(field);
      return;
    }
    const embedded = contract.structs.get(member.name.text);
    if (embedded === undefined || seen.has(embedded) || depth > structDepthLimit) return;
    seen.add(embedded);
    for (const inner of embedded.members) visit(inner, depth + 1);
  };
  visit(from, 1);
  return fields;
}
