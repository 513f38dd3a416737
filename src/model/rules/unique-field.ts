import type { Name, StructNode } from "../../api/ast.ts";
import { diagnose } from "../../diagnostics/diagnose.ts";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import type { Contract } from "../contract.ts";

/** A struct has one field, or one embedded struct, of a name. */
export function uniqueField({ allStructs }: Contract): readonly Diagnostic[] {
  return allStructs.flatMap(checkStruct);
}

function checkStruct(struct: StructNode): readonly Diagnostic[] {
  const first = new Map<string, Name>();
  const names = struct.members.flatMap((member) => (member.kind === "field" ? member.names : [member.name]));
  return names.flatMap((name) => {
    const earlier = first.get(name.text);
    if (earlier === undefined) {
      first.set(name.text, name);
      return [];
    }
    const related = [{ message: "first declared here", span: earlier.span }];
    return [diagnose("API2007", name.span, { name: name.text }, { related })];
  });
}
