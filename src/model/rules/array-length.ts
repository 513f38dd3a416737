import { diagnose } from "../../diagnostics/diagnose.ts";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import { typeParts } from "../api-type.ts";
import type { Contract } from "../contract.ts";

/** Above it a schema could not tell the number of elements to be had, and nobody means it. */
const longest = 65_536;

/** An array's length is a number of elements that can be. */
export function arrayLength({ allStructs }: Contract): readonly Diagnostic[] {
  const members = allStructs.flatMap((struct) => struct.members);
  const parts = members.flatMap((member) => (member.kind === "field" ? typeParts(member.type) : []));
  return parts.flatMap((part) =>
    part.kind === "array" && part.length !== "" && !(Number(part.length) <= longest)
      ? [diagnose("API2011", part.span, { length: part.length })]
      : [],
  );
}
