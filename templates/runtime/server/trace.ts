import type { IncomingMessage } from "node:http";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { RestConf } from "../config/rest-conf.ts";
import { isExporting } from "../config/telemetry-conf.ts";
import type { Attributes } from "../telemetry/call-span.ts";
import { STATUS_ERROR } from "../telemetry/open-telemetry.ts";
import type { Span } from "../telemetry/open-telemetry.ts";
import { incomingTrace, randomSpanId, randomTraceId } from "../telemetry/trace-id.ts";
import { startTracing } from "../telemetry/tracing.ts";
import type { Tracing } from "../telemetry/tracing.ts";
import { pathOf } from "./failure.ts";
import { loggedStatus } from "./logged-status.ts";

/** The trace id of the W3C `traceparent` header, or a new one if there is none that is well formed. */
export function traceId({ headers }: IncomingMessage): string {
  return incomingTrace(headers)?.traceId ?? randomTraceId();
}

/** Gives every answer a `traceparent` header, and a span to every request if `Telemetry` wants them exported. */
export function traceRequests(server: FastifyInstance, config: RestConf): void {
  if (!config.middlewares.trace) return;
  const ignored = new Set(config.traceIgnorePaths);
  const tracing = exportedTracing(server, config);

  server.addHook("onRequest", (request, reply, done) => {
    const { url } = request.routeOptions;
    if (url !== undefined && ignored.has(url)) return done();

    const exporting = tracing();
    if (exporting === undefined) {
      reply.header("traceparent", ownTraceparent(request));
      return done();
    }
    const { span, run } = exporting.startRequest({
      // go-zero's name is the route's path.
      name: url ?? request.method,
      traceId: request.id,
      headers: request.headers,
      attributes: requestAttributes(request),
    });
    reply.header("traceparent", traceparentOf(span));
    reply.raw.once("close", () => endSpan(span, reply));
    run(done);
  });
}

/** What exports the spans: undefined where nobody wants them, and until the server is ready. */
function exportedTracing(server: FastifyInstance, { name, telemetry, shutdown }: RestConf): () => Tracing | undefined {
  let tracing: Tracing | undefined;
  if (isExporting(telemetry)) {
    const report = (reason: string) => server.log.warn({ reason }, "spans were lost");
    server.addHook("onReady", async () => {
      tracing = await startTracing({ conf: telemetry, name, report });
    });
    server.addHook("onClose", async () => {
      // The rest of the time is for requests and for the databases.
      await tracing?.close(shutdown.waitTime / 4).catch((error: Error) => report(error.message));
    });
  }
  return () => tracing;
}

function endSpan(span: Span, reply: FastifyReply): void {
  const status = loggedStatus(reply);
  span.setAttributes({ "http.response.status_code": status });
  if (status >= 500) {
    span.setAttributes({ "error.type": String(status) });
    span.setStatus({ code: STATUS_ERROR });
  }
  span.end();
}

/** As https://opentelemetry.io/docs/specs/semconv/http/http-spans/ names them; no query, which may hold secrets. */
function requestAttributes({ method, routeOptions, originalUrl, protocol, ip, raw }: FastifyRequest): Attributes {
  const agent = raw.headers["user-agent"];
  return {
    "http.request.method": method,
    "url.path": pathOf(originalUrl),
    "url.scheme": protocol,
    "client.address": ip,
    "network.protocol.version": raw.httpVersion,
    ...(routeOptions.url !== undefined && { "http.route": routeOptions.url }),
    ...(agent !== undefined && { "user_agent.original": agent }),
  };
}

/** A span of the request's trace that nobody exports. */
function ownTraceparent({ id, headers }: FastifyRequest): string {
  return `00-${id}-${randomSpanId()}-${incomingTrace(headers)?.flags ?? "00"}`;
}

function traceparentOf(span: Span): string {
  const { traceId: trace, spanId, traceFlags } = span.spanContext();
  return `00-${trace}-${spanId}-${traceFlags.toString(16).padStart(2, "0")}`;
}
