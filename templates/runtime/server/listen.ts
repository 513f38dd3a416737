import type { FastifyInstance } from "fastify";
import type { RestConf } from "../config/rest-conf.ts";
import { startDevServer } from "./dev-server.ts";

/** Resolves when requests are taken; a port that cannot be had ends the process. */
export async function listen(server: FastifyInstance, { host, port, devServer }: RestConf): Promise<void> {
  if (devServer?.enabled === true) {
    const state = { isReady: () => server.server.listening && !server.isClosing, metrics: server.metrics };
    const second = await orEnd(startDevServer(devServer, state), devServer);
    server.addHook("onClose", () => second.close());
  }
  await orEnd(server.listen({ host, port }), { host, port });
}

async function orEnd<T>(listening: Promise<T>, { host, port }: { host: string; port: number }): Promise<T> {
  try {
    return await listening;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    process.stderr.write(`cannot listen on ${host}:${port}: ${reason}\n`);
    process.exit(1);
  }
}
