import type { FastifyInstance, FastifyReply } from "fastify";
import type { RestConf } from "../config/rest-conf.ts";
import { requestController } from "../request-signal.ts";
import { TimeLimitError } from "./time-limit-error.ts";
import { whenFinished } from "./when-finished.ts";

declare module "fastify" {
  interface FastifyContextConfig {
    /** Milliseconds that an answer may take; 0 for no limit. */
    timeout?: number;
  }
}

/**
 * Gives every route its time limit. No header of a client's can change it. Fastify's own `handlerTimeout` ends with the reading of a
 * body (5.12), so that it would hold for no request that has one.
 */
export function limitTimes(server: FastifyInstance, { timeout, middlewares }: RestConf): void {
  let longest = timeout;
  server.addHook("onRoute", (route) => {
    const limit = route.config?.timeout ?? timeout;
    longest = Math.max(longest, limit);
    route.config = { ...route.config, timeout: middlewares.timeout ? limit : 0 };
  });
  server.addHook("onReady", async () => {
    server.server.requestTimeout = readTimeout(timeout > 0 ? longest : 0);
  });
  server.addHook("onRequest", (request, reply, done) => {
    const limit = request.routeOptions.config.timeout ?? 0;
    const timer = limit > 0 ? setTimeout(() => expire(reply), limit) : undefined;
    whenFinished(reply, () => {
      clearTimeout(timer);
      if (!reply.raw.writableFinished) requestController(request).abort();
    });
    done();
  });
}

/** An answer that has begun cannot say that it is late: it breaks off. */
function expire(reply: FastifyReply): void {
  if (reply.sent) return;
  const error = new TimeLimitError();
  requestController(reply.request).abort(error);
  if (reply.raw.headersSent) reply.raw.destroy(error);
  // Who heeds the signal may have answered by now.
  else if (!reply.sent) refuse(reply, error);
}

function refuse(reply: FastifyReply, error: TimeLimitError): void {
  // Nobody reads the rest of a body that is still on its way, so the connection is of no further use.
  if (!reply.request.raw.complete) reply.header("connection", "close");
  reply.send(error);
}

/** Milliseconds. A request has to have arrived some time before its time limit, so that a slow client is told that it is slow. */
export function readTimeout(timeout: number): number {
  return timeout > 0 ? Math.ceil(timeout * 0.8) : 300_000;
}
