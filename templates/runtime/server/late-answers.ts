import type { FastifyReply, RouteHandlerMethod } from "fastify";
import { requestSignal } from "../request-signal.ts";
import { RefusalError } from "./refusal-error.ts";
import { TimeLimitError } from "./time-limit-error.ts";

/**
 * What a handler answers after the time limit is left out, as the client has its answer. Fastify would take it for a mistake of the
 * handler's, and write the URL with its query into the log.
 */
export function withoutLateAnswers(handler: RouteHandlerMethod): RouteHandlerMethod {
  return function handle(request, reply) {
    const answer: unknown = handler.call(this, request, reply);
    return answer instanceof Promise && reply.request === request ? unlessLate(answer, reply) : answer;
  };
}

async function unlessLate(answer: Promise<unknown>, reply: FastifyReply): Promise<unknown> {
  try {
    const payload = await answer;
    // The reply itself stands for an answer that has been given.
    return isLate(reply) ? reply : payload;
  } catch (error) {
    if (!isLate(reply)) throw error;
    if (!isOfLimit(error)) reply.log.error({ err: error }, "a request failed after its time limit");
    return reply;
  }
}

function isLate({ request }: FastifyReply): boolean {
  const { reason } = requestSignal(request);
  return reason instanceof TimeLimitError || reason instanceof RefusalError;
}

/** What a logic that heeds its signal ends with. */
function isOfLimit(error: unknown): boolean {
  return (
    error instanceof Error &&
    (error instanceof TimeLimitError || error instanceof RefusalError || error.name === "AbortError")
  );
}
