import { diagnose } from "../../diagnostics/diagnose.ts";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import { spanText } from "../../text/span.ts";
import { isBaseType } from "../api-type.ts";
import type { Contract } from "../contract.ts";

/** A request is read into one struct. */
export function requestStruct({ routes }: Contract): readonly Diagnostic[] {
  return routes.flatMap(({ node }) => {
    const type = node.request?.type;
    const target = type?.kind === "pointer" ? type.target : type;
    if (type === undefined || (target?.kind === "name" && !isBaseType(target.name))) return [];
    return [diagnose("API3006", type.span, { found: spanText(type.span).split(/[\r\n]/)[0] ?? "" })];
  });
}
