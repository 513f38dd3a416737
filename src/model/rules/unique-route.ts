import { diagnose } from "../../diagnostics/diagnose.ts";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import { routeKey, routeText } from "../contract.ts";
import type { Contract, ContractRoute } from "../contract.ts";

/** No two routes answer the same requests. */
export function uniqueRoute({ routes }: Contract): readonly Diagnostic[] {
  const first = new Map<string, ContractRoute>();
  return routes.flatMap((route) => {
    if (!route.isPathSound) return [];
    const key = routeKey(route);
    const earlier = first.get(key);
    if (earlier === undefined) {
      first.set(key, route);
      return [];
    }
    const related = [{ message: "first declared here", span: earlier.node.span }];
    return [diagnose("API3002", route.node.span, { route: routeText(route) }, { related })];
  });
}
