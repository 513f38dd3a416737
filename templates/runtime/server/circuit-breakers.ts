import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { Breaker } from "../breaker.ts";
import type { RestConf } from "../config/rest-conf.ts";
import { RefusalError } from "./refusal-error.ts";
import { whenFinished } from "./when-finished.ts";

/** Failures in a row after which a route gets one request a second. */
const patience = 20;
/** Milliseconds that they take at least: one client that runs into a bug at once must not cost all the others their answers. */
const span = 5_000;

/**
 * Spares clients the wait for a route that does nothing but fail, and what stands behind it the load. Each route has a breaker of its
 * own; one success closes it again. Routes that are asked less than once a second are never turned away.
 */
export function breakCircuits(server: FastifyInstance, { middlewares }: RestConf): void {
  if (!middlewares.breaker) return;

  // A route is known by its `config`, which is the same object for all of its requests.
  const breakers = new WeakMap<object, Breaker>();
  server.addHook("onRequest", (request, reply, done) => {
    const route = request.routeOptions.config;
    const breaker = breakers.get(route) ?? new Breaker(patience, span);
    breakers.set(route, breaker);
    if (!breaker.tryPass()) return done(new RefusalError(503, "the route is failing"));

    whenFinished(reply, () => tell(breaker, request, reply));
    done();
  });
}

/** What turns away bad requests says nothing of the route, and a client that has left has seen neither. */
function tell(breaker: Breaker, request: FastifyRequest, { raw, statusCode }: FastifyReply): void {
  if (!raw.writableFinished) return;
  if (statusCode >= 500 && statusCode !== 501) breaker.failed();
  else if (request.isWithHandler) breaker.succeeded();
}
