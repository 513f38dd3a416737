import { diagnose } from "../../diagnostics/diagnose.ts";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import { spanText } from "../../text/span.ts";
import type { Contract } from "../contract.ts";

/** Only structs can be given a name. */
export function structDeclaration({ declarations }: Contract): readonly Diagnostic[] {
  return declarations.flatMap(({ name, type }) =>
    type.kind === "struct"
      ? []
      : [diagnose("API2003", type.span, { name: name.text, found: spanText(type.span).split(/[\r\n{]/)[0] ?? "" })],
  );
}
