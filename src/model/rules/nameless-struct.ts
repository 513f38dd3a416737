import type { FieldNode, TypeNode } from "../../api/ast.ts";
import { diagnose } from "../../diagnostics/diagnose.ts";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import { innermost } from "../api-type.ts";
import type { Contract } from "../contract.ts";

/** A struct without a name is a field's type, with fields of its own. */
export function namelessStruct({ allStructs }: Contract): readonly Diagnostic[] {
  const members = allStructs.flatMap((struct) => struct.members);
  return members.flatMap((member) => (member.kind === "field" ? checkField(member) : []));
}

function checkField(field: FieldNode): readonly Diagnostic[] {
  const { type } = field;
  if (type.kind === "struct") {
    const name = field.names[0]?.text ?? "";
    return type.members.length === 0 ? [diagnose("API2014", type.span, { name })] : [];
  }
  const inner = innermost(type);
  if (inner.kind !== "struct") return [];
  // The place of the brace is enough; the span of the whole struct would hide it.
  const span = { ...inner.span, end: inner.span.start + 1 };
  return [diagnose("API2013", span, { place: placeOf(type) })];
}

function placeOf(type: TypeNode): string {
  switch (type.kind) {
    case "pointer":
      return "a pointer";
    case "array":
      return "a list";
    case "map":
      return "a map";
    case "name":
    case "member":
    case "interface":
    case "struct":
      return "a field";
  }
}
