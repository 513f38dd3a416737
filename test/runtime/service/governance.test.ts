import { once } from "node:events";
import { connect } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { gzipSync } from "node:zlib";
import underPressure from "@fastify/under-pressure";
import type { FastifyInstance } from "fastify";
import { Counter, Registry, type RegistryContentType, collectDefaultMetrics, register } from "prom-client";
import { afterEach, describe, expect, it } from "vitest";
import { exchangeWith } from "./raw-exchange.ts";
import { startSample } from "./sample-server.ts";

const servers: FastifyInstance[] = [];
afterEach(async () => {
  for (const server of servers) server.server.closeAllConnections();
  await Promise.all(servers.splice(0).map((server) => server.close()));
});

async function start(...args: Parameters<typeof startSample>) {
  const sample = await startSample(...args);
  servers.push(sample.server);
  return sample;
}

const login = '{"username":"bob","password":"x"}';

async function sendGzip(url: string, body: Uint8Array<ArrayBuffer> | ReadableStream) {
  const init: RequestInit = {
    method: "POST",
    body,
    duplex: "half",
    headers: { "content-type": "application/json", "content-encoding": "gzip" },
  };
  const response = await fetch(`${url}/user/login`, init);
  return { status: response.status, body: await response.json() };
}

async function* slowParts() {
  yield '{"a":';
  await sleep(2000);
  yield "1}";
}

const limitRoutes = (server: FastifyInstance) => {
  server.get("/patient", { config: { timeout: 0 } }, () => later(1500));
  server.get("/impatient", { config: { timeout: 50 } }, () => later(1500));
};

const blockingRoute = (server: FastifyInstance) => {
  server.get("/blocking", async () => {
    const end = performance.now() + 200;
    while (performance.now() < end);
    return {};
  });
};

describe("MaxConns", () => {
  it("turns one request more away at once, on that route alone", async () => {
    const { server, url } = await start({ maxConns: 2, timeout: 1000 });
    const arrived = arrivalOf(2, server);
    const running = [fetch(`${url}/slow?1`), fetch(`${url}/slow?2`)];
    await arrived;
    const third = await fetch(`${url}/slow?3`);
    expect(third.headers.get("retry-after")).toBe("1");
    expect(JSON.parse(await third.text())).toMatchObject({ status: 503, detail: "the route is busy with 2 requests" });
    expect((await fetch(`${url}/ping`, { method: "POST" })).status).toBe(200);
    // A time-out frees its place.
    expect((await Promise.all(running)).map(({ status }) => status)).toEqual([503, 503]);
    expect(await detailOf(`${url}/slow?4`)).toBe("the request took too long");
  });

  it("gives a place back when its client has gone", async () => {
    const { server, url, port, aborted } = await start({ maxConns: 1, timeout: 0 });
    const arrived = arrivalOf(1, server);
    const socket = connect(port, "127.0.0.1");
    socket.write("GET /slow?leaver HTTP/1.1\r\nHost: a\r\n\r\n");
    await arrived;
    expect((await fetch(`${url}/slow?second`)).status).toBe(503);
    socket.destroy();
    await expect.poll(() => aborted).toContain("/slow?leaver");
    const third = fetch(`${url}/slow?third`, { signal: AbortSignal.timeout(300) });
    await expect(third).rejects.toThrow("aborted");
  });

  it("is no limit where it is 0, or its middleware is off", async () => {
    for (const settings of [{ maxConns: 0 }, { maxConns: 1, middlewares: { maxConns: false } }]) {
      const { url } = await start({ ...settings, timeout: 200 });
      const answers = await Promise.all([1, 2, 3].map(() => detailOf(`${url}/slow`)));
      expect(answers).toEqual(Array.from({ length: 3 }, () => "the request took too long"));
    }
  });
});

async function detailOf(url: string): Promise<unknown> {
  const response = await fetch(url);
  return JSON.parse(await response.text()).detail;
}

/** Resolves when the server has begun with so many requests more. */
async function arrivalOf(count: number, { server }: FastifyInstance): Promise<void> {
  for (let seen = 0; seen < count; seen++) await once(server, "request");
}

describe("a body in gzip", () => {
  it("is inflated, with a length and in chunks", async () => {
    const { url } = await start({});
    const body = gzipSync(login);
    expect(await sendGzip(url, body)).toEqual({ status: 200, body: JSON.parse(login) });
    expect(await sendGzip(url, new Blob([body]).stream())).toEqual({ status: 200, body: JSON.parse(login) });
  });

  it.each([
    ["is none", Buffer.from(login)],
    ["is cut off", gzipSync(login).subarray(0, 20)],
    ["is empty", Buffer.alloc(0)],
    ["is damaged", Buffer.from(gzipSync(login).map((byte, index) => (index === 15 ? byte ^ 255 : byte)))],
  ])("that %s is refused", async (_case, body) => {
    const { url } = await start({});
    expect((await sendGzip(url, body)).status).toBe(400);
  });

  it("counts for MaxBytes with what it becomes", async () => {
    const { url } = await start({ maxBytes: 10_000 });
    const bomb = gzipSync(Buffer.alloc(9_000_000, 32));
    expect(bomb.length).toBeLessThan(10_000);
    expect((await sendGzip(url, bomb)).status).toBe(413);
    expect((await sendGzip(url, new Blob([bomb]).stream())).status).toBe(413);
  });

  it.each(["not-gzip", "x-gzip-2", "agzip"])("is not what is called %s", async (encoding) => {
    const { url } = await start({});
    const headers = { "content-type": "application/json", "content-encoding": encoding };
    expect((await fetch(`${url}/user/login`, { method: "POST", body: login, headers })).status).toBe(200);
  });

  it("does not matter where no body is read", async () => {
    const { url } = await start({});
    const headers = { "content-type": "text/plain", "content-encoding": "gzip" };
    const body = "hello".repeat(10_000);
    expect((await fetch(`${url}/ping`, { method: "POST", body, headers })).status).toBe(200);
    expect((await fetch(`${url}/nope`, { method: "POST", body, headers })).status).toBe(404);
  });

  it("does not end the service by what comes behind too much", async () => {
    const { url, port } = await start({ maxBytes: 10_000 });
    const damaged = gzipSync(Buffer.alloc(90_000_000, 32)).fill(255, 2000);
    const socket = connect(port, "127.0.0.1");
    socket.on("error", () => {});
    const head = "Host: a\r\nContent-Type: application/json\r\nContent-Encoding: gzip\r\nTransfer-Encoding: chunked";
    socket.write(`POST /user/login HTTP/1.1\r\n${head}\r\n\r\n`);
    const answered = once(socket, "data");
    for (let at = 0; at < damaged.length; at += 1000) {
      socket.write(Buffer.concat([Buffer.from("3e8\r\n"), damaged.subarray(at, at + 1000), Buffer.from("\r\n")]));
      await later(5);
    }
    expect(String(await answered)).toMatch(/^HTTP\/1.1 413 /);
    socket.destroy();
    expect((await fetch(`${url}/ping`, { method: "POST" })).status).toBe(200);
  });

  it("is not inflated where the middleware is off", async () => {
    const { url } = await start({ middlewares: { gunzip: false } });
    expect((await sendGzip(url, gzipSync(login))).status).toBe(400);
  });
});

describe("Timeout", () => {
  it.each(["Accept: text/event-stream\r\nConnection: close", "Connection: Upgrade, close\r\nUpgrade: websocket"])(
    "is not lifted by headers of the client's: %j",
    async (headers) => {
      const { port } = await start({ timeout: 300 });
      const answer = await exchangeWith(port)(`GET /slow HTTP/1.1\r\nHost: a\r\n${headers}\r\n\r\n`);
      expect(answer).toMatch(/^HTTP\/1.1 503 /);
    },
  );

  it("may be another one for a route, or none", async () => {
    const { url } = await start({ timeout: 1000 }, limitRoutes);
    expect((await fetch(`${url}/impatient`)).status).toBe(503);
    expect((await fetch(`${url}/patient`)).status).toBe(200);
  });

  it("is none for a slow body on a route that has none, whatever that of the others", async () => {
    const { url } = await start({ timeout: 200 }, (server) => {
      server.post("/patient", { config: { timeout: 0 } }, async ({ body }) => body);
    });
    const body = ReadableStream.from(slowParts()).pipeThrough(new TextEncoderStream());
    const headers = { "content-type": "application/json" };
    const response = await fetch(`${url}/patient`, { method: "POST", body, duplex: "half", headers });
    expect([response.status, await response.json()]).toEqual([200, { a: 1 }]);
  });

  it("is none where the middleware is off", async () => {
    const { url } = await start({ timeout: 300, middlewares: { timeout: false } }, limitRoutes);
    expect((await fetch(`${url}/impatient`)).status).toBe(200);
  });
});

async function later(milliseconds: number): Promise<object> {
  return new Promise((resolve) => setTimeout(() => resolve({}), milliseconds));
}

describe("CpuThreshold", () => {
  it("turns requests away while the event loop is late, and takes them again", { timeout: 30_000 }, async () => {
    const { server } = await start({ mode: "pro", cpuThreshold: 500 }, blockingRoute);
    const ask = async () => {
      // Between requests the event loop goes on, as it does between those of a network.
      await later(0);
      return server.inject({ url: "/blocking", headers: { host: "a" } });
    };
    let answer = await ask();
    while (answer.statusCode === 200) answer = await ask();
    expect(answer.statusCode).toBe(503);
    expect(answer.headers["retry-after"]).toBe("1");
    expect(answer.json()).toMatchObject({ detail: "the service is overloaded" });

    await expect.poll(async () => (await ask()).statusCode, { timeout: 20_000, interval: 500 }).toBe(200);
  });

  it("leaves room for limits of the project's own by the same plugin", async () => {
    const { server, url } = await start({ mode: "pro" }, (sample) => {
      sample.register(underPressure, { maxRssBytes: 1, sampleInterval: 20 });
    });
    expect(server.memoryUsage()).toHaveProperty("rssBytes");
    await expect.poll(async () => (await fetch(`${url}/ping`, { method: "POST" })).status).toBe(503);
  });

  it.each([
    { mode: "dev" as const },
    { mode: "pro" as const, cpuThreshold: 0 },
    { mode: "pro" as const, middlewares: { shedding: false } },
  ])("does nothing with %j", async (settings) => {
    const { server } = await start(settings, blockingRoute);
    for (let count = 0; count < 12; count++) {
      const { statusCode } = await server.inject({ url: "/blocking", headers: { host: "a" } });
      expect(statusCode).toBe(200);
      await later(0);
    }
  });
});

describe("metrics", () => {
  it("count requests under go-zero's names, by the route and not by the path", async () => {
    const { server, url } = await start({ devServer: {} });
    await fetch(`${url}/items/1`);
    await fetch(`${url}/items/2`);
    await fetch(`${url}/items/x`);
    await fetch(`${url}/nope`);
    const text = (await server.devMetrics()?.text()) ?? "";
    expect(text).toContain('http_server_requests_code_total{path="/items/:id",method="GET",code="200"} 2\n');
    expect(text).toContain('http_server_requests_code_total{path="/items/:id",method="GET",code="400"} 1\n');
    expect(text).toContain(
      'http_server_requests_duration_ms_bucket{le="1000",path="/items/:id",method="GET",code="200"} 2\n',
    );
    expect(text.match(/^http_server_requests_code_total\{.*/gmu)).toHaveLength(2);
    expect(text).toContain("process_resident_memory_bytes");
  });

  it.each([{}, { devServer: { enabled: false } }, { devServer: { enableMetrics: false } }])(
    "are not there with %j",
    async (settings) => {
      const { server } = await start(settings);
      expect(server.devMetrics()).toBeUndefined();
    },
  );

  it("have what the project counts, whenever it begins to, beside the library's default metrics", async () => {
    collectDefaultMetrics();
    const global: Registry<RegistryContentType> = register;
    global.setContentType(Registry.OPENMETRICS_CONTENT_TYPE);
    const { server } = await start({ devServer: {} });
    new Counter({ name: "orders_total", help: "Orders." }).inc();
    const metrics = server.devMetrics();
    const text = (await metrics?.text()) ?? "";
    register.clear();
    global.setContentType(Registry.PROMETHEUS_CONTENT_TYPE);
    expect(metrics?.contentType).toContain("text/plain; version=0.0.4");
    expect(text).toContain("orders_total 1\n");
    expect(text.match(/^# TYPE process_resident_memory_bytes /gm)).toHaveLength(1);
  });

  it("leave requests out where the middleware is off", async () => {
    const { server, url } = await start({ devServer: {}, middlewares: { prometheus: false } });
    await fetch(`${url}/items/1`);
    expect(await server.devMetrics()?.text()).not.toContain("http_server_requests_code_total{");
  });
});

describe("Middlewares.Trace and Middlewares.MaxBytes", () => {
  it("can be off", async () => {
    const { url } = await start({ maxBytes: 10, middlewares: { trace: false, maxBytes: false } }, (server) => {
      server.post("/limited", { bodyLimit: 20 }, async () => ({}));
    });
    for (const path of ["/user/login", "/limited"]) {
      const headers = { "content-type": "application/json" };
      const response = await fetch(url + path, { method: "POST", body: login, headers });
      expect([response.status, response.headers.get("traceparent")]).toEqual([200, null]);
    }
  });
});

it("leaves handlers alone that a plugin calls with something else than a request and its answer", async () => {
  const { url } = await start({}, (server) => {
    server.addHook("onRoute", (route) => {
      const { handler } = route;
      if (route.url === "/socket")
        route.handler = async (request) => await Reflect.apply(handler, server, ["socket", request]);
    });
    server.get("/socket", async (first: unknown) => ({ first }));
  });
  const answer = await fetch(`${url}/socket`);
  expect(await answer.json()).toEqual({ first: "socket" });
});
