import { randomUUID } from "node:crypto";
import type { IncomingHttpHeaders } from "node:http";

/**
 * version, trace id, parent id, flags; ids of zeros and version ff are not valid, and only versions to come may have more parts
 * (https://www.w3.org/TR/trace-context/#traceparent-header)
 */
const traceparent = /^(?!ff|00-.{52}-)[\da-f]{2}-(?!0{32})([\da-f]{32})-(?!0{16})[\da-f]{16}-([\da-f]{2})(?:-.*)?$/;

/** What the `traceparent` header of a request says; undefined if there is none that is well formed. */
export function incomingTrace(
  headers: IncomingHttpHeaders,
): { readonly traceId: string; readonly flags: string } | undefined {
  const header = headers["traceparent"];
  const [, traceId, flags] = typeof header === "string" ? (traceparent.exec(header) ?? []) : [];
  return traceId === undefined || flags === undefined ? undefined : { traceId, flags };
}

/** 32 digits. Node makes UUIDs in advance, which is faster than to ask for random bytes each time. */
export function randomTraceId(): string {
  return randomUUID().replaceAll("-", "");
}

/** 16 digits. */
export function randomSpanId(): string {
  return randomTraceId().slice(16);
}
