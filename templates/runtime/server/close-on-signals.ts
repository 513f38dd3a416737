import { setTimeout as sleep } from "node:timers/promises";
import closeWithGrace from "close-with-grace";
import type { FastifyInstance } from "fastify";

/**
 * On SIGTERM or SIGINT: the readiness goes off, and requests are still taken for `Shutdown.WrapUpTime`, so that a load balancer
 * notices; then no more are taken, what runs is ended, and the resources are closed. After `Shutdown.WaitTime` the process is
 * ended in any case.
 */
export function closeOnSignals(server: FastifyInstance, closeResources: () => Promise<void>): void {
  const { mode, shutdown } = server.restConf;
  const { log } = server;
  closeWithGrace({ delay: shutdown.waitTime, logger: log }, async ({ signal, err }) => {
    if (err !== undefined) log.fatal({ err }, "closing because of an error that nothing caught");
    else log.info(`closing because of ${signal ?? "a request to do so"}`);

    server.isClosing = true;
    if (err === undefined && mode !== "dev") await sleep(shutdown.wrapUpTime);
    await server.close();
    await closeResources();
  });
}
