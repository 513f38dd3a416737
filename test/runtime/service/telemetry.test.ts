import { existsSync, readFileSync } from "node:fs";
import { createServer } from "node:http";
import { connect } from "node:net";
import { join } from "node:path";
import { afterEach, describe, expect, it, vi } from "vitest";
import { startGrpcCollector, startHttpCollector } from "../../services/collector.ts";
import type { Behaviour, CollectedSpan, Collector } from "../../services/collector.ts";
import { freePort } from "../../services/server-process.ts";
import { goodSettings, sampleFolder, startWith } from "./running-sample.ts";
import type { RunningSample } from "./running-sample.ts";

const patience = { timeout: 60_000 };
const trace = "4bf92f3577b34da6a3ce929d0e0e4736";
const parent = "00f067aa0ba902b7";

const collectors: Collector[] = [];
afterEach(() => {
  for (const collector of collectors.splice(0)) collector.stop();
});

async function httpCollector(behaviour?: Behaviour): Promise<Collector> {
  const collector = await startHttpCollector(behaviour);
  collectors.push(collector);
  return collector;
}

/** A sample whose `Telemetry` has these keys. */
function startExporting(telemetry: string): RunningSample {
  return startWith(`${goodSettings}Telemetry: {${telemetry}}\n`);
}

/** What the collector has when the sample has ended after these requests. */
async function exported(
  collector: Collector,
  telemetry: string,
  ask: (url: string) => Promise<unknown>,
): Promise<readonly CollectedSpan[]> {
  const sample = startExporting(`Endpoint: "${collector.address}", Batcher: otlphttp, ${telemetry}`);
  await ask(await sample.ready());
  sample.stop();
  expect(await sample.ended).toBe(0);
  return collector.spans;
}

/** What a service with these settings answers to `/ping` and `/files/all`. */
async function traceparentsWith(settings: string): Promise<(string | null)[]> {
  const sample = startWith(`${goodSettings}${settings}\n`);
  const url = await sample.ready();
  const answers = [await fetch(`${url}/ping`, { method: "POST" }), await fetch(`${url}/files/all`)];
  sample.stop();
  await sample.ended;
  return answers.map(({ headers }) => headers.get("traceparent"));
}

describe("spans of requests", patience, () => {
  it("are sent before the process ends, with the route, the method and the status, as part of the client's trace", async () => {
    const collector = await httpCollector();
    const sample = startExporting(`Endpoint: "${collector.address}", Batcher: otlphttp`);
    const url = await sample.ready();
    const response = await fetch(`${url}/items/7?page=2&token=pa55word`, {
      headers: { traceparent: `00-${trace}-${parent}-01`, "user-agent": "tests", "x-day": "monday" },
    });
    sample.stop();
    expect(await sample.ended).toBe(0);

    const [span, ...others] = collector.spans;
    expect(others).toEqual([]);
    expect(span).toMatchObject({
      name: "/items/:id",
      traceId: trace,
      parentSpanId: parent,
      kind: 2,
      status: 0,
      attributes: {
        "http.request.method": "GET",
        "http.route": "/items/:id",
        "http.response.status_code": 200,
        "url.path": "/items/7",
        "url.scheme": "http",
        "client.address": "127.0.0.1",
        "network.protocol.version": "1.1",
        "user_agent.original": "tests",
      },
      resource: { "service.name": "sample", "telemetry.sdk.language": "nodejs" },
    });
    expect(response.headers.get("traceparent")).toBe(`00-${trace}-${span?.spanId}-01`);
    expect(JSON.stringify(span)).not.toContain("pa55word");
  });

  it("have the trace of the log lines where the client gives none", async () => {
    const collector = await httpCollector();
    const sample = startExporting(`Endpoint: "${collector.address}", Batcher: otlphttp, Name: of-its-own`);
    const response = await fetch(`${await sample.ready()}/fail/bug`, { method: "POST" });
    sample.stop();
    await sample.ended;

    const [span] = collector.spans;
    expect(span).toMatchObject({
      parentSpanId: "",
      status: 2,
      attributes: { "http.response.status_code": 500, "error.type": "500" },
      resource: { "service.name": "of-its-own" },
    });
    const line = sample.lines().find(({ msg }) => msg === "request");
    expect(line).toMatchObject({ trace: span?.traceId });
    expect(response.headers.get("traceparent")).toContain(span?.traceId);
  });

  it("tell refusals as the client's fault, unknown paths by the method, and clients that leave as 499", async () => {
    const collector = await httpCollector();
    const sample = startExporting(`Endpoint: "${collector.address}", Batcher: otlphttp`);
    const url = await sample.ready();
    await fetch(`${url}/user/info`);
    await fetch(`${url}/nowhere/${Math.random()}`);
    const socket = connect(Number(new URL(url).port), "127.0.0.1");
    socket.write("GET /slow HTTP/1.1\r\nHost: a\r\n\r\n");
    await sample.wrote('"msg":"begun"');
    socket.destroy();
    await sample.wrote('"status":499');
    sample.stop();
    await sample.ended;
    const told = collector.spans.map(({ name, status, attributes }) => [
      name,
      status,
      attributes["http.response.status_code"],
    ]);
    expect(told).toEqual([
      ["/user/info", 0, 401],
      ["GET", 0, 404],
      ["/slow", 0, 499],
    ]);
  });

  it("are of all requests that are under way when the service is told to stop", async () => {
    const collector = await httpCollector();
    const sample = startExporting(`Endpoint: "${collector.address}", Batcher: otlphttp`);
    const answer = fetch(`${await sample.ready()}/until-closing`);
    await sample.wrote('"msg":"begun"');
    sample.stop();
    expect((await answer).status).toBe(200);
    expect(await sample.ended).toBe(0);
    expect(collector.spans).toMatchObject([{ name: "/until-closing" }]);
  });

  it("are of requests, too, that are cut off because they do not end in time", async () => {
    const collector = await httpCollector();
    const settings = `${goodSettings.replace("Timeout: 2000", "Timeout: 60000")}Shutdown: {WaitTime: 10s}\n`;
    const sample = startWith(`${settings}Telemetry: {Endpoint: "${collector.address}", Batcher: otlphttp}\n`);
    const answer = fetch(`${await sample.ready()}/slow`);
    await sample.wrote('"msg":"begun"');
    sample.stop();
    await expect(answer).rejects.toThrow("fetch failed");
    expect(await sample.ended).toBe(1);
    expect(sample.output).toContain("resources closed\n");
    expect(sample.lines()).toContainEqual(expect.objectContaining({ path: "/slow", status: 499 }));
    expect(collector.spans).toMatchObject([{ name: "/slow" }]);
  });

  it("have those of the logic as children, whose trace can be passed on, also behind a body that comes in parts", async () => {
    const collector = await httpCollector();
    const sample = startExporting(`Endpoint: "${collector.address}", Batcher: otlphttp`);
    const url = await sample.ready();
    const parts = ['{"username":"ann",', '"password":"pw"}'];
    const body = new ReadableStream<Uint8Array>({
      async pull(controller) {
        await new Promise((resolve) => setTimeout(resolve, 50));
        const part = parts.shift();
        if (part === undefined) controller.close();
        else controller.enqueue(Buffer.from(part));
      },
    });
    const headers = { "content-type": "application/json", baggage: "tenant=7" };
    const response = await fetch(`${url}/own-span`, { method: "POST", headers, body, duplex: "half" });
    const passedOn: unknown = await response.json();
    sample.stop();
    await sample.ended;

    const [own, request] = collector.spans;
    expect(own).toMatchObject({ name: "of the logic", traceId: request?.traceId, parentSpanId: request?.spanId });
    expect(passedOn).toEqual({ traceparent: `00-${own?.traceId}-${own?.spanId}-01`, baggage: "tenant=7" });
  });

  it("are not made of ignored routes, nor without Middlewares.Trace, nor when Disabled", async () => {
    const collector = await httpCollector();
    const telemetry = `Endpoint: "${collector.address}", Batcher: otlphttp`;
    expect(await traceparentsWith(`Telemetry: {${telemetry}}\nMiddlewares: {Trace: false}`)).toEqual([null, null]);
    expect(await traceparentsWith(`Telemetry: {${telemetry}, Disabled: true}`)).toEqual([
      expect.any(String),
      expect.any(String),
    ]);
    expect(collector.requests).toEqual([]);
    expect(await traceparentsWith(`Telemetry: {${telemetry}}\nTraceIgnorePaths: [/ping]`)).toEqual([
      null,
      expect.any(String),
    ]);
    expect(collector.spans).toMatchObject([{ name: "/files/all" }]);
  });
});

describe("the process", patience, () => {
  it("is described by OTEL_RESOURCE_ATTRIBUTES, too", async () => {
    vi.stubEnv("OTEL_RESOURCE_ATTRIBUTES", "deployment.environment.name=staging,service.name=of-the-environment");
    try {
      const spans = await exported(await httpCollector(), "", async (url) => await fetch(`${url}/files/all`));
      expect(spans[0]?.resource).toMatchObject({ "deployment.environment.name": "staging", "service.name": "sample" });
    } finally {
      vi.unstubAllEnvs();
    }
  });
});

/** Asks twenty times as a client with these flags, and keeps those of the answers. */
function askOften(flags: string | undefined, answers: (string | null)[]): (url: string) => Promise<void> {
  const headers = flags === undefined ? {} : { traceparent: `00-${trace}-${parent}-${flags}` };
  return async (url) => {
    for (let count = 0; count < 20; count++) {
      const response = await fetch(`${url}/files/all`, { headers });
      answers.push(response.headers.get("traceparent")?.split("-")[3] ?? null);
    }
  };
}

describe("sampling", patience, () => {
  it.each([
    { sampler: 1, flags: undefined, count: 20, answered: "01" },
    { sampler: 0, flags: undefined, count: 0, answered: "00" },
    { sampler: 1, flags: "00", count: 0, answered: "00" },
    { sampler: 0, flags: "01", count: 20, answered: "01" },
  ])("sends $count of 20 with Sampler $sampler and flags $flags of the client", async (given) => {
    const answers: (string | null)[] = [];
    const spans = await exported(await httpCollector(), `Sampler: ${given.sampler}`, askOften(given.flags, answers));
    expect(spans).toHaveLength(given.count);
    expect(new Set(answers)).toEqual(new Set([given.answered]));
  });

  it("takes the part of the traces that Sampler says", async () => {
    const spans = await exported(await httpCollector(), "Sampler: 0.5", async (url) => {
      for (let count = 0; count < 200; count++) await fetch(`${url}/files/all`);
    });
    // One in 10^18 runs is outside.
    expect(spans.length).toBeGreaterThan(40);
    expect(spans.length).toBeLessThan(160);
  });
});

describe("the ways to send", patience, () => {
  it.each(["", "http://"])("otlpgrpc is the default, with the headers as metadata: %saddress", async (scheme) => {
    const collector = await startGrpcCollector();
    collectors.push(collector);
    const sample = startExporting(
      `Endpoint: "${scheme}${collector.address}", OtlpHeaders: {Uptrace-Dsn: pa55word-of-the-dsn}`,
    );
    await fetch(`${await sample.ready()}/files/all`);
    sample.stop();
    expect(await sample.ended).toBe(0);
    expect(collector.spans).toMatchObject([{ name: "/files/all" }]);
    expect(collector.requests).toMatchObject([{ headers: { "uptrace-dsn": "pa55word-of-the-dsn" } }]);
    expect(sample.output + sample.errors).not.toContain("pa55word");
  });

  it.each([
    { endpoint: "ADDRESS", more: "", path: "/v1/traces" },
    { endpoint: "ADDRESS", more: ", OtlpHttpPath: /otlp/traces", path: "/otlp/traces" },
    { endpoint: "http://ADDRESS/of/its/own", more: "", path: "/of/its/own" },
  ])("otlphttp sends to $path for $endpoint$more", async ({ endpoint, more, path }) => {
    const collector = await httpCollector();
    const address = endpoint.replace("ADDRESS", collector.address);
    const sample = startExporting(
      `Endpoint: "${address}", Batcher: otlphttp, OtlpHeaders: {X-Api-Key: pa55word}${more}`,
    );
    await fetch(`${await sample.ready()}/files/all`);
    sample.stop();
    await sample.ended;
    expect(collector.requests).toMatchObject([
      { path, headers: { "x-api-key": "pa55word", "content-type": "application/x-protobuf" } },
    ]);
    expect(sample.output + sample.errors).not.toContain("pa55word");
  });

  it("zipkin posts Zipkin's JSON", async () => {
    const bodies: string[] = [];
    const port = await freePort();
    const server = createServer((request, response) => {
      let body = "";
      request.on("data", (chunk: Buffer) => (body += chunk.toString()));
      request.on("end", () => {
        bodies.push(`${request.url} ${body}`);
        response.writeHead(202).end();
      });
    });
    await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
    try {
      const sample = startExporting(`Endpoint: "http://127.0.0.1:${port}/api/v2/spans", Batcher: zipkin`);
      await fetch(`${await sample.ready()}/files/all`);
      sample.stop();
      expect(await sample.ended).toBe(0);
    } finally {
      server.close();
    }
    const [path = "", ...rest] = bodies.join("\n").split(" ");
    expect(path).toBe("/api/v2/spans");
    expect(JSON.parse(rest.join(" "))).toMatchObject([
      { name: "/files/all", kind: "SERVER", localEndpoint: { serviceName: "sample" } },
    ]);
  });

  it("file adds lines of OTLP's JSON to a file", async () => {
    const file = join(sampleFolder, "spans.jsonl");
    for (let run = 0; run < 2; run++) {
      const sample = startExporting(`Endpoint: "${file}", Batcher: file`);
      await fetch(`${await sample.ready()}/files/all`);
      sample.stop();
      expect(await sample.ended).toBe(0);
    }
    const lines = readFileSync(file, "utf8").trimEnd().split("\n");
    expect(lines.map((line) => JSON.parse(line))).toMatchObject(
      [1, 2].map(() => ({ resourceSpans: [{ scopeSpans: [{ spans: [{ name: "/files/all", kind: 2 }] }] }] })),
    );
  });
});

describe("a collector that does not take spans", patience, () => {
  /** Milliseconds of `Shutdown.WaitTime`, after which the process is ended with 1. */
  const shutdown = "Shutdown: {WaitTime: 8s}\n";

  it.each([
    { why: "there is none", batcher: "otlphttp", endpoint: async () => `127.0.0.1:${await freePort()}` },
    { why: "there is none", batcher: "otlpgrpc", endpoint: async () => `127.0.0.1:${await freePort()}` },
    { why: "it is silent", batcher: "otlphttp", endpoint: async () => (await httpCollector("is silent")).address },
    { why: "it is silent", batcher: "zipkin", endpoint: async () => (await httpCollector("is silent")).address },
    { why: "it refuses", batcher: "otlphttp", endpoint: async () => (await httpCollector("refuses")).address },
    { why: "the folder is absent", batcher: "file", endpoint: async () => join(sampleFolder, "absent", "spans.jsonl") },
  ])("fails no request, and the service stops in good order: $why ($batcher)", async ({ batcher, endpoint }) => {
    const telemetry = `Endpoint: "${await endpoint()}", Batcher: ${batcher}, OtlpHeaders: {X-Api-Key: pa55word}`;
    // So many requests at once take their time on a busy machine, and limits are not what this is about.
    const settings = goodSettings.replace("Timeout: 2000", "Timeout: 30000");
    const sample = startWith(`${settings}Telemetry: {${telemetry}}\n${shutdown}`);
    const url = await sample.ready();
    const statuses = await Promise.all(
      Array.from({ length: 600 }, async () => {
        const response = await fetch(`${url}/files/all`);
        await response.arrayBuffer();
        return response.status;
      }),
    );
    expect(new Set(statuses)).toEqual(new Set([200]));
    sample.stop();
    expect(await sample.ended).toBe(0);
    expect(sample.output).toContain("resources closed\n");

    const lost = sample.lines().filter(({ msg }) => msg === "spans were lost");
    expect(lost.length).toBeGreaterThan(0);
    expect(lost.length).toBeLessThan(3);
    expect(lost[0]).toMatchObject({ level: "warn", reason: expect.any(String) });
    expect(sample.output + sample.errors).not.toContain("pa55word");
  });
});

it.each(["is silent", "breaks off"] as const)(
  "Zipkin's exporter gives a batch up when its collector %s",
  patience,
  async (behaviour) => {
    const { address } = await httpCollector(behaviour);
    const sample = startExporting(`Endpoint: "${address}", Batcher: zipkin`);
    await fetch(`${await sample.ready()}/files/all`);
    await sample.wrote("spans were lost");
    expect(sample.lines().find(({ msg }) => msg === "spans were lost")).toMatchObject({
      reason: "the collector does not answer",
    });
  },
);

describe("settings", patience, () => {
  it.each([
    [
      "Endpoint: ':::', Batcher: otlphttp",
      "Telemetry.Endpoint: expected an address such as collector:4317 or https://collector:4317",
    ],
    ["Endpoint: 'ftp://x'", "Telemetry.Endpoint: expected an address such as collector:4317 or https://collector:4317"],
    [
      'Endpoint: "x:1", OtlpHeaders: {a: "pa55\\nword"}',
      "Telemetry.OtlpHeaders.a: expected the name of a header, and visible signs as its value",
    ],
    [
      "Endpoint: 'x:1', Batcher: jaeger",
      'Telemetry.Batcher: expected one of zipkin, otlpgrpc, otlphttp, file, found "jaeger"',
    ],
  ])("that cannot work are told with line and key: %s", async (telemetry, problem) => {
    const sample = startExporting(telemetry);
    expect(await sample.ended).toBe(1);
    expect(sample.errors.replaceAll(join(sampleFolder, "sample.yaml"), "FILE")).toBe(`error: FILE:9: ${problem}\n`);
    expect(existsSync(":::")).toBe(false);
  });
});
