import type { FastifyInstance } from "fastify";

declare module "fastify" {
  interface FastifyRequest {
    /** The request is with its handler and the logic; until then, plugins and hooks have it. */
    isWithHandler: boolean;
  }
}

/** Lets errors of plugins be told from those of the logic. */
export function markHandlers(server: FastifyInstance): void {
  server.decorateRequest("isWithHandler", false);
  server.addHook("preHandler", (request, _reply, done) => {
    request.isWithHandler = true;
    done();
  });
}
