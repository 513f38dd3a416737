import type { FastifyInstance, FastifyRequest } from "fastify";
import type { RestConf } from "../config/rest-conf.ts";
import { RefusalError } from "./refusal-error.ts";

/** Lets `MaxConns` requests at once into each route; one more is turned away at once and does not wait. */
export function limitConcurrency(server: FastifyInstance, { maxConns, middlewares }: RestConf): void {
  if (!middlewares.maxConns || maxConns <= 0) return;
  // A route is known by its `config`, which is the same object for all of its requests.
  const running = new Map<object, number>();
  const admitted = new WeakMap<FastifyRequest, object>();

  server.addHook("onRequest", (request, _reply, done) => {
    const route = request.routeOptions.config;
    const count = running.get(route) ?? 0;
    if (count >= maxConns) return done(new RefusalError(503, `the route is busy with ${maxConns} requests`));
    running.set(route, count + 1);
    admitted.set(request, route);
    done();
  });
  // It runs once for each request, also for one whose client has gone or whose time is over.
  server.addHook("onResponse", (request, _reply, done) => {
    const route = admitted.get(request);
    if (route !== undefined) running.set(route, (running.get(route) ?? 1) - 1);
    done();
  });
}
