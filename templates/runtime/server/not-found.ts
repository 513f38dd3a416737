import type { FastifyInstance, FastifyRequest, HTTPMethods } from "fastify";
import { pathOf } from "./failure.ts";
import { RefusalError } from "./refusal-error.ts";

/** Answers 405 with the methods that the path has, or else 404, before a body is read that nobody asked for. */
export function refuseUnknownRoutes(server: FastifyInstance): void {
  const methods = new Set<HTTPMethods>();
  server.addHook("onRoute", ({ method }) => {
    for (const each of [method].flat()) methods.add(each);
  });
  // After the hooks of `onRequest`, so that those of plugins have added their headers.
  server.addHook("preParsing", (request, _reply, payload, done) => {
    if (request.is404) done(refusal(request, methods));
    else done(null, payload);
  });
  // For plugins that call `reply.callNotFound()`.
  server.setNotFoundHandler((request) => {
    throw refusal(request, methods);
  });
}

function refusal(request: FastifyRequest, methods: ReadonlySet<HTTPMethods>): RefusalError {
  const known = [...methods].filter((method) => isKnown(request, method));
  if (known.length === 0) return new RefusalError(404, "");

  const allow = known.toSorted().join(", ");
  return new RefusalError(405, `the path answers to ${allow}`, { allow });
}

/** Whether the router has a route for the path by this method. */
function isKnown({ server, url }: FastifyRequest, method: HTTPMethods): boolean {
  // `OPTIONS *` asks about the server, but the router takes the star for a path.
  if (url === "*") return false;
  const route: ReturnType<typeof server.findRoute> | null = server.findRoute({ method, url: pathOf(url) });
  // A path that cannot be decoded, or is too long, gives a result without them, which answers so.
  if (route?.searchParams === undefined) return false;
  // A plugin's route for every path, such as that of CORS, makes no path known. Elsewhere the wildcard begins behind a slash.
  return route.params["*"]?.startsWith("/") !== true;
}
