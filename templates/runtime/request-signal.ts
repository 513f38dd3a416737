import type { FastifyRequest } from "fastify";

const controllers = new WeakMap<FastifyRequest, AbortController>();

/**
 * Aborted when the client has gone or the time limit has passed. Fastify's own `request.signal` is aborted as soon as a body has been
 * read: it follows the `close` of the request, and not of the answer.
 */
export function requestSignal(request: FastifyRequest): AbortSignal {
  return requestController(request).signal;
}

export function requestController(request: FastifyRequest): AbortController {
  const controller = controllers.get(request) ?? new AbortController();
  controllers.set(request, controller);
  return controller;
}
