import { diagnose } from "../diagnostics/diagnose.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import type { ApiSpec, Route } from "../model/api-spec.ts";

/** What a good contract asks for and this release does not generate: refused, so that nothing is left out in silence. */
export function unsupportedFeatures({ routes }: ApiSpec): readonly Diagnostic[] {
  return routes.flatMap((route) => {
    const found = [
      ...(route.server.signature ? (["GEN1012"] as const) : []),
      ...(route.server.sse && route.method === "head" ? (["GEN1070"] as const) : []),
      ...(route.method === "connect" ? (["GEN1014"] as const) : []),
    ];
    const missing = found.map((code) => diagnose(code, route.span, { route: routeText(route) }));
    return [...missing, ...longTimeout(route)];
  });
}

/** What Node's timers can wait, in milliseconds. */
const longestTimer = 2_147_483_647;

function longTimeout(route: Route): readonly Diagnostic[] {
  const { timeout, places } = route.server;
  if (timeout === undefined || timeout <= longestTimer) return [];
  return [diagnose("GEN1043", places.get("timeout") ?? route.span, { route: routeText(route) })];
}

function routeText({ method, fullPath }: Route): string {
  return `${method} ${fullPath}`;
}
