import type { FastifyInstance } from "fastify";
import type { RestConf } from "../config/rest-conf.ts";
import { RefusalError } from "./refusal-error.ts";
import { whenFinished } from "./when-finished.ts";

/** Lets `MaxConns` requests at once into each route; one more is turned away at once and does not wait. */
export function limitConcurrency(server: FastifyInstance, { maxConns, middlewares }: RestConf): void {
  if (!middlewares.maxConns || maxConns <= 0) return;

  // A route is known by its `config`, which is the same object for all of its requests.
  const running = new Map<object, number>();
  server.addHook("onRequest", (request, reply, done) => {
    const route = request.routeOptions.config;
    const count = running.get(route) ?? 0;
    if (count >= maxConns) return done(new RefusalError(503, `the route is busy with ${maxConns} requests`));

    running.set(route, count + 1);
    whenFinished(reply, () => running.set(route, (running.get(route) ?? 1) - 1));
    done();
  });
}
