import { diagnose } from "../../diagnostics/diagnose.ts";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import type { Contract } from "../contract.ts";

/** A tag says something. */
export function emptyTag({ allStructs }: Contract): readonly Diagnostic[] {
  const members = allStructs.flatMap((struct) => struct.members);
  return members.flatMap(({ tag }) =>
    tag === undefined || tag.text.trim() !== "" ? [] : [diagnose("API2030", tag.span, {})],
  );
}
