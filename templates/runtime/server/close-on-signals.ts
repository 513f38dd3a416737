import { setTimeout as sleep } from "node:timers/promises";
import closeWithGrace from "close-with-grace";
import type { FastifyInstance } from "fastify";

/** The part of `Shutdown.WaitTime` after which requests are cut off; the rest is for the resources. */
const servingPart = 0.9;

/**
 * On SIGTERM or SIGINT: the readiness goes off, and requests are still taken for `Shutdown.WrapUpTime`, so that a load balancer
 * notices; then no more are taken, what runs is ended, and the resources are closed. What does not end in time is cut off, so that the
 * resources are closed in any case, and the exit code is 1. After `Shutdown.WaitTime` the process is ended whatever still runs.
 */
export function closeOnSignals(server: FastifyInstance, closeResources: () => Promise<void>): void {
  const { mode, shutdown } = server.restConf;
  const { log } = server;
  closeWithGrace({ delay: shutdown.waitTime, logger: log }, async ({ signal, err }) => {
    if (err !== undefined) log.fatal({ err }, "closing because of an error that nothing caught");
    else log.info(`closing because of ${signal ?? "a request to do so"}`);

    const ending = sleep(shutdown.waitTime * servingPart, "late" as const);
    server.isClosing = true;
    if (err === undefined && mode !== "dev") await Promise.race([sleep(shutdown.wrapUpTime), ending]);
    const closing = server.close();
    try {
      if ((await Promise.race([closing, ending])) === "late") {
        server.server.closeAllConnections();
        throw new Error("requests that did not end were cut off");
      }
    } finally {
      const resources = closeResources();
      // The spans of what was cut off are sent before the server is closed.
      await Promise.allSettled([closing, resources]);
      await resources;
    }
  });
}
