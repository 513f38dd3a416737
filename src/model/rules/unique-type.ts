import type { TypeDeclaration } from "../../api/ast.ts";
import { diagnose } from "../../diagnostics/diagnose.ts";
import type { Contract } from "../contract.ts";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";

/** A type name is declared once, and not again in other case. */
export function uniqueType({ declarations }: Contract): readonly Diagnostic[] {
  const first = new Map<string, TypeDeclaration>();
  return declarations.flatMap((declaration) => {
    const name = declaration.name.text;
    const earlier = first.get(name.toLowerCase());
    if (earlier === undefined) {
      first.set(name.toLowerCase(), declaration);
      return [];
    }
    const related = [{ message: "first declared here", span: earlier.name.span }];
    return earlier.name.text === name
      ? [diagnose("API2001", declaration.name.span, { name }, { related })]
      : [diagnose("API2006", declaration.name.span, { name, other: earlier.name.text }, { related })];
  });
}
