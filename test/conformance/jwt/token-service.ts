import type { ServiceRecipe } from "../binding/start-conformance-service.ts";

export const secrets = {
  auth: "auth-secret-0123456789abcdef",
  transition: "trans-secret-0123456789abcdef",
  previous: "trans-prev-secret-0123456789ab",
} as const;

/** The service whose logic answers with the claims that it sees, under the names that Go has for their types. */
export const tokenService: ServiceRecipe = {
  contract: "service-5.api",
  settings: `Auth:
  AccessSecret: ${secrets.auth}
  AccessExpire: 3600
Trans:
  Secret: ${secrets.transition}
  PrevSecret: ${secrets.previous}
`,
  logic: ({ route }) =>
    route.request === undefined
      ? `
    const registered = new Set(["aud", "exp", "jti", "iat", "iss", "nbf", "sub"]);
    const names = new Map([
      ["number", "json.Number"],
      ["bigint", "json.Number"],
      ["boolean", "bool"],
      ["string", "string"],
    ]);
    const claims: Record<string, { type: string; value: string }> = {};
    for (const [name, value] of Object.entries(this.ctx.claims)) {
      if (registered.has(name) || value === null) continue;
      const type = names.get(typeof value) ?? (Array.isArray(value) ? "[]interface {}" : "map[string]interface {}");
      claims[name] = { type, value: typeof value === "object" ? "" : String(value) };
    }
    return { claims };`
      : "return req;",
};
