import type { FastifyReply, FastifyRequest } from "fastify";
import { UnauthorizedError } from "../errors.ts";
import { requestSignal } from "../request-signal.ts";
import { failureOf } from "./failure.ts";
import { formatFailure } from "./format-failure.ts";
import { RefusalError } from "./refusal-error.ts";

/** Answers a request that failed; what is not meant for the client goes to the log only. */
export function sendError(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const failure = failureOf(error, request);
  const { status } = failure;
  const isFault = status >= 500 && status !== 501 && !isOfLeaving(error, request);
  if (isFault) request.log.error({ err: error }, "request failed");
  if (status === 503) reply.header("retry-after", "1");
  // The rest of the body is not read, so the connection is of no further use.
  if (status === 413) reply.header("connection", "close");
  if (error instanceof UnauthorizedError) reply.header("www-authenticate", error.challenge);
  if (error instanceof RefusalError) reply.headers(error.headers);

  const { status: shown, type, text, headers } = formatFailure(failure, request);
  reply.code(shown).headers(headers);
  // A text and not an object, so that no response schema of the route is applied to it.
  return text === undefined ? reply.removeHeader("content-type").send() : reply.type(type).send(text);
}

/** What a logic that heeds its signal ends with when its client has gone: the request's own line says 499. */
function isOfLeaving(error: unknown, request: FastifyRequest): boolean {
  return requestSignal(request).aborted && error instanceof Error && error.name === "AbortError";
}
