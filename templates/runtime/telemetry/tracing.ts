import type { IncomingHttpHeaders } from "node:http";
import type { ExportingConf } from "../config/telemetry-conf.ts";
import { within } from "../time-limit.ts";
import { traceCalls } from "./call-span.ts";
import type { Attributes, CallTracer } from "./call-span.ts";
import { loadPackage, SPAN_KIND, STATUS_ERROR } from "./open-telemetry.ts";
import type { Api, IdGenerator, Span, Tracer, TracerProvider } from "./open-telemetry.ts";
import { openExporter } from "./span-exporter.ts";
import { randomSpanId, randomTraceId } from "./trace-id.ts";

export interface TracingOptions {
  readonly conf: ExportingConf;
  /** Of the service. */
  readonly name: string;
  /** Told, from time to time, why spans are lost. */
  readonly report: (reason: string) => void;
}

export interface RequestSpan {
  readonly name: string;
  /** That of the request; if its headers have none, the span is the first of a trace with this id. */
  readonly traceId: string;
  readonly headers: IncomingHttpHeaders;
  readonly attributes: Attributes;
}

export interface StartedSpan {
  readonly span: Span;
  /** Runs what belongs to the span, and what comes of it later. */
  readonly run: (work: () => void) => void;
}

/** OpenTelemetry, exporting. It is the process's own: spans of logic and of other libraries become part of the same traces. */
export class Tracing {
  readonly #api: Api;
  readonly #provider: TracerProvider;
  readonly #tracer: Tracer;
  readonly #ids: SpanIds;

  constructor(api: Api, provider: TracerProvider, ids: SpanIds) {
    this.#api = api;
    this.#provider = provider;
    this.#ids = ids;
    this.#tracer = provider.getTracer("tsgoctl");
    traceCalls(this.#traceCall);
  }

  /** The span, and what runs within it; what came with the request beside its trace (`baggage`) is passed on, too. */
  startRequest({ name, traceId, headers, attributes }: RequestSpan): StartedSpan {
    const { context, propagation, trace, ROOT_CONTEXT } = this.#api;
    const parent = propagation.extract(ROOT_CONTEXT, headers);
    const span = this.#ids.forTrace(traceId, () =>
      this.#tracer.startSpan(name, { kind: SPAN_KIND.server, attributes }, parent),
    );
    return { span, run: (work) => context.with(trace.setSpan(parent, span), work) };
  }

  /** Sends what is left, for as many milliseconds at most. */
  async close(limit: number): Promise<void> {
    traceCalls(undefined);
    try {
      await within(limit, this.#provider.shutdown(), lateFlush);
    } finally {
      this.#api.trace.disable();
      this.#api.context.disable();
      this.#api.propagation.disable();
    }
  }

  readonly #traceCall: CallTracer = async (name, attributes, call) => {
    const { context, trace } = this.#api;
    if (trace.getActiveSpan() === undefined) return await call();
    const span = this.#tracer.startSpan(name, { kind: SPAN_KIND.client, attributes }, context.active());
    try {
      return await context.with(trace.setSpan(context.active(), span), call);
    } catch (error) {
      // No message: it may hold values.
      span.setAttributes({ "error.type": errorType(error) });
      span.setStatus({ code: STATUS_ERROR });
      throw error;
    } finally {
      span.end();
    }
  };
}

function lateFlush(): Error {
  return new Error("the collector has not taken the last ones in time");
}

function errorType(error: unknown): string {
  if (!(error instanceof Error)) return "_OTHER";
  return "code" in error && typeof error.code === "string" ? error.code : error.name;
}

/** Loads OpenTelemetry, which takes some time, and makes it the process's. */
export async function startTracing({ conf, name, report }: TracingOptions): Promise<Tracing> {
  const api = await loadPackage("@opentelemetry/api");
  const ids = new SpanIds();
  const provider = await tracerProvider({ conf, name, report }, ids);
  const { AsyncLocalStorageContextManager } = await loadPackage("@opentelemetry/context-async-hooks");
  const { CompositePropagator, W3CBaggagePropagator, W3CTraceContextPropagator } =
    await loadPackage("@opentelemetry/core");
  const contextManager = new AsyncLocalStorageContextManager();
  contextManager.enable();
  api.context.setGlobalContextManager(contextManager);
  const propagators = [new W3CTraceContextPropagator(), new W3CBaggagePropagator()];
  api.propagation.setGlobalPropagator(new CompositePropagator({ propagators }));
  api.trace.setGlobalTracerProvider(provider);
  return new Tracing(api, provider, ids);
}

async function tracerProvider({ conf, name, report }: TracingOptions, ids: SpanIds): Promise<TracerProvider> {
  const {
    BatchSpanProcessor,
    ParentBasedSampler,
    TraceIdRatioBasedSampler,
    TracerProvider: Provider,
  } = await loadPackage("@opentelemetry/sdk-trace");
  const { defaultResource, detectResources, envDetector, resourceFromAttributes } =
    await loadPackage("@opentelemetry/resources");
  return new Provider({
    // The environment's attributes (OTEL_RESOURCE_ATTRIBUTES) say where the service runs.
    resource: defaultResource()
      .merge(detectResources({ detectors: [envDetector] }))
      .merge(resourceFromAttributes({ "service.name": conf.name ?? name })),
    sampler: new ParentBasedSampler({ root: new TraceIdRatioBasedSampler(conf.sampler) }),
    idGenerator: ids,
    // It keeps up to 2048 spans and drops what comes then.
    spanProcessors: [new BatchSpanProcessor({ exporter: await openExporter(conf, report) })],
  });
}

/** Gives a request's span the trace that the request has in its log lines already. */
class SpanIds implements IdGenerator {
  #traceId: string | undefined;

  forTrace<Result>(traceId: string, start: () => Result): Result {
    this.#traceId = traceId;
    try {
      return start();
    } finally {
      this.#traceId = undefined;
    }
  }

  generateTraceId(): string {
    return this.#traceId ?? randomTraceId();
  }

  generateSpanId(): string {
    return randomSpanId();
  }
}
