import type { TypeNode } from "../../api/ast.ts";
import { diagnose } from "../../diagnostics/diagnose.ts";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import { spanText } from "../../text/span.ts";
import type { Contract } from "../contract.ts";

/** What is given another name has a form: `any` has none, and a pointer only says that there may be nothing. */
export function aliasType({ aliases }: Contract): readonly Diagnostic[] {
  return [...aliases].flatMap(([name, type]) =>
    hasForm(type)
      ? []
      : [diagnose("API2003", type.span, { name, found: spanText(type.span).split(/[\r\n{]/)[0] ?? "" })],
  );
}

function hasForm(type: TypeNode): boolean {
  switch (type.kind) {
    case "name":
      return type.name !== "any";
    case "array":
    case "map":
    case "member":
    case "struct":
      return true;
    case "interface":
    case "pointer":
      return false;
  }
}
