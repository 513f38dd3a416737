import { randomBytes } from "node:crypto";
import type { IncomingMessage } from "node:http";

/** version, trace id, parent id, flags; version ff and ids of zeros are not valid */
const traceparent = /^(?!ff)[\da-f]{2}-(?!0{32})([\da-f]{32})-(?!0{16})[\da-f]{16}-([\da-f]{2})$/;

/** The trace id of the W3C `traceparent` header, or a new one if there is none that is well formed. */
export function traceId(request: IncomingMessage): string {
  return incoming(request)?.[1] ?? randomBytes(16).toString("hex");
}

/** The `traceparent` header of the answer: the same trace and flags, a span of its own. */
export function traceparentOf(id: string, request: IncomingMessage): string {
  return `00-${id}-${randomBytes(8).toString("hex")}-${incoming(request)?.[2] ?? "00"}`;
}

function incoming(request: IncomingMessage): RegExpExecArray | undefined {
  const header = request.headers["traceparent"];
  return typeof header === "string" ? (traceparent.exec(header) ?? undefined) : undefined;
}
