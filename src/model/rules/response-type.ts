import type { TypeNode } from "../../api/ast.ts";
import { diagnose } from "../../diagnostics/diagnose.ts";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import { spanText } from "../../text/span.ts";
import { routeText } from "../contract.ts";
import type { Contract, ContractRoute } from "../contract.ts";

/** A response has one of the forms that clients can be generated for, and a stream of events has one at all. */
export function responseType({ routes }: Contract): readonly Diagnostic[] {
  return routes.flatMap(checkRoute);
}

function checkRoute(route: ContractRoute): readonly Diagnostic[] {
  const { node, server } = route;
  const type = node.response?.type;
  if (type === undefined) {
    return server.sse ? [diagnose("API3008", node.span, { route: routeText(route) })] : [];
  }
  if (isResponse(type)) return [];
  return [diagnose("API3007", type.span, { found: spanText(type.span).split(/[\r\n]/)[0] ?? "" })];
}

/** `T`, `*T`, `[]T` or `[]*T`. */
function isResponse(type: TypeNode): boolean {
  const element = type.kind === "array" && type.length === "" ? type.element : type;
  const target = element.kind === "pointer" ? element.target : element;
  return target.kind === "name" || target.kind === "interface";
}
