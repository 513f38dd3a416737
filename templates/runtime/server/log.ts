import type { FastifyReply, FastifyRequest, FastifyServerOptions } from "fastify";
import { pathOf } from "./problem.ts";
import { redactLine, secretNames } from "./redaction.ts";
import type { RestConf } from "../config/rest-conf.ts";

const levels = { debug: "debug", info: "info", error: "error", severe: "fatal" } as const;

/** One JSON object a line on stdout. */
export function loggerOptions({ name, log }: RestConf): Exclude<FastifyServerOptions["logger"], boolean | undefined> {
  return {
    level: levels[log.level],
    base: { service: log.serviceName ?? name },
    timestamp: () => `,"time":"${new Date().toISOString()}"`,
    formatters: { level: (label) => ({ level: label }), log: redactLine },
    // The formatter does not see what a child logger adds to its lines.
    redact: [...secretNames],
    serializers: { req: requestLine, err: errorLine },
  };
}

/** The one line that each request leaves. */
export function logResponse(request: FastifyRequest, reply: FastifyReply): void {
  const line = {
    method: request.method,
    path: pathOf(request.originalUrl),
    route: request.routeOptions.url,
    status: reply.statusCode,
    milliseconds: Math.round(reply.elapsedTime * 10) / 10,
    address: request.ip,
  };
  if (reply.statusCode >= 500) request.log.error(line, "request");
  else request.log.info(line, "request");
}

function requestLine(request: FastifyRequest) {
  return { method: request.method, path: pathOf(request.url) };
}

/** Only these: database errors carry the statement and its values among their properties. */
function errorLine(error: Error & { readonly code?: unknown }) {
  return { type: error.name, message: error.message, code: error.code, stack: error.stack ?? "" };
}
