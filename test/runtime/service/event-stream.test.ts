import { EventEmitter, once } from "node:events";
import { type Socket, connect } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import type { FastifyInstance } from "fastify";
import { afterEach, describe, expect, it, vi } from "vitest";
import type { z } from "zod";
import { RestConf } from "../../../templates/runtime/config/rest-conf.ts";
import { SseConf } from "../../../templates/runtime/config/sse-conf.ts";
import type { RequestContext } from "../../../templates/runtime/context.ts";
import { CodeError } from "../../../templates/runtime/errors.ts";
import type { YieldedEvent } from "../../../templates/runtime/server/event-text.ts";
import { prepareEventStreams } from "../../../templates/runtime/server/event-streams.ts";
import { sendEvents } from "../../../templates/runtime/server/send-events.ts";
import { createServer } from "../../../templates/runtime/server/server.ts";
import { ServerSentEvent } from "../../../templates/runtime/server/server-sent-event.ts";
import { requireToken } from "../../../templates/runtime/token/require-token.ts";

interface Tick {
  readonly n: number;
}

type Run = (context: RequestContext) => AsyncIterable<YieldedEvent<Tick>>;

const servers: FastifyInstance[] = [];
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()));
});

const tickSchema = { type: "object", properties: { n: { type: "integer" } }, required: ["n"] };

/** A service with one stream, on a free port. */
async function serve(run: Run, settings: Partial<z.input<typeof RestConf>> = {}, heartbeat = "15s") {
  const server = createServer(
    RestConf.parse({ name: "sample", port: 0, mode: "dev", log: { level: "severe" }, ...settings }),
  );
  servers.push(server);
  prepareEventStreams(server);
  const sse = SseConf.parse({ heartbeat });
  server.get("/ticks", { config: { timeout: 0 }, schema: { response: { 200: tickSchema } } }, (_request, reply) =>
    sendEvents<Tick>(reply, sse, run),
  );
  server.register(async (group) => {
    group.addHook("onRequest", requireToken(["0123456789abcdef"]));
    group.get("/secret", (_request, reply) => sendEvents<Tick>(reply, sse, run));
  });
  const url = await server.listen({ host: "127.0.0.1", port: 0 });
  return { server, url, port: Number(new URL(url).port) };
}

/** A client that can go away, or read nothing. */
function ask(port: number): Socket {
  const socket = connect(port, "127.0.0.1");
  socket.write("GET /ticks HTTP/1.1\r\nHost: x\r\n\r\n");
  return socket;
}

/** Reads an answer piece by piece. */
function reader(response: Response) {
  const chunks = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  return {
    next: async () => (await chunks?.read())?.value,
    cancel: async () => chunks?.cancel(),
    /** Everything up to the text. */
    until: async (text: string) => {
      let read = "";
      while (!read.includes(text)) {
        const { done, value } = (await chunks?.read()) ?? { done: true };
        if (done) throw new Error(`the answer ended after ${JSON.stringify(read)}`);
        read += value;
      }
      return read;
    },
  };
}

describe("the answer", () => {
  it("sends each event when it is there", async () => {
    const gate = new EventEmitter();
    const { url } = await serve(async function* () {
      yield { n: 1 };
      await once(gate, "open");
      yield new ServerSentEvent({ id: "2", data: { n: 2 } });
    });

    const response = await fetch(`${url}/ticks`);
    const events = reader(response);
    expect(await events.next()).toBe('data: {"n":1}\n\n');
    gate.emit("open");
    expect(await events.next()).toBe('id: 2\ndata: {"n":2}\n\n');
    expect(await events.next()).toBeUndefined();

    expect(response.status).toBe(200);
    expect(Object.fromEntries(response.headers)).toMatchObject({
      "content-type": "text/event-stream",
      "cache-control": "no-cache",
      "x-accel-buffering": "no",
    });
  });

  it("is written by the response schema of its route", async () => {
    const { url } = await serve(async function* () {
      yield Object.assign({ n: 1 }, { secret: "of nobody's business" });
    });
    expect(await (await fetch(`${url}/ticks`)).text()).toBe('data: {"n":1}\n\n');
  });

  it("may have no event at all", async () => {
    const { url } = await serve(async function* () {});
    const response = await fetch(`${url}/ticks`);
    expect([response.status, await response.text()]).toEqual([200, ""]);
  });

  it("takes every iterable, with and without return", async () => {
    const { url } = await serve(() => ({
      [Symbol.asyncIterator]: () => {
        let n = 0;
        return { next: async () => ({ done: n === 2, value: { n: ++n } }) };
      },
    }));
    expect(await (await fetch(`${url}/ticks`)).text()).toBe('data: {"n":1}\n\ndata: {"n":2}\n\n');
  });

  it("asks for a token where its scope does", async () => {
    const { url } = await serve(async function* () {
      yield { n: 1 };
    });
    const response = await fetch(`${url}/secret`);
    expect(response.status).toBe(401);
    expect(response.headers.get("content-type")).toMatch(/^application\/problem\+json/);
  });

  it("begins with a comment where no event comes, and is not cut by the time limit", async () => {
    const { url } = await serve(
      async function* () {
        await sleep(1300);
        yield { n: 1 };
        await sleep(400);
        yield { n: 2 };
      },
      { timeout: 300 },
    );
    const response = await fetch(`${url}/ticks`);
    expect(await response.text()).toBe(':\n\ndata: {"n":1}\n\ndata: {"n":2}\n\n');
  });

  it("sends comments while there is nothing to say", async () => {
    const { url } = await serve(
      async function* ({ signal }) {
        yield { n: 1 };
        await sleep(60_000, undefined, { signal });
      },
      {},
      "20ms",
    );
    const events = reader(await fetch(`${url}/ticks`));
    expect(await events.until(":\n\n:\n\n:\n\n")).toBe('data: {"n":1}\n\n:\n\n:\n\n:\n\n');
    await events.cancel();
  });
});

describe("an error", () => {
  it("before the first event is answered as on any other route", async () => {
    const { url } = await serve(async function* () {
      await sleep(10);
      if (url !== "") throw new CodeError(409, "the market is closed");
      yield { n: 1 };
    });
    const response = await fetch(`${url}/ticks`);
    expect(response.status).toBe(409);
    expect(response.headers.get("content-type")).toBe("application/problem+json; charset=utf-8");
    expect(response.headers.get("x-accel-buffering")).toBeNull();
    expect(await response.json()).toMatchObject({ status: 409, detail: "the market is closed" });
  });

  it("after it is the last event, and says no more than an answer would", async () => {
    const { url } = await serve(async function* () {
      yield { n: 1 };
      throw new Error("pa55word is not good");
    });
    const text = await (await fetch(`${url}/ticks`)).text();
    expect(text).toBe(
      'data: {"n":1}\n\nevent: error\ndata: {"type":"about:blank","title":"Internal Server Error","status":500,"instance":"/ticks"}\n\n',
    );
  });

  it("of an event that cannot be written ends the iterator, too", async () => {
    let isClosed = false;
    const { url } = await serve(async function* () {
      try {
        yield { n: 1 };
        // JSON has no way to say this, which a type of the contract cannot hold either.
        yield JSON.parse('{ "n": "x" }');
        yield { n: 3 };
      } finally {
        isClosed = true;
      }
    });
    expect(await (await fetch(`${url}/ticks`)).text()).toMatch(/^data: \{"n":1\}\n\nevent: error\ndata: \{.*\}\n\n$/);
    expect(isClosed).toBe(true);
  });
});

describe("a client that goes away", () => {
  it("ends an iterator that waits, by its signal", async () => {
    const steps: string[] = [];
    const { port } = await serve(async function* ({ signal }) {
      try {
        yield { n: 1 };
        await sleep(600_000, undefined, { signal });
      } finally {
        steps.push("closed");
      }
    });
    const socket = ask(port);
    await once(socket, "data");
    socket.destroy();
    await eventually(() => expect(steps.at(-1)).toEqual("closed"));
  });

  it("ends an iterator before its first event", async () => {
    const steps: string[] = [];
    const { port } = await serve(async function* ({ signal }) {
      try {
        steps.push("begun");
        await sleep(600_000, undefined, { signal });
        yield { n: 1 };
      } finally {
        steps.push("closed");
      }
    });
    const socket = ask(port);
    await eventually(() => expect(steps).toEqual(["begun"]));
    socket.destroy();
    await eventually(() => expect(steps.at(-1)).toEqual("closed"));
  });

  it("ends an iterator that is not asked for more", async () => {
    let yielded = 0;
    const steps: string[] = [];
    const { port } = await serve(async function* () {
      try {
        for (;;) yield { n: ++yielded };
      } finally {
        steps.push("closed");
      }
    });
    const socket = ask(port).pause();
    await untilStill(() => yielded);
    socket.destroy();
    await eventually(() => expect(steps.at(-1)).toEqual("closed"));
  });
});

it("a client that has gone makes room for another one", async () => {
  let closed = 0;
  const { port, url } = await serve(
    async function* ({ signal }) {
      try {
        yield { n: 1 };
        await sleep(600_000, undefined, { signal });
      } finally {
        closed++;
      }
    },
    { maxConns: 1 },
  );
  for (let round = 0; round < 3; round++) {
    const socket = ask(port);
    expect(String(await once(socket, "data"))).toContain("HTTP/1.1 200 OK");
    expect((await fetch(`${url}/ticks`)).status).toBe(503);
    socket.destroy();
    await eventually(() => expect(closed).toBe(round + 1));
  }
});

it("a client that does not read stops the iterator, and fills no memory", async () => {
  const event = { n: 1, text: "x".repeat(1000) };
  let yielded = 0;
  const { port } = await serve(async function* () {
    for (; yielded < 1_000_000; yielded++) yield new ServerSentEvent({ text: event.text });
  });
  const before = process.memoryUsage().rss;
  const socket = ask(port).pause();
  await untilStill(() => yielded);
  const stopped = yielded;

  // A gigabyte would be a million; what the sockets of the machine hold is some megabytes.
  expect(stopped).toBeGreaterThan(10);
  expect(stopped).toBeLessThan(50_000);
  expect(process.memoryUsage().rss - before).toBeLessThan(200 * 1024 * 1024);

  socket.on("data", () => {});
  socket.resume();
  await eventually(() => expect(yielded > stopped + 10_000).toEqual(true));
  socket.destroy();
});

describe("a server that closes", () => {
  it("ends its streams, those that heed their signal and those that do not", async () => {
    let [closed, opened] = [0, 0];
    const { server, url } = await serve(async function* ({ signal }) {
      try {
        yield { n: 1 };
        opened++;
        await (opened % 2 === 0 ? sleep(600_000, undefined, { signal }) : once(signal, "no such event"));
      } finally {
        closed++;
      }
    });
    const answers = await Promise.all([fetch(`${url}/ticks`), fetch(`${url}/ticks`)]);
    await eventually(() => expect(opened).toEqual(2));
    await server.close();
    expect(await Promise.all(answers.map((answer) => answer.text()))).toEqual([
      'data: {"n":1}\n\n',
      'data: {"n":1}\n\n',
    ]);
    expect(closed).toBe(1);
  });

  it("ends a stream that has not begun", async () => {
    const steps: string[] = [];
    const { server, url } = await serve(async function* ({ signal }) {
      steps.push("begun");
      await sleep(600_000, undefined, { signal });
      yield { n: 1 };
    });
    const answer = fetch(`${url}/ticks`);
    await eventually(() => expect(steps).toEqual(["begun"]));
    await server.close();
    const response = await answer;
    expect([response.status, await response.text()]).toEqual([200, ""]);
  });

  it("begins no other stream", async () => {
    let yielded = 0;
    const { port, server } = await serve(async function* () {
      for (;;) yield { n: ++yielded };
    });
    const late = connect(port, "127.0.0.1");
    late.write("GET /nowhere HTTP/1.1\r\nHost: x\r\n\r\n");
    await once(late, "data");
    // It holds the server up until its patience is over.
    const deaf = ask(port).pause();
    deaf.on("error", () => {});
    await untilStill(() => yielded);

    const closing = Promise.all([server.close(), once(late, "close")]);
    let answer = "";
    late.on("data", (data) => (answer += data.toString()));
    late.write("GET /ticks HTTP/1.1\r\nHost: x\r\n\r\n");
    await closing;
    deaf.destroy();
    expect(answer).toMatch(/^HTTP\/1\.1 200 OK\r\n[^]*Content-Length: 0\r\n\r\n$/);
  });

  it("does not wait for a client that does not read", async () => {
    let yielded = 0;
    const { port, server } = await serve(async function* () {
      for (;;) yield { n: ++yielded };
    });
    const socket = ask(port).pause();
    await untilStill(() => yielded);
    const gone: string[] = [];
    socket.on("error", () => {}).on("close", () => gone.push("closed"));
    await server.close();
    socket.resume();
    await eventually(() => expect(gone).toEqual(["closed"]));
  });
});

async function eventually(check: () => void): Promise<void> {
  await vi.waitFor(check, { timeout: 20_000, interval: 5 });
}

/** Resolves when a count has stopped rising. */
async function untilStill(count: () => number): Promise<void> {
  for (let last = -1; last !== count() || last === 0; await sleep(100)) last = count();
}
