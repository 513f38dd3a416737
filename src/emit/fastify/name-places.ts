import { spanOf, spanText } from "../../text/span.ts";
import type { Span } from "../../text/span.ts";
import type { ApiSpec, ServerOptions } from "../../model/api-spec.ts";

/** Where the contract first names the config section of a `jwt` or `jwtTransition`. */
export function sectionPlace(key: "jwt" | "jwtTransition", section: string, spec: ApiSpec): Span {
  return placeOf(key, spec, (server) => server[key] === section);
}

/** Where the contract first names a middleware: the name itself in a list of several. */
export function middlewarePlace(name: string, spec: ApiSpec): Span {
  const list = placeOf("middleware", spec, (server) => server.middlewares.includes(name));
  const offset = new RegExp(`(?<!\\w)${name}(?!\\w)`, "u").exec(spanText(list))?.index;
  if (offset === undefined) return list;
  return spanOf(list.source, list.start + offset, list.start + offset + name.length);
}

function placeOf(key: string, spec: ApiSpec, has: (server: ServerOptions) => boolean): Span {
  return spec.routes.find(({ server }) => has(server))?.server.places.get(key) ?? spec.serviceSpan;
}
