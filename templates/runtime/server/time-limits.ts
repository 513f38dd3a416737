import type { FastifyInstance } from "fastify";
import type { RestConf } from "../config/rest-conf.ts";

declare module "fastify" {
  interface FastifyContextConfig {
    /** Milliseconds; 0 for none, for which Fastify's own option `handlerTimeout` has no word. */
    timeout?: number;
  }
}

/** Fastify's options for how long clients may take to send a request, all in milliseconds. */
export function timeLimitOptions({ timeout }: RestConf) {
  const limit = readTimeout(timeout);
  return {
    requestTimeout: limit,
    // Longer than load balancers keep a connection, so that it is they who close it.
    keepAliveTimeout: 72_000,
    http: {
      // Asked for in `refuseEarly`, where the answer can say what is wrong.
      requireHostHeader: false,
      headersTimeout: Math.min(limit, 10_000),
      // Node looks for slow clients only this often, by default every thirty seconds.
      connectionsCheckingInterval: Math.min(Math.max(limit / 8, 50), 1000),
    },
  };
}

/** Gives every route its time limit. No header of a client's can change it. */
export function limitTimes(server: FastifyInstance, { timeout, middlewares }: RestConf): void {
  let longest = timeout;
  server.addHook("onRoute", (route) => {
    const limit = route.handlerTimeout ?? route.config?.timeout ?? timeout;
    longest = Math.max(longest, limit);
    if (middlewares.timeout && limit > 0) route.handlerTimeout = limit;
    else delete route.handlerTimeout;
  });
  server.addHook("onReady", async () => {
    server.server.requestTimeout = readTimeout(timeout > 0 ? longest : 0);
  });
}

/** A request has to have arrived some time before its time limit, so that a slow client is told that it is slow. */
function readTimeout(timeout: number): number {
  return timeout > 0 ? Math.ceil(timeout * 0.8) : 300_000;
}
