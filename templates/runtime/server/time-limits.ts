import type { IncomingMessage } from "node:http";
import { Socket } from "node:net";
import { Readable } from "node:stream";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { RestConf } from "../config/rest-conf.ts";
import { requestController } from "../request-signal.ts";
import { withoutLateAnswers } from "./late-answers.ts";
import { RefusalError } from "./refusal-error.ts";
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
  // Node has one limit for all; `refuseSlowBody` has that of the route.
  let longest = readTimeout(timeout);
  server.addHook("onRoute", (route) => {
    const limit = route.config?.timeout ?? timeout;
    longest = Math.max(longest, readTimeout(limit));
    route.config = { ...route.config, timeout: middlewares.timeout ? limit : 0 };
    route.handler = withoutLateAnswers(route.handler);
  });
  server.addHook("onReady", async () => {
    server.server.requestTimeout = longest;
  });
  server.addHook("onRequest", (request, reply, done) => {
    // Paths without a route have a limit for what is sent to them.
    const limit = request.routeOptions.config.timeout ?? (middlewares.timeout ? timeout : 0);
    const timer = limit > 0 ? setTimeout(() => expire(reply), limit) : undefined;
    // Most requests have arrived with their head.
    const slowBody =
      limit > 0 && hasBody(request) ? setTimeout(() => refuseSlowBody(reply), readTimeout(limit)) : undefined;
    // An answer behind another one on its connection is not held to the patience with that one.
    if (reply.raw.socket === null) reply.raw.setTimeout(0);
    whenFinished(reply, () => {
      clearTimeout(timer);
      if (request.raw.complete || !reply.raw.writableFinished) clearTimeout(slowBody);
      else whenRead(request.raw, () => clearTimeout(slowBody));
      if (!reply.raw.writableFinished) requestController(request).abort();
    });
    done();
  });
  server.addHook("onSend", (request, reply, payload, done) => {
    const limit = request.routeOptions.config.timeout ?? 0;
    if (limit > 0) limitWriting(reply, payload instanceof Readable ? streamPatience : limit);
    done(null, payload);
  });
}

/** Milliseconds for which a client may take nothing of a stream: people stop a download or a film for a while. */
const streamPatience = 60_000;

/** Cuts a client off that takes nothing for so many milliseconds, and would hold its place and the answer's memory for ever. */
function limitWriting({ raw, request }: FastifyReply, patience: number): void {
  const { socket } = request.raw;
  // Tests ask without a network.
  if (!(socket instanceof Socket)) return;
  raw.setTimeout(patience, () => {
    // Where nothing waits to be taken, it is the stream that has had nothing to say.
    if (socket.writableLength > 0) socket.destroy();
  });
}

/** Calls back when all of a request has come, or its client has gone: Node tells an answered request nothing of that. */
function whenRead(request: IncomingMessage, callback: () => void): void {
  const { socket } = request;
  const end = (): void => {
    request.off("close", end);
    socket.off("close", end);
    callback();
  };
  request.once("close", end);
  socket.once("close", end);
}

function hasBody({ headers }: FastifyRequest): boolean {
  return headers["transfer-encoding"] !== undefined || Number(headers["content-length"] ?? 0) > 0;
}

function refuseSlowBody(reply: FastifyReply): void {
  const { raw } = reply.request;
  if (raw.complete) return;
  // The answer has been given, and nobody reads the rest.
  if (reply.sent) {
    raw.socket.destroy();
    return;
  }
  const error = new RefusalError(408, "the request took too long to arrive", { connection: "close" });
  requestController(reply.request).abort(error);
  reply.send(error);
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
