import { camelCase, lowerFirst, pascalCase } from "../../text/identifier.ts";
import { fileBaseName } from "../file-style.ts";
import type { FileStyle } from "../file-style.ts";

/** The property of the service context that holds a middleware of the contract: `RateLimit` -> `rateLimit`, `Cache` -> `cacheMiddleware`. */
export function middlewareProperty(name: string): string {
  const property = camelCase(baseName(name));
  return ownMembers.has(property) || property.endsWith("Model") ? `${property}Middleware` : property;
}

/** What else the service context has, or comes to have with the first table; its models are called `userModel`. */
const ownMembers: ReadonlySet<string> = new Set(["cache", "close", "config", "constructor", "database"]);

/** `RateLimit` and `RateLimitMiddleware` -> `RateLimitMiddleware`. */
export function middlewareClass(name: string): string {
  return `${pascalCase(baseName(name))}Middleware`;
}

/** goctl lowers the name before it splits words: `IPWhiteList` is the one word `ipwhitelist`. */
export function middlewareFile(name: string, style: FileStyle): string {
  return `internal/middleware/${fileBaseName(style, `${baseName(name).toLowerCase()}_middleware`)}.ts`;
}

function baseName(name: string): string {
  return lowerFirst(name) === "middleware" ? name : name.replace(/middleware$/iu, "");
}
