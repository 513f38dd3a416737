// Code scaffolded by tsgoctl. Safe to edit.

import type { FastifyReply, FastifyRequest } from "fastify";

export class AuthCheckMiddleware {
  /** Runs before the handlers of its routes; an answer sent or an error thrown here ends the request. */
  async handle(_request: FastifyRequest, _reply: FastifyReply): Promise<void> {}
}
