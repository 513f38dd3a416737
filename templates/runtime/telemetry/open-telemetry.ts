// What the service uses of OpenTelemetry's packages. A project has them only if it exports spans, so that the compiler must not
// look for their own types.

import type { Attributes } from "./call-span.ts";

export const SPAN_KIND = { server: 1, client: 2 } as const;
export const STATUS_ERROR = 2;

export interface Span {
  spanContext(): { readonly traceId: string; readonly spanId: string; readonly traceFlags: number };
  setAttributes(attributes: Attributes): unknown;
  setStatus(status: { readonly code: number }): unknown;
  end(): void;
}

/** The values that go with what runs; it can be looked at with the API alone. */
export type Context = object;

interface SpanOptions {
  readonly kind: number;
  readonly attributes: Attributes;
}

export interface Tracer {
  startSpan(name: string, options: SpanOptions, context: Context): Span;
}

/** `@opentelemetry/api` */
export interface Api {
  readonly ROOT_CONTEXT: Context;
  readonly context: {
    active(): Context;
    with<Result>(context: Context, work: () => Result): Result;
    setGlobalContextManager(manager: unknown): boolean;
    disable(): void;
  };
  readonly propagation: {
    extract(context: Context, headers: object): Context;
    setGlobalPropagator(propagator: unknown): boolean;
    disable(): void;
  };
  readonly trace: {
    setSpan(context: Context, span: Span): Context;
    getActiveSpan(): Span | undefined;
    setGlobalTracerProvider(provider: unknown): boolean;
    disable(): void;
  };
}

/** `@opentelemetry/sdk-trace` */
export interface Sdk {
  readonly TracerProvider: new (options: {
    readonly resource: unknown;
    readonly sampler: unknown;
    readonly idGenerator: IdGenerator;
    readonly spanProcessors: readonly unknown[];
  }) => TracerProvider;
  readonly BatchSpanProcessor: new (options: { readonly exporter: SpanExporter }) => unknown;
  readonly ParentBasedSampler: new (options: { readonly root: unknown }) => unknown;
  readonly TraceIdRatioBasedSampler: new (ratio: number) => unknown;
}

export interface TracerProvider {
  getTracer(name: string): Tracer;
  shutdown(): Promise<void>;
}

export interface IdGenerator {
  generateTraceId(): string;
  generateSpanId(): string;
}

export interface SpanExporter {
  export(spans: readonly unknown[], done: (result: ExportResult) => void): void;
  shutdown(): Promise<void>;
}

export interface ExportResult {
  /** 0 for a success. */
  readonly code: number;
  readonly error?: Error;
}

/** `@opentelemetry/resources` */
export interface Resources {
  readonly defaultResource: () => Resource;
  readonly detectResources: (options: { readonly detectors: readonly unknown[] }) => Resource;
  readonly envDetector: unknown;
  readonly resourceFromAttributes: (attributes: Attributes) => Resource;
}

interface Resource {
  merge(other: Resource): Resource;
}

/** `@opentelemetry/core` */
export interface Core {
  readonly CompositePropagator: new (options: { readonly propagators: readonly unknown[] }) => unknown;
  readonly W3CBaggagePropagator: new () => unknown;
  readonly W3CTraceContextPropagator: new () => unknown;
}

/** `@opentelemetry/context-async-hooks` */
export interface ContextAsyncHooks {
  readonly AsyncLocalStorageContextManager: new () => { enable(): unknown };
}

interface Packages {
  "@opentelemetry/api": Api;
  "@opentelemetry/context-async-hooks": ContextAsyncHooks;
  "@opentelemetry/core": Core;
  "@opentelemetry/resources": Resources;
  "@opentelemetry/sdk-trace": Sdk;
  "@opentelemetry/exporter-trace-otlp-grpc": {
    readonly OTLPTraceExporter: new (options: { readonly url: string; readonly metadata: Metadata }) => SpanExporter;
  };
  "@opentelemetry/exporter-trace-otlp-proto": { readonly OTLPTraceExporter: HttpExporter };
  "@opentelemetry/exporter-zipkin": { readonly ZipkinExporter: HttpExporter };
  "@opentelemetry/otlp-transformer": {
    readonly JsonTraceSerializer: { serializeRequest(spans: readonly unknown[]): Uint8Array | undefined };
  };
  "@grpc/grpc-js": { readonly Metadata: new () => Metadata };
}

type HttpExporter = new (options: {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
}) => SpanExporter;

interface Metadata {
  set(name: string, value: string): void;
}

/** Loads a package, which the settings were checked for. */
export async function loadPackage<Name extends keyof Packages>(name: Name): Promise<Packages[Name]> {
  // The compiler would look for a package whose name stands in the call.
  const specifier: string = name;
  return await import(specifier);
}
