import type { Entry } from "../../api/ast.ts";
import { diagnose } from "../../diagnostics/diagnose.ts";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import type { Contract } from "../contract.ts";

/** Each middleware has a file of its own. */
export function middlewareName(contract: Contract): readonly Diagnostic[] {
  const hasTokens = contract.routes.some(({ server }) => server.jwt !== undefined);
  const first = new Map<string, string>();
  const told = new Set<string>();
  return middlewareEntries(contract).flatMap(({ value, valueSpan }) =>
    value.split(",").flatMap((text) => {
      const name = text.trim();
      const file = fileKey(name);
      const other = first.get(file) ?? name;
      first.set(file, other);
      if (told.has(name)) return [];
      told.add(name);
      if (file === "jwt" && hasTokens) return [diagnose("API3033", valueSpan, { name })];
      return other === name ? [] : [diagnose("API3032", valueSpan, { name, other })];
    }),
  );
}

function middlewareEntries({ services }: Contract): readonly Entry[] {
  const blocks = services.flatMap(({ server, routes }) => [server, ...routes.map((route) => route.server)]);
  return blocks.flatMap((block) => block?.entries ?? []).filter((entry) => entry.key.text === "middleware");
}

/** `RateLimit`, `rate_limit` and `RateLimitMiddleware` are one file. */
function fileKey(name: string): string {
  return name
    .replace(/(?<=.)middleware$/i, "")
    .replaceAll("_", "")
    .toLowerCase();
}
