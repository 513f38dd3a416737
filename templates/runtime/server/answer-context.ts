import type { FastifyReply } from "fastify";
import { type RequestContext, requestContext } from "../context.ts";
import { whenFinished } from "./when-finished.ts";

/**
 * The context of a logic whose answer is a stream. As elsewhere its signal is aborted when the client has gone or the time limit has
 * passed; that of the request is silent once the time limit is over, which for a stream is long before its end.
 */
export function answerContext(reply: FastifyReply): RequestContext {
  const context = requestContext(reply.request);
  const closing = new AbortController();
  whenFinished(reply, () => closing.abort());
  return { ...context, signal: AbortSignal.any([context.signal, closing.signal]) };
}
