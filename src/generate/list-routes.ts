import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { inOrder } from "../diagnostics/order.ts";
import type { Host } from "../host/host.ts";
import { loadApi } from "../load/load-api.ts";
import type { ApiSpec, HttpMethod, Route } from "../model/api-spec.ts";
import { checkApi } from "../model/check-api.ts";

/** What a service serves, in the order of the contract; the JSON of `tsgoctl api routes`. */
export interface RouteList {
  readonly service: string;
  readonly routes: readonly ListedRoute[];
}

/** A route as programs read it. The keys are a public contract; a text is empty where the contract says nothing. */
export interface ListedRoute {
  readonly method: HttpMethod;
  /** What a client asks for: the prefix and the route's own path. */
  readonly path: string;
  /** As the contract spells it. */
  readonly handler: string;
  readonly group: string;
  /** The config section of the secret. */
  readonly jwt: string;
  readonly jwtTransition: string;
  readonly middlewares: readonly string[];
  /** As the contract spells it, such as `1m30s`. */
  readonly timeout: string;
  readonly maxBytes: number | null;
  readonly sse: boolean;
  readonly signature: boolean;
  /** There where it is true, as are the next two: goctl has no such routes, and its list can be compared with ours. */
  readonly rawBody?: true;
  readonly download?: true;
  readonly redirect?: true;
  /** The type as the contract spells it, such as `*LoginReq`. */
  readonly request: string;
  /** The type as the contract spells it, such as `[]*User`. */
  readonly response: string;
  /** The comment that goctl puts above the route: the text or summary of its `@doc` behind `//`. */
  readonly doc: string;
}

/** The routes of a contract, undefined if it has an error, and what was found in it. */
export interface ListedRoutes {
  readonly list: RouteList | undefined;
  readonly diagnostics: readonly Diagnostic[];
}

/** Lists what the service of a contract serves. */
export function listRoutes(api: string, host: Host): ListedRoutes {
  const loaded = loadApi(api, host);
  const { spec, diagnostics } = checkApi(loaded.program);
  const list = spec === undefined ? undefined : listOf(spec);
  return { list, diagnostics: inOrder([...loaded.diagnostics, ...diagnostics]) };
}

function listOf({ service, routes }: ApiSpec): RouteList {
  return { service, routes: routes.map(listed) };
}

function listed({ method, fullPath, spelling, server, summary }: Route): ListedRoute {
  return {
    method,
    path: fullPath,
    handler: spelling.handler,
    group: server.group,
    jwt: server.jwt ?? "",
    jwtTransition: server.jwtTransition ?? "",
    middlewares: server.middlewares,
    timeout: server.properties.find(({ key }) => key === "timeout")?.value.trim() ?? "",
    maxBytes: server.maxBytes ?? null,
    sse: server.sse,
    signature: server.signature,
    ...(server.rawBody && { rawBody: true as const }),
    ...(server.download && { download: true as const }),
    ...(server.redirect && { redirect: true as const }),
    request: spelling.request,
    response: spelling.response,
    doc: summary === undefined ? "" : commentOf(summary),
  };
}

function commentOf(text: string): string {
  return text
    .split(/\r\n|\n|\r/u)
    .map((line) => `// ${line.trim()}`.trimEnd())
    .join("\n");
}
