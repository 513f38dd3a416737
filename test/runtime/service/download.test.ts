import { EventEmitter, once } from "node:events";
import { createReadStream } from "node:fs";
import { readFile } from "node:fs/promises";
import { type Socket, connect } from "node:net";
import { PassThrough, Readable } from "node:stream";
import { setTimeout as sleep } from "node:timers/promises";
import type { FastifyInstance } from "fastify";
import { afterEach, describe, expect, it, vi } from "vitest";
import type { z } from "zod";
import { RestConf } from "../../../templates/runtime/config/rest-conf.ts";
import type { RequestContext } from "../../../templates/runtime/context.ts";
import { CodeError } from "../../../templates/runtime/errors.ts";
import { Download } from "../../../templates/runtime/server/download.ts";
import { Redirect } from "../../../templates/runtime/server/redirect.ts";
import { sendDownload } from "../../../templates/runtime/server/send-download.ts";
import { createServer } from "../../../templates/runtime/server/server.ts";
import { exchangeWith } from "./raw-exchange.ts";

const servers: FastifyInstance[] = [];
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()));
});

/** A service with one download, on a free port. */
async function serve(
  run: (context: RequestContext) => Promise<Download>,
  settings: Partial<z.input<typeof RestConf>> = {},
  setUp: (server: FastifyInstance) => void = () => {},
) {
  const server = createServer(
    RestConf.parse({ name: "sample", port: 0, mode: "dev", log: { level: "severe" }, ...settings }),
  );
  servers.push(server);
  setUp(server);
  server.get("/file", (_request, reply) => sendDownload(reply, run));
  const url = await server.listen({ host: "127.0.0.1", port: 0 });
  return { url: `${url}/file`, port: Number(new URL(url).port) };
}

describe("a download", () => {
  it.each([
    ["a text", "a;b\n"],
    ["bytes", Buffer.from("a;b\n")],
    ["a stream of bytes", Readable.from(Buffer.from("a;b\n"), { objectMode: false })],
    ["a stream of texts", Readable.from(["a;", "b", "\n"])],
  ])("has the content that the logic returns: %s", async (_title, content) => {
    const { url } = await serve(async () => new Download(content, { type: "text/csv; charset=utf-8", name: "a.csv" }));
    const response = await fetch(url);
    expect([response.status, await response.text()]).toEqual([200, "a;b\n"]);
    expect(Object.fromEntries(response.headers)).toMatchObject({
      "content-type": "text/csv; charset=utf-8",
      "content-disposition": "attachment; filename=a.csv",
      "x-content-type-options": "nosniff",
    });
  });

  it("is sent whole to those that ask for a part of it", async () => {
    const { url } = await serve(async () => new Download("a;b\n", { type: "text/csv" }));
    const response = await fetch(url, { headers: { range: "bytes=1-2", "if-range": '"a"' } });
    expect([response.status, await response.text()]).toEqual([200, "a;b\n"]);
    expect([...response.headers.keys()]).not.toContain("accept-ranges");
  });

  it("may be empty", async () => {
    const { url } = await serve(async () => new Download(Readable.from([]), { type: "text/csv" }));
    const response = await fetch(url);
    expect([response.status, await response.text()]).toEqual([200, ""]);
  });

  it("can be tested without a socket", async () => {
    await serve(twoLetters);
    const response = await servers[0]?.inject("/file");
    expect([response?.statusCode, response?.body]).toEqual([200, "ab"]);
    await servers[0]?.close();
    expect((await createdAnew().inject("/file")).body).toBe("ab");
  });

  it("is a file of the disk, with its size", async () => {
    const content = await readFile(import.meta.filename);
    const { url } = await serve(
      async () =>
        new Download(createReadStream(import.meta.filename), {
          type: "text/plain",
          size: content.length,
          inline: true,
        }),
    );
    const response = await fetch(url);
    expect(response.headers.get("content-length")).toBe(String(content.length));
    expect(Buffer.from(await response.arrayBuffer()).equals(content)).toBe(true);
  });

  it("takes its time once it has begun, and until then no longer than other routes", async () => {
    const type = "text/plain";
    const late = await serve(async () => new Download(Readable.from(slowly(0, 900)), { type }), { timeout: 300 });
    expect(await (await fetch(late.url)).text()).toBe("ab");

    const source = Readable.from(slowly(900, 0));
    const never = await serve(async () => new Download(source, { type }), { timeout: 300 });
    expect((await fetch(never.url)).status).toBe(503);
    await vi.waitFor(() => expect(source.destroyed).toBe(true), { timeout: 20_000 });
  });
});

describe("a name", () => {
  it.each([
    ["report.csv", "attachment; filename=report.csv"],
    ["my report.csv", 'attachment; filename="my report.csv"'],
    ['a "b".csv', 'attachment; filename="a \\"b\\".csv"'],
    ["€ 日本.pdf", "attachment; filename=\"? ??.pdf\"; filename*=UTF-8''%E2%82%AC%20%E6%97%A5%E6%9C%AC.pdf"],
    ["100%25.txt", "attachment; filename=100%25.txt; filename*=UTF-8''100%2525.txt"],
  ])("%s", async (name, expected) => {
    const { url } = await serve(async () => new Download("", { type: "text/plain", name }));
    expect((await fetch(url)).headers.get("content-disposition")).toBe(expected);
  });

  it.each([
    ["a\r\nSet-Cookie: x=1", 'attachment; filename="aSet-Cookie: x=1"'],
    ["a\0b\u0085\u007f", "attachment; filename=ab"],
    ["a\ud800b", "attachment; filename=ab"],
    ["../../etc/passwd", "attachment; filename=passwd"],
    ["C:\\folder\\a.txt", "attachment; filename=a.txt"],
    ["\r\n", "attachment"],
    ["a/..", "attachment"],
  ])("of a client's adds no header and names no folder: %j", async (name, expected) => {
    const { url } = await serve(async () => new Download("", { type: "text/plain", name }));
    const { status, headers } = await fetch(url);
    expect([status, headers.get("content-disposition"), headers.get("set-cookie")]).toEqual([200, expected, null]);
  });

  it("is asked for inline where the browser is to show it", () => {
    expect(new Download("", { type: "text/html" }).headers["content-disposition"]).toBe("inline");
    const named = new Download("", { type: "application/pdf", name: "a.pdf", inline: true });
    expect(named.headers["content-disposition"]).toBe("inline; filename=a.pdf");
  });

  it.each(["", "text/plain\r\nX: y", "text/plain; charset=ü"])(
    "and a type that is no header is refused: %j",
    (type) => {
      expect(() => new Download("", { type })).toThrow(TypeError);
    },
  );
});

describe("a download that fails", () => {
  it("before its first byte is answered as on any other route, with none of its headers", async () => {
    const source = Readable.from(failing(new CodeError(404, "no such report"), []));
    const { url } = await serve(async () => new Download(source, { type: "text/csv", name: "a.csv" }));
    const response = await fetch(url);
    expect(response.status).toBe(404);
    expect(response.headers.get("content-type")).toBe("application/problem+json; charset=utf-8");
    expect(response.headers.get("content-disposition")).toBeNull();
    expect(await response.json()).toMatchObject({ detail: "no such report" });
  });

  it("by a file that is not there says nothing of the disk", async () => {
    const { url } = await serve(async () => new Download(createReadStream("/no/such/file"), { type: "text/plain" }));
    const response = await fetch(url);
    expect([response.status, await response.json()]).toMatchObject([500, { title: "Internal Server Error" }]);
  });

  it.each([
    ["fewer bytes", ["abc"], 10],
    ["more bytes", ["abc", "def"], 4],
    ["more bytes, which follow", ["abc", "def"], 3],
  ])("by %s than were promised is cut, so that nothing is read as another answer", async (_title, pieces, size) => {
    const { port } = await serve(
      async () => new Download(Readable.from(oneByOne(pieces)), { type: "text/plain", size }),
    );
    const answer = await exchangeWith(port)(`${request}${request}`);
    const [head = "", body = "", ...rest] = answer.split("\r\n\r\n");
    expect(head).toMatch(/^HTTP\/1.1 200 OK\r\n/);
    // The end of the connection tells that there is no more, and the second request gets no answer.
    expect([body.length <= size, rest]).toEqual([true, []]);
  });

  it.each([
    [[], 3],
    [["ab"], 3],
    [["ab"], 1],
  ])("by another size that is seen at once is answered so: %j for %i", async (pieces, size) => {
    const { url } = await serve(async () => new Download(Readable.from(pieces), { type: "text/plain", size }));
    const response = await fetch(url);
    expect([response.status, response.headers.get("content-disposition")]).toEqual([500, null]);
  });

  it("between its first byte and the answer is answered, too", async () => {
    const { url } = await serve(
      async () => {
        const source = new PassThrough();
        source.write("a");
        return new Download(source, { type: "text/plain" });
      },
      {},
      (server) => {
        server.addHook("onSend", async (_request, _reply, payload) => {
          if (payload instanceof PassThrough) payload.destroy(new Error("the disk is gone"));
          return payload;
        });
      },
    );
    expect((await fetch(url)).status).toBe(500);
  });

  it.each([-1, 1.5, Number.NaN, Number.POSITIVE_INFINITY])("is one whose size is none: %d", (size) => {
    expect(() => new Download(Readable.from([]), { type: "text/plain", size })).toThrow(TypeError);
  });

  it("by a stream that is closed already", async () => {
    const source = Readable.from(["a"]);
    source.destroy();
    const { url } = await serve(async () => new Download(source, { type: "text/plain" }));
    expect((await fetch(url)).status).toBe(500);
  });

  it("after its first byte is cut, so that nobody takes it for whole", async () => {
    const source = Readable.from(failing(new Error("the disk is gone"), ["a", "b"]));
    const { url } = await serve(async () => new Download(source, { type: "text/plain" }));
    const response = await fetch(url);
    expect(response.status).toBe(200);
    await expect(response.text()).rejects.toThrow("terminated");
  });
});

describe("a client that goes away", () => {
  it("closes the source", async () => {
    const [gate, steps] = [new EventEmitter(), new Array<string>()];
    async function* endless({ signal }: RequestContext) {
      try {
        yield "a";
        await once(gate, "never", { signal });
      } finally {
        steps.push("closed");
      }
    }
    const { port } = await serve(
      async (context) => new Download(Readable.from(endless(context)), { type: "text/plain" }),
    );
    const socket = ask(port);
    await once(socket, "data");
    socket.destroy();
    await vi.waitFor(() => expect(steps).toEqual(["closed"]), { timeout: 20_000 });
  });

  it("does so before the first byte, too", async () => {
    const [gate, steps] = [new EventEmitter(), new Array<string>()];
    async function* waiting({ signal }: RequestContext) {
      try {
        steps.push("begun");
        await once(gate, "never", { signal });
        yield "a";
      } finally {
        steps.push("closed");
      }
    }
    const { port } = await serve(
      async (context) => new Download(Readable.from(waiting(context)), { type: "text/plain" }),
    );
    const socket = ask(port);
    await vi.waitFor(() => expect(steps).toEqual(["begun"]), { timeout: 20_000 });
    socket.destroy();
    await vi.waitFor(() => expect(steps).toEqual(["begun", "closed"]), { timeout: 20_000 });
  });

  it("or does not read stops the source", async () => {
    let given = 0;
    const source = new Readable({
      read() {
        given++;
        this.push(Buffer.alloc(10_000));
      },
    });
    const { port } = await serve(async () => new Download(source, { type: "text/plain" }));
    const socket = ask(port).pause();
    let last = -1;
    await vi.waitUntil(() => given > 0 && last === (last = given), { timeout: 20_000, interval: 200 });
    expect(given).toBeLessThan(5000);
    socket.destroy();
    await vi.waitFor(() => expect(source.destroyed).toBe(true), { timeout: 20_000 });
  });
});

it("a server that closes lets a download end, and keeps no connection open after it", { timeout: 30_000 }, async () => {
  const gate = new EventEmitter();
  async function* halting() {
    yield "a";
    await once(gate, "open");
    yield "b";
  }
  const { port } = await serve(async () => new Download(Readable.from(halting()), { type: "text/plain" }));
  const socket = ask(port);
  let answer = "";
  socket.on("data", (data) => (answer += data.toString()));
  await vi.waitFor(() => expect(answer).toContain("\r\na\r\n"));
  const closing = Promise.all([...servers.splice(0).map((server) => server.close()), once(socket, "close")]);
  gate.emit("open");
  await closing;
  expect(answer).toMatch(/\r\nb\r\n0\r\n\r\n$/);
});

describe("a redirect", () => {
  it.each([301, 302, 303, 307, 308] as const)("%i", async (status) => {
    const server = createServer(RestConf.parse({ name: "sample", port: 0, mode: "dev", log: { level: "severe" } }));
    servers.push(server);
    server.post("/login", async (_request, reply) => {
      const { location, status: code } = new Redirect("/home?from=login", status);
      await reply.redirect(location, code);
    });
    const url = await server.listen({ host: "127.0.0.1", port: 0 });
    const response = await fetch(`${url}/login`, { method: "POST", redirect: "manual" });
    expect([response.status, response.headers.get("location"), await response.text()]).toEqual([
      status,
      "/home?from=login",
      "",
    ]);
  });

  it("is a 302 unless it says otherwise", () => {
    expect(new Redirect("/").status).toBe(302);
  });

  it.each([
    ["https://example.com/a?b=%20#c", "https://example.com/a?b=%20#c"],
    ["/日本/a b", "/%E6%97%A5%E6%9C%AC/a%20b"],
    ["/a\r\nSet-Cookie: x=1", "/a%0D%0ASet-Cookie:%20x=1"],
    ["/\0\u0085", "/%00%C2%85"],
    ["/\ud800", "/%EF%BF%BD"],
  ])("is to %s", (location, expected) => {
    expect(new Redirect(location).location).toBe(expected);
  });
});

async function* slowly(first: number, last: number) {
  await sleep(first);
  yield "a";
  await sleep(last);
  yield "b";
}

async function* oneByOne(pieces: readonly string[]) {
  for (const piece of pieces) {
    yield piece;
    await sleep(50);
  }
}

async function* failing(error: Error, before: readonly string[]) {
  yield* before;
  throw error;
}

/** A server that never listens, as those of generated tests. */
function createdAnew(): FastifyInstance {
  const server = createServer(RestConf.parse({ name: "sample", port: 0, mode: "dev", log: { level: "severe" } }));
  servers.push(server);
  server.get("/file", (_request, reply) => sendDownload(reply, twoLetters));
  return server;
}

async function twoLetters(): Promise<Download> {
  return new Download(Readable.from(["a", "b"]), { type: "text/plain" });
}

const request = "GET /file HTTP/1.1\r\nHost: x\r\n\r\n";

function ask(port: number): Socket {
  const socket = connect(port, "127.0.0.1");
  socket.write(request);
  return socket;
}
