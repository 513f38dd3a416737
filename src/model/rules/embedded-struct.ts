import { diagnose } from "../../diagnostics/diagnose.ts";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import { isBaseType } from "../api-type.ts";
import type { Contract } from "../contract.ts";

/** Only structs can be embedded. */
export function embeddedStruct({ aliases, allStructs, complete }: Contract): readonly Diagnostic[] {
  if (!complete) return []; // what is left of a broken field looks like an embedded type
  const members = allStructs.flatMap((struct) => struct.members);
  return members.flatMap((member) =>
    member.kind === "embedded" && (isBaseType(member.name.text) || aliases.has(member.name.text))
      ? [diagnose("API2010", member.name.span, { name: member.name.text })]
      : [],
  );
}
