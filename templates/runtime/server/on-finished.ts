import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";

/**
 * Calls back once for each request, when its answer is complete or its client has gone. Fastify's own hook `onResponse` is not
 * called for a client that leaves while it waits.
 */
export function onFinished(
  server: FastifyInstance,
  callback: (request: FastifyRequest, reply: FastifyReply) => void,
): void {
  server.addHook("onRequest", (request, reply, done) => {
    reply.raw.once("close", () => callback(request, reply));
    done();
  });
}
