import fastify, { type FastifyInstance } from "fastify";
import type { RestConf } from "../config/rest-conf.ts";
import type { Metrics } from "./metrics.ts";

/** What the developers' server tells of the service. */
export interface ServiceState {
  readonly isReady: () => boolean;
  readonly metrics: () => Metrics | undefined;
}

export interface Address {
  readonly host: string;
  readonly port: number;
}

/** A second server, for metrics and probes: `HealthPath` is the readiness of the service, `/livez` the life of the process. */
export async function startDevServer(
  conf: NonNullable<RestConf["devServer"]>,
  { isReady, metrics }: ServiceState,
  address: Address,
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
  await server.listen(address);
  return server;
}
