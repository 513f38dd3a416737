import type { FastifyReply } from "fastify";

const callbacksOf = new WeakMap<FastifyReply, (() => void)[]>();

/**
 * Calls back when the answer is complete or its client has gone. Fastify's own hook `onResponse` is not called for a client that leaves
 * while it waits. One listener serves all callbacks: Node warns of an answer that has more than ten.
 */
export function whenFinished(reply: FastifyReply, callback: () => void): void {
  const callbacks = callbacksOf.get(reply) ?? listen(reply);
  callbacks.push(callback);
}

function listen(reply: FastifyReply): (() => void)[] {
  const callbacks: (() => void)[] = [];
  callbacksOf.set(reply, callbacks);
  reply.raw.once("close", () => {
    for (const callback of callbacks) callback();
  });
  return callbacks;
}
