import { randomUUID } from "node:crypto";
import type { IncomingMessage } from "node:http";
import type { FastifyInstance } from "fastify";
import type { RestConf } from "../config/rest-conf.ts";

/** version, trace id, parent id, flags; version ff and ids of zeros are not valid */
const traceparent = /^(?!ff)[\da-f]{2}-(?!0{32})([\da-f]{32})-(?!0{16})[\da-f]{16}-([\da-f]{2})$/;

/** The trace id of the W3C `traceparent` header, or a new one if there is none that is well formed. */
export function traceId(request: IncomingMessage): string {
  return incoming(request)?.[1] ?? randomHex();
}

/** Gives every answer a `traceparent` header: the trace and the flags of the request, a span of its own. */
export function sendTraceparent(server: FastifyInstance, { middlewares }: RestConf): void {
  if (!middlewares.trace) return;
  server.addHook("onRequest", (request, reply, done) => {
    reply.header("traceparent", traceparentOf(request.id, request.raw));
    done();
  });
}

function traceparentOf(id: string, request: IncomingMessage): string {
  return `00-${id}-${randomHex().slice(16)}-${incoming(request)?.[2] ?? "00"}`;
}

function incoming(request: IncomingMessage): RegExpExecArray | undefined {
  const header = request.headers["traceparent"];
  return typeof header === "string" ? (traceparent.exec(header) ?? undefined) : undefined;
}

/** 32 digits. Node makes UUIDs in advance, which is faster than to ask for random bytes each time. */
function randomHex(): string {
  return randomUUID().replaceAll("-", "");
}
