import { once } from "node:events";
import type { Readable } from "node:stream";
import type { FastifyReply } from "fastify";

/** What an answer that is a stream has beside its bytes. */
export interface StreamHead {
  readonly headers: Readonly<Record<string, string>>;
  /** Aborted when there is nobody left to send to. */
  readonly signal: AbortSignal;
}

/**
 * Sends what a stream holds, as fast as the client takes it. What goes wrong before the first byte is thrown, so that the answer says
 * so. The time limit is that of the first byte; from then on the stream may take its time.
 */
export async function sendStream(
  reply: FastifyReply,
  stream: Readable,
  { headers, signal }: StreamHead,
): Promise<void> {
  try {
    await firstByte(stream, signal);
  } catch (error) {
    stream.destroy();
    if (!signal.aborted) throw error;
    // Nobody waits for an answer any more, or the time limit has given one.
    reply.hijack();
    return;
  }
  stream.once("error", (error) => {
    if (!signal.aborted) reply.log.error({ err: error }, "the answer broke off");
  });
  // A reply that was hijacked manages its own time: the time limit does not cut it any more. What goes wrong before a byte has been
  // written is still answered.
  reply.raw.once("pipe", () => stream.once("data", () => reply.hijack()));
  await reply.headers(headers).send(stream);
}

async function firstByte(stream: Readable, signal: AbortSignal): Promise<void> {
  signal.throwIfAborted();
  throwIfDestroyed(stream);
  if (stream.readableLength === 0) await once(stream, "readable", { signal });
  // A short stream may have failed at its end by now.
  throwIfDestroyed(stream);
}

function throwIfDestroyed(stream: Readable): void {
  if (stream.errored !== null) throw stream.errored;
  if (stream.destroyed && !stream.readableEnded) throw new Error("the stream was closed before it was sent");
}
