import type { FastifyBaseLogger, FastifyRequest } from "fastify";
import { requestSignal } from "./request-signal.ts";
import type { Claims } from "./token/claims.ts";

declare module "fastify" {
  interface FastifyRequest {
    /** What the request's token says; undefined on a route without `jwt`. */
    claims: Claims | undefined;
  }
}

/** What a logic may know of the request beyond its parameters. */
export interface RequestContext {
  /** Writes lines that carry the request's trace id. */
  readonly log: FastifyBaseLogger;
  /** Aborted when the client has gone or the time limit has passed. */
  readonly signal: AbortSignal;
  readonly claims: Claims;
}

export function requestContext(request: FastifyRequest): RequestContext {
  return { log: request.log, signal: requestSignal(request), claims: request.claims ?? {} };
}
