import { diagnose } from "../../diagnostics/diagnose.ts";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import { routeText } from "../contract.ts";
import type { Contract, ContractRoute } from "../contract.ts";

/** A download and a redirect are whole answers, and leave no room for a type. */
export function oneAnswer({ routes }: Contract): readonly Diagnostic[] {
  return routes.flatMap((route) => {
    const [first, second] = answersOf(route);
    if (first === undefined || second === undefined) return [];
    return [diagnose("API3040", route.node.span, { route: routeText(route), first, second })];
  });
}

function answersOf({ node, server }: ContractRoute): readonly string[] {
  return [
    ...(server.download ? ["a download"] : []),
    ...(server.redirect ? ["a redirect"] : []),
    ...(node.response?.type === undefined ? [] : ["a type"]),
  ];
}
