import type { FastifyReply } from "fastify";

const callbacksOf = new WeakMap<FastifyReply, (() => void)[]>();

/**
 * Calls back when the answer is complete or its client has gone, at once if that is so already. Fastify's own hook `onResponse` is not
 * called for a client that leaves while it waits. One listener serves all callbacks: Node warns of an answer that has more than ten.
 */
export function whenFinished(reply: FastifyReply, callback: () => void): void {
  if (reply.raw.destroyed) callback();
  else callbacksFor(reply).push(callback);
}

function callbacksFor(reply: FastifyReply): (() => void)[] {
  const known = callbacksOf.get(reply);
  if (known !== undefined) return known;
  const callbacks: (() => void)[] = [];
  callbacksOf.set(reply, callbacks);
  // It comes in any case, see `followAnswers`.
  reply.raw.once("close", () => {
    for (const callback of callbacks) callback();
  });
  return callbacks;
}
