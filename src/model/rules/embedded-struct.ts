import { diagnose } from "../../diagnostics/diagnose.ts";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import { isBaseType } from "../api-type.ts";
import type { Contract } from "../contract.ts";
import { isFileName } from "../file-type.ts";

/** Only structs can be embedded. */
export function embeddedStruct(contract: Contract): readonly Diagnostic[] {
  const { aliases, allStructs, complete } = contract;
  if (!complete) return []; // what is left of a broken field looks like an embedded type
  const isNoStruct = (name: string): boolean => isBaseType(name) || aliases.has(name) || isFileName(contract, name);
  const members = allStructs.flatMap((struct) => struct.members);
  return members.flatMap((member) =>
    member.kind === "embedded" && isNoStruct(member.name.text)
      ? [diagnose("API2010", member.name.span, { name: member.name.text })]
      : [],
  );
}
