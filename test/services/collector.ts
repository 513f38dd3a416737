import { createServer } from "node:http";
import type { IncomingHttpHeaders } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";

import { Server, ServerCredentials } from "@grpc/grpc-js";
import protobuf from "protobufjs";

import { freePort } from "./server-process.ts";

/** A span as OTLP has it, with what belongs to its process. */
export interface CollectedSpan {
  readonly name: string;
  readonly traceId: string;
  readonly spanId: string;
  /** Empty for the first of a trace. */
  readonly parentSpanId: string;
  /** 2 for a server's, 3 for a client's. */
  readonly kind: number;
  readonly attributes: Readonly<Record<string, unknown>>;
  /** 2 for an error. */
  readonly status: number;
  readonly resource: Readonly<Record<string, unknown>>;
}

export interface Collector {
  /** `host:port` */
  readonly address: string;
  readonly spans: CollectedSpan[];
  /** Of each request: the path, and the headers or the metadata. */
  readonly requests: { readonly path: string; readonly headers: IncomingHttpHeaders }[];
  /** Waits for as many spans. */
  readonly received: (count: number) => Promise<readonly CollectedSpan[]>;
  readonly stop: () => void;
}

/** How a collector behaves: it takes spans, refuses them, takes the connection and never answers, or breaks off in its answer. */
export type Behaviour = "takes" | "refuses" | "is silent" | "breaks off";

/** A collector for OTLP in protobuf over HTTP. */
export async function startHttpCollector(behaviour: Behaviour = "takes"): Promise<Collector> {
  const collector = emptyCollector(await freePort());
  const server = createServer((request, response) => {
    collector.requests.push({ path: request.url ?? "", headers: request.headers });
    if (behaviour === "is silent") return;
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      if (behaviour === "breaks off") {
        response.writeHead(202, { "content-length": 5 });
        response.write("a", () => response.destroy());
        return;
      }
      if (behaviour === "takes") collector.spans.push(...decode(Buffer.concat(chunks)));
      response.writeHead(behaviour === "takes" ? 200 : 400).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(Number(collector.address.split(":")[1]), "127.0.0.1", resolve));
  const stop = (): void => {
    server.closeAllConnections();
    server.close();
  };
  return { ...collector, stop };
}

/** A collector for OTLP over gRPC. */
export async function startGrpcCollector(): Promise<Collector> {
  const collector = emptyCollector(await freePort());
  const server = new Server();
  const path = "/opentelemetry.proto.collector.trace.v1.TraceService/Export";
  const method = {
    path,
    requestStream: false,
    responseStream: false,
    requestSerialize: serialize,
    requestDeserialize: decode,
    responseSerialize: serialize,
    responseDeserialize: () => ({}),
  } as const;
  server.addService(
    { Export: method },
    {
      Export: (
        call: { metadata: { getMap(): object }; request: CollectedSpan[] },
        done: (error: null, answer: object) => void,
      ) => {
        collector.requests.push({ path, headers: { ...call.metadata.getMap() } });
        collector.spans.push(...call.request);
        done(null, {});
      },
    },
  );
  await new Promise<void>((resolve, reject) => {
    server.bindAsync(collector.address, ServerCredentials.createInsecure(), (error) =>
      error === null ? resolve() : reject(error),
    );
  });
  return { ...collector, stop: () => server.forceShutdown() };
}

function serialize(): Buffer {
  return Buffer.alloc(0);
}

function emptyCollector(port: number): Omit<Collector, "stop"> {
  const spans: CollectedSpan[] = [];
  return {
    address: `127.0.0.1:${port}`,
    spans,
    requests: [],
    received: async (count) => {
      while (spans.length < count) await sleep(20);
      return spans;
    },
  };
}

/** What the tests look at of https://github.com/open-telemetry/opentelemetry-proto, by the numbers of its fields. */
const schema = protobuf.parse(`
  syntax = "proto3";
  message Request { repeated ResourceSpans resourceSpans = 1; }
  message ResourceSpans { Resource resource = 1; repeated ScopeSpans scopeSpans = 2; }
  message Resource { repeated KeyValue attributes = 1; }
  message ScopeSpans { repeated Span spans = 2; }
  message Span {
    bytes traceId = 1; bytes spanId = 2; bytes parentSpanId = 4; string name = 5; int32 kind = 6;
    repeated KeyValue attributes = 9; Status status = 15;
  }
  message Status { int32 code = 3; }
  message KeyValue { string key = 1; Value value = 2; }
  message Value { oneof value { string text = 1; bool flag = 2; int64 integer = 3; double number = 4; } }
`).root;

interface KeyValue {
  readonly key: string;
  readonly value?: Readonly<Record<string, unknown>>;
}

interface Bytes {
  readonly resourceSpans: readonly {
    readonly resource: { readonly attributes: readonly KeyValue[] };
    readonly scopeSpans: readonly { readonly spans: readonly RawSpan[] }[];
  }[];
}

interface RawSpan extends Omit<
  CollectedSpan,
  "attributes" | "status" | "resource" | "traceId" | "spanId" | "parentSpanId"
> {
  readonly traceId: Uint8Array;
  readonly spanId: Uint8Array;
  readonly parentSpanId: Uint8Array;
  readonly attributes: readonly KeyValue[];
  readonly status?: { readonly code: number };
}

function decode(message: Uint8Array): CollectedSpan[] {
  const type = schema.lookupType("Request");
  const request = type.toObject(type.decode(message), { defaults: true, longs: Number }) as unknown as Bytes;
  return request.resourceSpans.flatMap(({ resource, scopeSpans }) =>
    scopeSpans.flatMap(({ spans }) =>
      spans.map(({ name, kind, traceId, spanId, parentSpanId, attributes, status }) => ({
        name,
        kind,
        traceId: hex(traceId),
        spanId: hex(spanId),
        parentSpanId: hex(parentSpanId),
        attributes: record(attributes),
        status: status?.code ?? 0,
        resource: record(resource.attributes),
      })),
    ),
  );
}

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString("hex");
}

function record(attributes: readonly KeyValue[]): Readonly<Record<string, unknown>> {
  return Object.fromEntries(attributes.map(({ key, value }) => [key, Object.values(value ?? {})[0]]));
}
