import type { StructNode } from "../../api/ast.ts";
import { diagnose } from "../../diagnostics/diagnose.ts";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import { nearestName } from "../../text/nearest-name.ts";
import type { Contract } from "../contract.ts";
import { flatFields } from "../flat-fields.ts";
import { validationRules } from "../validation-rules.ts";

/** Guessing what was meant compares with each name, and no struct that anybody wrote has more. */
const guessLimit = 200;

/** The rules of `validate` tags can be checked. goctl ignores the tag, so that a rule that cannot is no error. */
export function validationRule(contract: Contract): readonly Diagnostic[] {
  return contract.allStructs.flatMap((struct) => checkStruct(contract, struct));
}

function checkStruct(contract: Contract, struct: StructNode): readonly Diagnostic[] {
  return struct.members.flatMap((member) => {
    if (member.kind === "embedded") return [];
    return (contract.fields.get(member) ?? []).flatMap((field) =>
      validationRules(contract, struct, field).problems.map(({ rule, reason, missing }) => {
        const names = flatFields(contract, struct)
          .slice(0, guessLimit)
          .map(({ name }) => name.text);
        const guess = missing === undefined ? undefined : nearestName(missing, names);
        const help = guess === undefined ? {} : { help: `did you mean ${guess}?` };
        return diagnose("API2050", member.tag?.span ?? member.span, { rule, reason }, help);
      }),
    );
  });
}
