import { diagnose } from "../../diagnostics/diagnose.ts";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import { routeKey } from "../contract.ts";
import type { Contract, ContractRoute } from "../contract.ts";

/** The handlers of a group have names that make different file names. */
export function uniqueHandler({ routes }: Contract): readonly Diagnostic[] {
  const first = new Map<string, ContractRoute>();
  return routes.flatMap((route) => {
    const { text: handler, span } = route.node.handler;
    if (route.handler === "") return [diagnose("API3003", span, { name: handler })];
    const { group } = route.server;
    const key = `${group}/${route.handler.replaceAll("_", "")}`.toLowerCase();
    const earlier = first.get(key);
    if (earlier === undefined) {
      first.set(key, route);
      return [];
    }
    // The same route once more is one mistake, and has its own rule.
    if (routeKey(earlier) === routeKey(route)) return [];
    const related = [{ message: "first declared here", span: earlier.node.handler.span }];
    return [diagnose("API3001", span, { handler, group }, { related })];
  });
}
