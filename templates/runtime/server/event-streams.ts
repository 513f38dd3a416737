import { once } from "node:events";
import type { ServerResponse } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import type { FastifyInstance, FastifyReply } from "fastify";
import { whenFinished } from "./when-finished.ts";

declare module "fastify" {
  interface FastifyInstance {
    readonly eventStreams: EventStreams;
  }
}

/** The answers that are streams of events, which end only when somebody ends them. */
interface EventStreams {
  readonly add: (reply: FastifyReply, controller: AbortController) => void;
}

/** Lets a server send events, and end them when it is told to stop: their clients then come back to another process. */
export function prepareEventStreams(server: FastifyInstance): void {
  const open = new Map<ServerResponse, AbortController>();
  let isEnding = false;
  server.decorate("eventStreams", {
    add: (reply, controller) => {
      // On a connection that is still open, requests come for a while.
      if (isEnding) controller.abort();
      open.set(reply.raw, controller);
      whenFinished(reply, () => open.delete(reply.raw));
    },
  });
  server.addHook("preClose", async () => {
    isEnding = true;
    const closed = [...open.keys()].map((response) => once(response, "close"));
    for (const controller of open.values()) controller.abort();
    await Promise.race([Promise.all(closed), sleep(patience, undefined, { ref: false })]);
    for (const response of open.keys()) response.destroy();
  });
}

/** Milliseconds that a client has to take the last events. */
const patience = 1000;
