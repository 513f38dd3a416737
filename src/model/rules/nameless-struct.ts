import type { StructNode, TypeNode } from "../../api/ast.ts";
import { diagnose } from "../../diagnostics/diagnose.ts";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import { innermost } from "../api-type.ts";
import type { Contract } from "../contract.ts";

/** A struct without a name is a field's type, with fields of its own. */
export function namelessStruct({ aliases, allStructs, routes }: Contract): readonly Diagnostic[] {
  const bodies = routes.flatMap(({ node }) => [node.request?.type, node.response?.type]);
  return [
    ...allStructs.flatMap(checkFields),
    ...[...aliases.values()].flatMap(checkInner),
    ...bodies.flatMap((type) => (type === undefined ? [] : checkBody(type))),
  ];
}

function checkFields({ members }: StructNode): readonly Diagnostic[] {
  return members.flatMap((member) => {
    if (member.kind === "embedded") return [];
    const { names, type } = member;
    if (type.kind !== "struct") return checkInner(type);
    return type.members.length === 0 ? [diagnose("API2014", type.span, { name: names[0]?.text ?? "" })] : [];
  });
}

function checkBody(type: TypeNode): readonly Diagnostic[] {
  return type.kind === "struct" ? [misplaced(type, "a body")] : checkInner(type);
}

function checkInner(type: TypeNode): readonly Diagnostic[] {
  const inner = innermost(type);
  return inner.kind === "struct" ? [misplaced(inner, placeOf(type))] : [];
}

/** The place of the brace is enough; the span of the whole struct would hide it. */
function misplaced({ span }: StructNode, place: string): Diagnostic {
  return diagnose("API2013", { ...span, end: span.start + 1 }, { place });
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
