import { diagnose } from "../../diagnostics/diagnose.ts";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import { goKeywords, isBaseType } from "../api-type.ts";
import type { Contract } from "../contract.ts";

/** A declared type has a name of its own. */
export function typeName({ declarations }: Contract): readonly Diagnostic[] {
  return declarations.flatMap(({ name: { text: name, span } }) => {
    if (goKeywords.has(name)) return [diagnose("API2004", span, { name })];
    return isBaseType(name) ? [diagnose("API2005", span, { name })] : [];
  });
}
