import type { FastifyInstance, FastifyRequest, RouteOptions } from "fastify";
import { pathOf } from "./failure.ts";
import { RefusalError } from "./refusal-error.ts";

interface KnownRoute {
  readonly path: RegExp;
  readonly methods: readonly string[];
}

/** Answers 405 with the methods that the path has, or else 404, before a body is read that nobody asked for. */
export function refuseUnknownRoutes(server: FastifyInstance): void {
  const routes: KnownRoute[] = [];
  server.addHook("onRoute", (route) => {
    // A plugin's route for every path, such as that of CORS, makes no path known.
    if (route.url !== "*") routes.push(knownRoute(route));
  });
  // After the hooks of `onRequest`, so that those of plugins have added their headers.
  server.addHook("preParsing", (request, _reply, payload, done) => {
    if (request.is404) done(refusal(request, routes));
    else done(null, payload);
  });
  // For plugins that call `reply.callNotFound()`.
  server.setNotFoundHandler((request) => {
    throw refusal(request, routes);
  });
}

function refusal(request: FastifyRequest, routes: readonly KnownRoute[]): RefusalError {
  const path = decoded(pathOf(request.url));
  const methods = routes.filter((route) => route.path.test(path)).flatMap((route) => route.methods);
  if (methods.length === 0) return new RefusalError(404, "");

  const allow = [...new Set(methods)].toSorted().join(", ");
  return new RefusalError(405, `the path answers to ${allow}`, { allow });
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

function knownRoute({ url, method }: RouteOptions): KnownRoute {
  return { path: pathPattern(url), methods: [method].flat() };
}

/** A colon that is doubled, a parameter with or without an expression, a wildcard, and signs of regular expressions. */
const routeParts = /::|:[^-./:(]+(?:\([^)]*\))?|\*|[$()+.?[\\\]^{|}]/g;

/** What the router takes for the path, as an expression (https://github.com/delvedor/find-my-way#paths). */
function pathPattern(url: string): RegExp {
  const pattern = url.replaceAll(routeParts, (part) => {
    if (part === "::") return ":";
    if (part.startsWith(":")) return "[^/]+";
    return part === "*" ? ".*" : `\\${part}`;
  });
  return new RegExp(`^${pattern}$`);
}
