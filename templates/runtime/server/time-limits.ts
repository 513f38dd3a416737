import type { FastifyInstance } from "fastify";
import type { RestConf } from "../config/rest-conf.ts";

declare module "fastify" {
  interface FastifyContextConfig {
    /** Milliseconds; 0 for none, for which Fastify's own option `handlerTimeout` has no word. */
    timeout?: number;
  }
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

/** Milliseconds. A request has to have arrived some time before its time limit, so that a slow client is told that it is slow. */
export function readTimeout(timeout: number): number {
  return timeout > 0 ? Math.ceil(timeout * 0.8) : 300_000;
}
