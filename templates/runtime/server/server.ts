import type { Socket } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import closeWithGrace from "close-with-grace";
import fastify, { type FastifyInstance, type FastifyRequest } from "fastify";
import { CodeError } from "../errors.ts";
import { readJsonBodies } from "./json-body.ts";
import { loggerOptions, logResponse } from "./log.ts";
import { RouteTable } from "./not-found.ts";
import { problem, sendError } from "./problem.ts";
import type { RestConf } from "../config/rest-conf.ts";
import { readTextInput } from "./text-input.ts";
import { ThoroughCheck } from "./thorough-check.ts";
import { tlsOptions } from "./tls.ts";
import { traceId, traceparentOf } from "./trace.ts";
import { cleanUrl, parseQuery } from "./url.ts";

declare module "fastify" {
  interface FastifyInstance {
    readonly restConf: RestConf;
    readonly thoroughCheck: ThoroughCheck;
    /** The process has been told to stop; answers tell the clients to come back on another connection. */
    isClosing: boolean;
  }
}

/** A server with everything that go-zero's has before a route is added: limits, logs, traces and one form of errors. */
export function createServer(config: RestConf): FastifyInstance {
  const thoroughCheck = new ThoroughCheck();
  const server = fastify({
    ...tlsOptions(config),
    ...limitOptions(config),
    logger: loggerOptions(config),
    logController: new fastify.LogController({ disableRequestLogging: true, requestIdLogLabel: "trace" }),
    genReqId: traceId,
    rewriteUrl: (request) => cleanUrl(request.url ?? "/"),
    routerOptions: { maxParamLength: 16_384, querystringParser: parseQuery },
    exposeHeadRoutes: false,
    trustProxy: false,
    ajv: { customOptions: schemaOptions, onCreate: (ajv) => thoroughCheck.follow(ajv) },
    // Fastify would join the paths of all faults, which may be longer than a text can be; `sendError` lists them itself.
    schemaErrorFormatter: () => new Error("the request does not fit its schema"),
    frameworkErrors: sendError,
    clientErrorHandler: refuseConnection,
  });

  server.decorate("restConf", config);
  server.decorate("thoroughCheck", thoroughCheck);
  server.decorate("isClosing", false);
  server.decorateRequest("claims", undefined);
  server.setErrorHandler(sendError);
  readJsonBodies(server);
  prepareRoutes(server);
  return server;
}

/** Resolves when requests are taken; a port that cannot be had ends the process. */
export async function listen(server: FastifyInstance, config: RestConf): Promise<void> {
  try {
    await server.listen({ host: config.host, port: config.port });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    process.stderr.write(`cannot listen on ${config.host}:${config.port}: ${reason}\n`);
    process.exit(1);
  }
}

/**
 * On SIGTERM or SIGINT: goes on serving for `Shutdown.WrapUpTime`, so that a load balancer notices, then takes no more,
 * ends what runs and closes the resources; after `Shutdown.WaitTime` the process is ended in any case.
 */
export function closeOnSignals(server: FastifyInstance, closeResources: () => Promise<void>): void {
  const { mode, shutdown } = server.restConf;
  const { log } = server;
  closeWithGrace({ delay: shutdown.waitTime, logger: log }, async ({ signal, err }) => {
    if (err !== undefined) log.fatal({ err }, "closing because of an error that nothing caught");
    else log.info(`closing because of ${signal ?? "a request to do so"}`);

    server.isClosing = true;
    if (err === undefined && mode !== "dev") await sleep(shutdown.wrapUpTime);
    await server.close();
    await closeResources();
  });
}

/**
 * Fields that the contract does not know are left out, and never reach the logic. A field that is called like a member of every
 * object (`constructor`, `toString`) is there only if the request has it.
 */
const schemaOptions = {
  coerceTypes: false,
  ownProperties: true,
  removeAdditional: true,
  useDefaults: true,
  allowUnionTypes: true,
} as const;

function limitOptions({ maxBytes, timeout }: RestConf) {
  return {
    bodyLimit: maxBytes > 0 ? maxBytes : Number.MAX_SAFE_INTEGER,
    handlerTimeout: Math.max(timeout, 0),
    requestTimeout: readTimeout(timeout),
    http: {
      // Asked for in `badHost`, where the answer can say what is wrong.
      requireHostHeader: false,
      headersTimeout: Math.min(readTimeout(timeout), 10_000),
      // Node looks for slow clients only this often, by default every thirty seconds.
      connectionsCheckingInterval: Math.min(Math.max(readTimeout(timeout) / 8, 50), 1000),
    },
  };
}

/** A request has to have arrived some time before its time limit, so that a slow client is told that it is slow. */
function readTimeout(timeout: number): number {
  return timeout > 0 ? Math.ceil(timeout * 0.8) : 300_000;
}

function prepareRoutes(server: FastifyInstance): void {
  const routes = new RouteTable();
  let longestTimeout = server.restConf.timeout;

  server.addHook("onRoute", (route) => {
    routes.add(route);
    readTextInput(route);
    longestTimeout = Math.max(longestTimeout, route.handlerTimeout ?? 0);
  });
  server.addHook("onReady", async () => {
    server.server.requestTimeout = readTimeout(server.restConf.timeout > 0 ? longestTimeout : 0);
  });
  server.addHook("onRequest", (request, reply, done) => {
    reply.header("traceparent", traceparentOf(request.id, request.raw));
    // An unknown path is answered here, before a body is read that nobody asked for.
    const refusal = badHost(request) ?? (request.is404 ? undefined : largeBody(request));
    if (request.is404 && refusal === undefined) routes.answer(request, reply);
    else done(refusal);
  });
  server.addHook("onSend", (request, reply, payload, done) => {
    if (request.server.isClosing) reply.header("connection", "close");
    done(null, payload);
  });
  server.addHook("onResponse", (request, reply, done) => {
    logResponse(request, reply);
    done();
  });
}

/** Node takes several Host headers, and proxies disagree on which of them counts. */
function badHost({ raw }: FastifyRequest): CodeError | undefined {
  const hosts = raw.rawHeaders.filter((text, index) => index % 2 === 0 && /^host$/i.test(text)).length;
  const expected = hosts === 1 || (hosts === 0 && raw.httpVersion === "1.0");
  return expected ? undefined : new CodeError(400, `expected one Host header, found ${hosts}`);
}

/** As in go-zero, a body that is too large is refused before the token is looked at. */
function largeBody({ headers, routeOptions }: FastifyRequest): CodeError | undefined {
  const length = Number(headers["content-length"] ?? 0);
  return length > routeOptions.bodyLimit ? new CodeError(413, "the body is too large") : undefined;
}

/** What Node itself refuses has no request and no reply, only a socket. */
function refuseConnection(error: NodeJS.ErrnoException, socket: Socket): void {
  if (error.code === "ECONNRESET" || socket.destroyed) return;
  const status = clientErrorStatus(error.code);
  const body = JSON.stringify(problem(status, {}));
  const head = [
    `HTTP/1.1 ${status} ${problem(status, {}).title}`,
    "Content-Type: application/problem+json; charset=utf-8",
    `Content-Length: ${Buffer.byteLength(body)}`,
    "Connection: close",
  ];
  if (socket.writable) socket.end(`${head.join("\r\n")}\r\n\r\n${body}`);
  else socket.destroy(error);
}

function clientErrorStatus(code: string | undefined): number {
  if (code === "HPE_HEADER_OVERFLOW") return 431;
  return code === "ERR_HTTP_REQUEST_TIMEOUT" ? 408 : 400;
}
