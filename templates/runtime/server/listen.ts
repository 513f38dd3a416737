import type { FastifyInstance } from "fastify";
import type { RestConf } from "../config/rest-conf.ts";
import { type Address, startDevServer } from "./dev-server.ts";

/** Resolves when requests are taken; a port that cannot be had ends the process. Throws what plugins and hooks of the start throw. */
export async function listen(server: FastifyInstance, { host, port, devServer }: RestConf): Promise<void> {
  if (devServer?.enabled === true) {
    const state = { isReady: () => server.server.listening && !server.isClosing, metrics: server.devMetrics };
    // What it tells is not for the public.
    const address = { host: devServer.host === "" ? "127.0.0.1" : devServer.host, port: devServer.port };
    const second = await orEnd(startDevServer(devServer, state, address), address);
    server.addHook("onClose", () => second.close());
  }
  await server.ready();
  await orEnd(server.listen({ host, port }), { host, port });
}

async function orEnd<T>(listening: Promise<T>, { host, port }: Address): Promise<T> {
  try {
    return await listening;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    process.stderr.write(`cannot listen on ${host}:${port}: ${reason}\n`);
    process.exit(1);
  }
}
