import type { TypeNode } from "../../api/ast.ts";
import { diagnose } from "../../diagnostics/diagnose.ts";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import { spanText } from "../../text/span.ts";
import { primitiveOf, typeParts } from "../api-type.ts";
import type { Contract } from "../contract.ts";

/** A map's keys can be written as the keys of a JSON object. */
export function mapKey({ allStructs, structs }: Contract): readonly Diagnostic[] {
  const members = allStructs.flatMap((struct) => struct.members);
  const parts = members.flatMap((member) => (member.kind === "field" ? typeParts(member.type) : []));
  return parts.flatMap((part) => {
    if (part.kind !== "map" || isKey(part.key, structs)) return [];
    return [diagnose("API2012", part.key.span, { found: spanText(part.key.span).split(/[\r\n{]/)[0] ?? "" })];
  });
}

/** An undeclared name has its own rule. */
function isKey(type: TypeNode, structs: Contract["structs"]): boolean {
  if (type.kind !== "name") return false;
  const primitive = primitiveOf(type.name);
  if (primitive !== undefined) return !primitive.startsWith("complex");
  return type.name !== "any" && !structs.has(type.name);
}
