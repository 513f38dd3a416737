import { diagnose } from "../../diagnostics/diagnose.ts";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import { routeText } from "../contract.ts";
import type { Contract } from "../contract.ts";

/** A stream of events has a type that each event has. */
export function eventType({ routes }: Contract): readonly Diagnostic[] {
  return routes
    .filter(({ node, server }) => server.sse && node.response?.type === undefined)
    .map((route) => diagnose("API3008", route.node.span, { route: routeText(route) }));
}
