import type { FastifyRequest } from "fastify";
import { eventText } from "./event-text.ts";
import { failureOf } from "./failure.ts";
import { ServerSentEvent } from "./server-sent-event.ts";

/** The last event of a stream that failed: it says what an answer would. What is not meant for the client goes to the log only. */
export function errorEvent(error: unknown, request: FastifyRequest): string {
  const failure = failureOf(error, request);
  if (failure.status >= 500) request.log.error({ err: error }, "request failed");
  const { body = "" } = request.server.errorFormat(failure);
  const content = typeof body === "string" ? { text: body.trimEnd() } : { data: body };
  return eventText(new ServerSentEvent({ event: "error", ...content }), JSON.stringify);
}
