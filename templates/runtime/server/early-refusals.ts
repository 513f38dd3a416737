import type { FastifyInstance, FastifyRequest } from "fastify";
import type { RestConf } from "../config/rest-conf.ts";
import { RefusalError } from "./refusal-error.ts";

/** Turns away what no route should see, before anything else is looked at. */
export function refuseEarly(server: FastifyInstance, { middlewares }: RestConf): void {
  server.addHook("onRoute", (route) => {
    // The contract's limits are off, too.
    if (!middlewares.maxBytes) delete route.bodyLimit;
  });
  server.server.maxHeadersCount = mostHeaders;
  server.addHook("onRequest", (request, _reply, done) => {
    done(manyHeaders(request) ?? badHost(request) ?? largeBody(request));
  });
}

/** Node drops what comes behind so many, a second Host header as well as elements of lists, and says nothing. */
const mostHeaders = 2000;

function manyHeaders({ raw }: FastifyRequest): RefusalError | undefined {
  const isCut = raw.rawHeaders.length >= 2 * mostHeaders;
  return isCut
    ? new RefusalError(431, `expected fewer than ${mostHeaders} headers`, { connection: "close" })
    : undefined;
}

/** Node takes several Host headers, and proxies disagree on which of them counts. */
function badHost({ raw }: FastifyRequest): RefusalError | undefined {
  let hosts = 0;
  for (let index = 0; index < raw.rawHeaders.length; index += 2) {
    if (raw.rawHeaders[index]?.toLowerCase() === "host") hosts++;
  }
  const expected = hosts === 1 || (hosts === 0 && raw.httpVersion === "1.0");
  // What follows on the connection may be meant for another server, too.
  return expected
    ? undefined
    : new RefusalError(400, `expected one Host header, found ${hosts}`, { connection: "close" });
}

/** As in go-zero, a body that is too large is refused before the token is looked at. */
function largeBody(request: FastifyRequest): RefusalError | undefined {
  const length = request.headers["content-length"];
  if (length === undefined || request.is404) return undefined;
  return Number(length) > request.routeOptions.bodyLimit ? new RefusalError(413, "the body is too large") : undefined;
}
