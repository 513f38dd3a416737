import type { TypeNode } from "../../api/ast.ts";
import { diagnose } from "../../diagnostics/diagnose.ts";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import { spanText } from "../../text/span.ts";
import { primitiveOf, typeParts } from "../api-type.ts";
import type { Contract } from "../contract.ts";
import { unaliased } from "../unaliased.ts";
import { writtenTypes } from "../written-types.ts";

/** A map's keys can be written as the keys of a JSON object. */
export function mapKey(contract: Contract): readonly Diagnostic[] {
  return writtenTypes(contract)
    .flatMap(typeParts)
    .flatMap((part) => {
      if (part.kind !== "map" || isKey(contract, part.key)) return [];
      return [diagnose("API2012", part.key.span, { found: spanText(part.key.span).split(/[\r\n{]/)[0] ?? "" })];
    });
}

/** An undeclared name has its own rule. */
function isKey(contract: Contract, written: TypeNode): boolean {
  const type = unaliased(contract, written);
  if (type.kind !== "name") return false;
  const primitive = primitiveOf(type.name);
  if (primitive !== undefined) return !primitive.startsWith("complex");
  return type.name !== "any" && !contract.structs.has(type.name);
}
