import fastify, { type FastifyInstance } from "fastify";
import { bindRequests } from "../binding/bind-requests.ts";
import type { RestConf } from "../config/rest-conf.ts";
import { askForBodies } from "./ask-for-bodies.ts";
import { breakCircuits } from "./circuit-breakers.ts";
import { closeConnections } from "./close-connections.ts";
import { connectionOptions } from "./connection-options.ts";
import { refuseEarly } from "./early-refusals.ts";
import { wrapSuccesses } from "./envelope.ts";
import { type ErrorFormat, errorFormats } from "./error-format.ts";
import { inflateBodies } from "./gunzip.ts";
import { markHandlers } from "./handler-phase.ts";
import { shedLoad } from "./load-shedding.ts";
import { LogController } from "./log-controller.ts";
import { logResponses, loggerOptions } from "./log.ts";
import { limitConcurrency } from "./max-conns.ts";
import { countRequests } from "./metrics.ts";
import { refuseUnknownRoutes } from "./not-found.ts";
import { readBodies } from "./read-bodies.ts";
import { refuseConnection } from "./refuse-connection.ts";
import { sendError } from "./send-error.ts";
import { limitTimes } from "./time-limits.ts";
import { traceId, traceRequests } from "./trace.ts";
import { cleanUrl, parseQuery } from "./url.ts";

declare module "fastify" {
  interface FastifyInstance {
    readonly restConf: RestConf;
    /** The form of every answer that is not a success; may be set until the server is ready. */
    errorFormat: ErrorFormat;
    /** The process has been told to stop; answers tell the clients to come back on another connection. */
    isClosing: boolean;
  }
}

/** A server with everything that go-zero's has before a route is added: limits, logs, traces, metrics and one form of errors. */
export function createServer(config: RestConf): FastifyInstance {
  const server: FastifyInstance = fastify({
    // Fastify's type of a server depends on `https`; the service never uses what differs.
    ...connectionOptions(config),
    bodyLimit: bodyLimit(config),
    logger: loggerOptions(config),
    logController: new LogController(),
    genReqId: traceId,
    rewriteUrl: (request) => cleanUrl(request.url ?? "/"),
    routerOptions: { maxParamLength: 16_384, querystringParser: parseQuery },
    exposeHeadRoutes: false,
    trustProxy: config.trustedProxies ?? false,
    // What arrives on a connection that is still open is answered; `connection: close` tells the client to leave.
    return503OnClosing: false,
    frameworkErrors: sendError,
    clientErrorHandler: (error, socket) => refuseConnection(error, socket, server),
  });
  server.server.maxConnections = 10_000;

  server.decorate("restConf", config);
  server.decorate("errorFormat", errorFormats[config.responseFormat]);
  server.decorate("isClosing", false);
  server.decorateRequest("claims", undefined);
  server.setErrorHandler(sendError);
  readBodies(server);
  govern(server, config);
  return server;
}

function bodyLimit({ maxBytes, middlewares }: RestConf): number {
  return middlewares.maxBytes && maxBytes > 0 ? maxBytes : Number.MAX_SAFE_INTEGER;
}

/** In go-zero's order: what stands first sees a request first. Each part looks for itself whether the settings want it. */
function govern(server: FastifyInstance, config: RestConf): void {
  traceRequests(server, config);
  logResponses(server, config);
  countRequests(server, config);
  refuseEarly(server, config);
  limitConcurrency(server, config);
  shedLoad(server, config);
  breakCircuits(server, config);
  limitTimes(server, config);
  refuseUnknownRoutes(server);
  askForBodies(server);
  inflateBodies(server, config);
  bindRequests(server);
  markHandlers(server);
  wrapSuccesses(server, config);
  closeConnections(server);
}
