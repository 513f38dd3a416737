import type { ServerResponse } from "node:http";
import type { FastifyInstance } from "fastify";

/**
 * Tells clients that ask with `Expect: 100-continue` to send their body when it is about to be read, as Go does: those whose request
 * is refused for its head send none. Node would tell all of them at once; it closes the connection of who was not told.
 */
export function askForBodies(server: FastifyInstance): void {
  const asking = new WeakSet<ServerResponse>();
  server.server.on("checkContinue", (request, response) => {
    asking.add(response);
    server.server.emit("request", request, response);
  });
  server.addHook("preParsing", (_request, reply, payload, done) => {
    if (asking.delete(reply.raw)) reply.raw.writeContinue();
    done(null, payload);
  });
}
