import { subscribe, unsubscribe } from "node:diagnostics_channel";
import { appendFile } from "node:fs/promises";
import { ClientRequest } from "node:http";
import type { ExportingConf } from "../config/telemetry-conf.ts";
import { collectorUrl } from "./collector-url.ts";
import { loadPackage } from "./open-telemetry.ts";
import type { SpanExporter } from "./open-telemetry.ts";

/** What is sent at the same time; a collector that takes requests and does not answer would otherwise hold ever more. */
const MAX_BATCHES = 8;
/** Milliseconds between two lines that say that spans were lost. */
const QUIET = 60_000;
/** Milliseconds for a batch, as OTLP's exporters have it. */
const ZIPKIN_LIMIT = 10_000;

/** The exporter that `Batcher` names. It never fails: spans that cannot be sent are lost, and `report` is told from time to time. */
export async function openExporter(conf: ExportingConf, report: (reason: string) => void): Promise<SpanExporter> {
  const exporter = await exporterOf(conf);
  let underWay = 0;
  let quietUntil = 0;
  const tell = (error: Error | undefined): void => {
    if (error === undefined || Date.now() < quietUntil) return;
    quietUntil = Date.now() + QUIET;
    report(error.message);
  };
  return {
    export(spans, done) {
      if (underWay >= MAX_BATCHES) {
        tell(new Error("the collector does not answer"));
        return done({ code: 0 });
      }
      underWay++;
      exporter.export(spans, ({ code, error }) => {
        underWay--;
        if (code !== 0) tell(error ?? new Error("the collector has refused them"));
        done({ code: 0 });
      });
    },
    shutdown: async () => await exporter.shutdown(),
  };
}

async function exporterOf(conf: ExportingConf): Promise<SpanExporter> {
  const { batcher, endpoint, otlpHeaders: headers = {} } = conf;
  const url = collectorUrl(conf) ?? endpoint;
  switch (batcher) {
    case "otlpgrpc": {
      const { OTLPTraceExporter } = await loadPackage("@opentelemetry/exporter-trace-otlp-grpc");
      const { Metadata } = await loadPackage("@grpc/grpc-js");
      const metadata = new Metadata();
      for (const [name, value] of Object.entries(headers)) metadata.set(name, value);
      return new OTLPTraceExporter({ url, metadata });
    }
    case "otlphttp": {
      const { OTLPTraceExporter } = await loadPackage("@opentelemetry/exporter-trace-otlp-proto");
      return new OTLPTraceExporter({ url, headers });
    }
    case "zipkin": {
      const { ZipkinExporter } = await loadPackage("@opentelemetry/exporter-zipkin");
      return withLimit(new ZipkinExporter({ url, headers: {} }), new URL(url));
    }
    case "file":
      return await fileExporter(endpoint);
  }
}

/** Of itself, Zipkin's exporter waits for ever, and takes no option for it. Node tells of the requests that the process sends. */
function withLimit(exporter: SpanExporter, { host, pathname, search }: URL): SpanExporter {
  const limit = (message: unknown): void => {
    if (typeof message !== "object" || message === null || !("request" in message)) return;
    const { request } = message;
    if (!(request instanceof ClientRequest) || request.path !== pathname + search) return;
    if (request.getHeader("host") === host) limitRequest(request);
  };
  subscribe(REQUEST_START, limit);
  return {
    export(spans, done) {
      let isTold = false;
      const tell: typeof done = (result) => {
        clearTimeout(timer);
        if (!isTold) done(result);
        isTold = true;
      };
      const error = new Error("the collector does not answer");
      const timer = setTimeout(() => tell({ code: 1, error }), ZIPKIN_LIMIT);
      exporter.export(spans, tell);
    },
    shutdown: async () => {
      await exporter.shutdown();
      unsubscribe(REQUEST_START, limit);
    },
  };
}

/** https://nodejs.org/api/diagnostics_channel.html#http */
const REQUEST_START = "http.client.request.start";

function limitRequest(request: ClientRequest): void {
  const timer = setTimeout(() => request.destroy(new Error("the collector does not answer")), ZIPKIN_LIMIT);
  request.once("close", () => clearTimeout(timer));
}

/** A line of OTLP's JSON for each batch (https://opentelemetry.io/docs/specs/otel/protocol/file-exporter/). */
async function fileExporter(path: string): Promise<SpanExporter> {
  const { JsonTraceSerializer } = await loadPackage("@opentelemetry/otlp-transformer");
  let written = Promise.resolve();
  return {
    export(spans, done) {
      const line = Buffer.concat([JsonTraceSerializer.serializeRequest(spans) ?? new Uint8Array(), Buffer.from("\n")]);
      written = written
        .then(async () => await appendFile(path, line))
        .then(
          () => done({ code: 0 }),
          (error: unknown) => done({ code: 1, error: error instanceof Error ? error : new Error(String(error)) }),
        );
    },
    shutdown: async () => await written,
  };
}
