import type { FastifyInstance, FastifyReply, FastifyRequest, FastifyServerOptions } from "fastify";
import { pathOf } from "./failure.ts";
import { writePlainLine } from "./plain-line.ts";
import { redactLine, secretNames } from "./redaction.ts";
import { loggedStatus } from "./logged-status.ts";
import type { RestConf } from "../config/rest-conf.ts";
import { whenFinished } from "./when-finished.ts";

const levels = { debug: "debug", info: "info", error: "error", severe: "fatal" } as const;

/** What takes longer is told as slow, in milliseconds: a request, and a stream of events. */
const slowFrom = { request: 500, events: 180_000 };

/** One JSON object a line on stdout, or one line of text. */
export function loggerOptions({ name, log }: RestConf): Exclude<FastifyServerOptions["logger"], boolean | undefined> {
  return {
    level: levels[log.level],
    base: { service: log.serviceName ?? name },
    timestamp: () => `,"time":"${new Date().toISOString()}"`,
    formatters: { level: (label) => ({ level: label }), log: redactLine },
    // The formatter does not see what a child logger adds to its lines.
    redact: [...secretNames],
    serializers: { req: requestLine, err: errorLine },
    hooks: {
      logMethod(args, method) {
        const text = textOfError(args);
        if (text === undefined) method.apply(this, args);
        else method.call(this, args[0], text);
      },
    },
    ...(log.encoding === "plain" && { stream: { write: writePlainLine } }),
  };
}

/** The one line that each request leaves. No body, no query and no header is ever part of it. */
export function logResponses(server: FastifyInstance, { middlewares }: RestConf): void {
  if (!middlewares.log) return;
  server.addHook("onRequest", (request, reply, done) => {
    // A connection that has closed has none any more.
    const address = request.ip;
    whenFinished(reply, () => logResponse(request, reply, address));
    done();
  });
}

function logResponse(request: FastifyRequest, reply: FastifyReply, address: string): void {
  const { elapsedTime } = reply;
  const line = {
    method: request.method,
    path: pathOf(request.originalUrl),
    route: request.routeOptions.url,
    status: loggedStatus(reply),
    milliseconds: Math.round(elapsedTime * 10) / 10,
    address,
  };
  if (line.status >= 500) request.log.error(line, "request");
  else if (elapsedTime > slowFrom[kindOf(reply)]) request.log.warn(line, "slow request");
  else request.log.info(line, "request");
}

function kindOf(reply: FastifyReply): keyof typeof slowFrom {
  return reply.getHeader("content-type") === "text/event-stream" ? "events" : "request";
}

function requestLine(request: FastifyRequest) {
  return { method: request.method, path: pathOf(request.url) };
}

/** Only these: database errors carry the statement and its values among their properties. What is thrown may be anything, null too. */
function errorLine(error: unknown) {
  if (!(error instanceof Error))
    return { type: typeof error, message: typeof error === "string" ? error : "", stack: "" };
  const code = "code" in error ? error.code : undefined;
  const { name: type, message, stack = "" } = error;
  return { type, message: withoutUrl(message, code), code, stack: withoutUrl(stack, code) };
}

/** The text of a line that has none but an error; undefined for all others. */
function textOfError(args: readonly unknown[]): string | undefined {
  const [line] = args;
  if (args.length > 1 || typeof line !== "object" || line === null || !("err" in line)) return undefined;
  return line.err instanceof Error ? errorLine(line.err).message : undefined;
}

/** Fastify's words for a second answer to one request have its URL in quotes, whose query is nobody's business. */
function withoutUrl(text: string, code: unknown): string {
  return code === "FST_ERR_REP_ALREADY_SENT" ? text.replace(/\?.*(?=" \()/, "") : text;
}
