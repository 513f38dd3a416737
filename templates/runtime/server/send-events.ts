import type { FastifyReply } from "fastify";
import type { SseConf } from "../config/sse-conf.ts";
import type { RequestContext } from "../context.ts";
import { answerContext } from "./answer-context.ts";
import { errorEvent } from "./error-event.ts";
import { EventStream } from "./event-stream.ts";
import type { YieldedEvent } from "./event-text.ts";
import { sendStream } from "./send-stream.ts";

/**
 * Answers with the events that a logic yields, as they come. The answer begins with the first of them, or after a second without any:
 * until then an error is answered as on any other route, from then on it is an event `error`, which is the last one.
 */
export async function sendEvents<T>(
  reply: FastifyReply,
  { heartbeat }: SseConf,
  run: (context: RequestContext) => AsyncIterable<YieldedEvent<T>>,
): Promise<void> {
  const { request } = reply;
  const context = answerContext(reply);
  const closing = new AbortController();
  request.server.eventStreams.add(reply, closing);
  const signal = AbortSignal.any([context.signal, closing.signal]);
  const { readable } = new EventStream({
    events: run({ ...context, signal }),
    serialize: (data: T) => jsonText(data, reply),
    opening: openingTime,
    heartbeat,
    signal,
    errorText: (error) => errorEvent(error, request),
    onLateError: (error) => {
      if (!isAbort(error)) request.log.error({ err: error }, "a stream of events failed after its end");
    },
  });
  await sendStream(reply, readable, { headers: eventHeaders, signal: context.signal });
}

/** When an answer begins without an event, in milliseconds. */
const openingTime = 1000;

const eventHeaders = {
  "content-type": "text/event-stream",
  "cache-control": "no-cache",
  // nginx would keep the events back until it has a buffer full of them.
  "x-accel-buffering": "no",
};

/** As an answer of this route would be written. */
function jsonText(data: unknown, reply: FastifyReply): string {
  const text = reply.serialize(data ?? null);
  return typeof text === "string" ? text : new TextDecoder().decode(text);
}

/** What a logic that heeds its signal ends with. */
function isAbort(error: unknown): boolean {
  return error instanceof Error && error.name === "AbortError";
}
