import type { FastifyInstance } from "fastify";
import type { RestConf } from "../config/rest-conf.ts";
import { loggedStatus } from "./logged-status.ts";
import { whenFinished } from "./when-finished.ts";

/** What the developers' server tells under `/metrics`. */
export interface Metrics {
  readonly contentType: string;
  text(): Promise<string>;
}

declare module "fastify" {
  interface FastifyInstance {
    /** Undefined where nobody asks for them, and until the server is ready. */
    readonly devMetrics: () => Metrics | undefined;
  }
}

interface RequestMetrics extends Metrics {
  count(labels: { readonly path: string; readonly method: string; readonly code: number }, milliseconds: number): void;
}

/** go-zero's limits of the histogram, in milliseconds. */
const buckets = [5, 10, 25, 50, 100, 250, 500, 750, 1000];
const labelNames = ["path", "method", "code"] as const;

/** Counts requests by the pattern of their route, and not by what clients ask for, where a developers' server tells of it. */
export function countRequests(server: FastifyInstance, { devServer, middlewares }: RestConf): void {
  let metrics: RequestMetrics | undefined;
  server.decorate("devMetrics", () => metrics);
  if (devServer?.enabled !== true || !devServer.enableMetrics) return;

  server.addHook("onReady", async () => {
    metrics = await requestMetrics();
  });
  if (!middlewares.prometheus) return;
  server.addHook("onRequest", (request, reply, done) => {
    const { method, routeOptions } = request;
    const { url: path } = routeOptions;
    if (path !== undefined) {
      whenFinished(reply, () => metrics?.count({ path, method, code: loggedStatus(reply) }, reply.elapsedTime));
    }
    done();
  });
}

/** The library is loaded here, so that a service without metrics does without it. */
async function requestMetrics(): Promise<RequestMetrics> {
  const { Counter, Histogram, Registry, collectDefaultMetrics, register } = await import("prom-client");
  const own = new Registry();
  const registers = [own];
  // The library's own registry has what the logic counts. It may grow at any time, and have the library's default metrics, too.
  const everything = () => {
    const all = new Registry();
    for (const registry of [own, register]) {
      for (const { name } of registry.getMetricsAsArray()) {
        const metric = registry.getSingleMetric(name);
        if (metric !== undefined && all.getSingleMetric(name) === undefined) all.registerMetric(metric);
      }
    }
    return all;
  };
  const durations = new Histogram({
    name: "http_server_requests_duration_ms",
    help: "How long requests took, in milliseconds.",
    labelNames,
    buckets,
    registers,
  });
  const codes = new Counter({
    name: "http_server_requests_code_total",
    help: "How many requests were answered with each status.",
    labelNames,
    registers,
  });
  collectDefaultMetrics({ register: own });

  return {
    contentType: own.contentType,
    text: () => everything().metrics(),
    count(labels, milliseconds) {
      durations.observe(labels, milliseconds);
      codes.inc(labels);
    },
  };
}
