import { once } from "node:events";
import { type Socket, connect } from "node:net";
import { Readable } from "node:stream";
import type { FastifyInstance } from "fastify";
import { afterEach, describe, expect, it } from "vitest";
import type { RequestContext } from "../../../templates/runtime/context.ts";
import { Download } from "../../../templates/runtime/server/download.ts";
import { prepareEventStreams } from "../../../templates/runtime/server/event-streams.ts";
import { sendDownload } from "../../../templates/runtime/server/send-download.ts";
import { sendEvents } from "../../../templates/runtime/server/send-events.ts";
import { receiveFiles } from "../../../templates/runtime/upload/receive-files.ts";
import type { UploadedFile } from "../../../templates/runtime/upload/uploaded-file.ts";
import { startSample } from "./sample-server.ts";

const open: FastifyInstance[] = [];
afterEach(async () => {
  for (const server of open.splice(0)) {
    server.server.closeAllConnections();
    await server.close();
  }
});

async function start(...[settings, setUp]: Parameters<typeof startSample>) {
  const sample = await startSample({ timeout: 0, ...settings }, setUp);
  open.push(sample.server);
  return sample;
}

/** Asks for what never ends and for more behind it on the same connection; resolves when the server has begun with all of it. */
async function askBehind(server: FastifyInstance, port: number, request: string): Promise<Socket> {
  const arrived = new Promise<void>((resolve) => {
    let count = 0;
    server.server.on("request", () => ++count === 2 && resolve());
  });
  const socket = connect(port, "127.0.0.1");
  socket.write(`GET /slow HTTP/1.1\r\nHost: a\r\n\r\n${request}`);
  await arrived;
  return socket;
}

function get(path: string): string {
  return `GET ${path} HTTP/1.1\r\nHost: a\r\n\r\n`;
}

const patience = { timeout: 10_000 };

describe("a request behind another one, when the connection closes,", { timeout: 20_000 }, () => {
  it("gives its place under MaxConns back", async () => {
    const { server, port, url } = await start({ maxConns: 1 });
    const socket = await askBehind(server, port, get("/items/1"));
    expect((await fetch(`${url}/items/1`)).status).toBe(503);
    socket.destroy();
    await expect.poll(async () => (await fetch(`${url}/items/1`)).status, patience).toBe(200);
  });

  it("is counted as one whose client has left", async () => {
    const { server, port } = await start({ devServer: {} });
    const socket = await askBehind(server, port, get("/items/1"));
    socket.destroy();
    await expect
      .poll(() => server.devMetrics()?.text(), patience)
      .toContain('{path="/items/:id",method="GET",code="499"} 1\n');
  });

  it("has its signal aborted", async () => {
    const { server, port, aborted } = await start({});
    const socket = await askBehind(server, port, get("/slow?behind"));
    socket.destroy();
    await expect.poll(() => aborted, patience).toContain("/slow?behind");
  });

  it("ends a stream of events", async () => {
    const steps: string[] = [];
    async function* prices({ signal }: RequestContext) {
      try {
        steps.push("begun");
        yield 1;
        await once(signal, "abort");
      } finally {
        steps.push("closed");
      }
    }
    const { server, port } = await start({}, (sample) => {
      prepareEventStreams(sample);
      sample.get("/events", (_request, reply) => sendEvents(reply, { heartbeat: 60_000 }, prices));
    });
    const socket = await askBehind(server, port, get("/events"));
    await expect.poll(() => steps, patience).toEqual(["begun"]);
    socket.destroy();
    await expect.poll(() => steps, patience).toEqual(["begun", "closed"]);
  });

  it("closes what a download is read from", async () => {
    const source = new Readable({ read() {} });
    source.push("a");
    const { server, port } = await start({}, (sample) => {
      sample.get("/file", (_request, reply) =>
        sendDownload(reply, async () => new Download(source, { type: "text/plain" })),
      );
    });
    const socket = await askBehind(server, port, get("/file"));
    await expect.poll(() => source.readableFlowing, patience).not.toBeNull();
    socket.destroy();
    await expect.poll(() => source.destroyed, patience).toBe(true);
  });

  it("removes the files that it brought", async () => {
    let file: UploadedFile | undefined;
    const files = { type: "object", properties: { file: {} } };
    const { server, port } = await start({}, (sample) => {
      void sample.register(async (group) => {
        receiveFiles(group);
        group.post<{ Body: { file: UploadedFile } }>("/files", { schema: { body: files } }, async ({ body }) => {
          ({ file } = body);
          return {};
        });
      });
    });
    const form = '--x\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n\r\nabc\r\n--x--\r\n';
    const head = `Host: a\r\nContent-Type: multipart/form-data; boundary=x\r\nContent-Length: ${form.length}`;
    const socket = await askBehind(server, port, `POST /files HTTP/1.1\r\n${head}\r\n\r\n${form}`);
    await expect.poll(() => file?.size, patience).toBe(3);
    expect(await file?.bytes()).toEqual(Buffer.from("abc"));
    socket.destroy();
    await expect.poll(() => file?.bytes().catch(String), patience).toContain("its request has ended");
  });

  it("is answered before a server that closes ends the connection", async () => {
    const { server, port } = await start({});
    const arrived = once(server.server, "request");
    const socket = connect(port, "127.0.0.1");
    let text = "";
    socket.on("data", (data: Buffer) => (text += data.toString()));
    socket.write([get("/until-closing"), get("/items/1"), get("/items/2")].join(""));
    await arrived;
    const ended = once(socket, "close");
    server.isClosing = true;
    await server.close();
    await ended;
    expect([...text.matchAll(/HTTP\/1.1 200 OK\r/g)]).toHaveLength(3);
  });
});
