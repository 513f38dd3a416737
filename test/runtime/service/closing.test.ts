import { once } from "node:events";
import { type Socket, connect } from "node:net";
import { Readable } from "node:stream";
import type { FastifyInstance } from "fastify";
import { afterEach, describe, expect, it } from "vitest";
import { startSample } from "./sample-server.ts";

// Without a time limit nothing but the closing itself ends a connection.
const settings = { timeout: 0 };
const ping = "POST /ping HTTP/1.1\r\nHost: a\r\n\r\n";
const open: FastifyInstance[] = [];

afterEach(async () => {
  for (const server of open.splice(0)) {
    server.server.closeAllConnections();
    await server.close();
  }
});

async function start(setUp?: (server: FastifyInstance) => void) {
  const sample = await startSample(settings, setUp);
  open.push(sample.server);
  return sample;
}

interface Client {
  readonly socket: Socket;
  readonly text: () => string;
  readonly ended: Promise<unknown>;
}

/** A connection over which a text was sent, and what comes back. */
async function clientOf(port: number, sent: string): Promise<Client> {
  const socket = connect(port, "127.0.0.1");
  let text = "";
  socket.on("data", (data: Buffer) => (text += data.toString()));
  await once(socket, "connect");
  if (sent !== "") await new Promise((resolve) => socket.write(sent, resolve));
  return { socket, text: () => text, ended: once(socket, "close") };
}

describe("the end of a server", { timeout: 20_000 }, () => {
  it("closes connections at once that wait for no answer", async () => {
    const { server, port } = await start();
    const clients = await Promise.all(
      ["", ping, "POST /ping HT", `${ping}POST /pi`].map((sent) => clientOf(port, sent)),
    );
    await expect.poll(() => clients.map(({ text }) => text().includes("pong"))).toEqual([false, true, false, true]);
    await server.close();
    await Promise.all(clients.map(({ ended }) => ended));
    expect(clients.map(({ text }) => [...text().matchAll(/^HTTP/gm)].length)).toEqual([0, 1, 0, 1]);
  });

  it("waits for an answer, and tells its client to leave", async () => {
    const { server, port } = await start();
    const arrived = once(server.server, "request");
    const client = await clientOf(port, "GET /late HTTP/1.1\r\nHost: a\r\n\r\n");
    await arrived;
    await server.close();
    await client.ended;
    expect(client.text()).toMatch(/^HTTP\/1.1 200 OK\r\n[^]*^connection: close\r\n[^]*\r\n\r\n\{\}$/im);
  });

  it("closes a connection whose answer had begun, when the answer is complete", async () => {
    const body = new Readable({ read() {} });
    const { server, port } = await start((sample) => {
      sample.get("/stream", (_request, reply) => reply.send(body));
    });
    const client = await clientOf(port, "GET /stream HTTP/1.1\r\nHost: a\r\n\r\n");
    body.push("first");
    await expect.poll(() => client.text()).toContain("first");
    expect(client.text()).toMatch(/^connection: keep-alive\r$/im);
    const closed = server.close();
    await expect.poll(() => server.server.listening).toBe(false);
    body.push("last");
    body.push(null);
    await closed;
    await client.ended;
    expect(client.text()).toMatch(/last\r\n0\r\n\r\n$/);
  });

  it("leaves a connection to whoever has taken it over", async () => {
    const taken: Socket[] = [];
    const { server, port } = await start((sample) => {
      sample.server.on("upgrade", (_request, socket: Socket) => taken.push(socket));
      sample.addHook("preClose", async () => {
        await new Promise((resolve) => setImmediate(resolve));
        for (const socket of taken) socket.end("bye");
      });
    });
    const upgrade = "Connection: Upgrade\r\nUpgrade: websocket\r\n";
    const client = await clientOf(port, `GET /ws HTTP/1.1\r\nHost: a\r\n${upgrade}\r\n`);
    await expect.poll(() => taken.length).toBe(1);
    client.socket.on("end", () => client.socket.end());
    await server.close();
    await client.ended;
    expect(client.text()).toBe("bye");
  });
});
