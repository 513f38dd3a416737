import type { RestConf } from "../config/rest-conf.ts";
import { readTimeout } from "./time-limits.ts";
import { tlsCertificate } from "./tls-certificate.ts";

/** Fastify's options for connections: how long clients may take (in milliseconds), and HTTPS if the settings name a certificate. */
export function connectionOptions(config: RestConf): object {
  const limit = readTimeout(config.timeout);
  const headLimit = Math.min(limit, 10_000);
  const nodeOptions = {
    // Asked for in `refuseEarly`, where the answer can say what is wrong.
    requireHostHeader: false,
    // Go's limit; a query stands in the head of a request, too.
    maxHeaderSize: 1_052_672,
    headersTimeout: headLimit,
    // Node looks for slow clients only this often, by default every thirty seconds.
    connectionsCheckingInterval: Math.min(Math.max(limit / 8, 50), 1000),
  };
  const certificate = tlsCertificate(config);
  return {
    // Longer than load balancers keep a connection, so that it is they who close it.
    keepAliveTimeout: 72_000,
    maxRequestsPerSocket: 10_000,
    ...(certificate === undefined
      ? { http: nodeOptions }
      : { https: { ...certificate, ...nodeOptions, handshakeTimeout: headLimit } }),
  };
}
