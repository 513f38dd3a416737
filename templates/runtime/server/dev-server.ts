import fastify, { type FastifyInstance } from "fastify";
import type { RestConf } from "../config/rest-conf.ts";
import type { Metrics } from "./metrics.ts";

/** What the developers' server tells of the service. */
export interface ServiceState {
  readonly isReady: () => boolean;
  readonly metrics: () => Metrics | undefined;
}

/**
 * A second server, for probes and metrics. It listens on this machine alone unless `Host` says otherwise: what it tells is not for
 * the public. `HealthPath` is the readiness of the service, `/livez` says that the process is alive.
 */
export async function startDevServer(
  conf: NonNullable<RestConf["devServer"]>,
  { isReady, metrics }: ServiceState,
): Promise<FastifyInstance> {
  const server = fastify({ forceCloseConnections: true, requestTimeout: 10_000 });
  server.get("/livez", async () => "OK");
  server.get(conf.healthPath, async (_request, reply) => {
    return isReady() ? conf.healthResponse : reply.code(503).send("Service Unavailable");
  });
  if (conf.enableMetrics) {
    server.get(conf.metricsPath, async (_request, reply) => {
      const current = metrics();
      return current === undefined ? reply.callNotFound() : reply.type(current.contentType).send(await current.text());
    });
  }
  await server.listen({ host: conf.host === "" ? "127.0.0.1" : conf.host, port: conf.port });
  return server;
}
