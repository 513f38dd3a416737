import type { Field, Member } from "../model/api-spec.ts";

/** The fields of a struct and of those without a name inside it; embedded ones are told where their struct is declared. */
export function fieldsIn(members: readonly Member[]): readonly Field[] {
  return members.flatMap((member) => {
    if (member.kind === "embedded") return [];
    return [member, ...(member.type.kind === "struct" ? fieldsIn(member.type.members) : [])];
  });
}
