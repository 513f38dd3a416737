import { connect, type Socket } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { signToken } from "../../../templates/runtime/token/jwt.ts";
import { exchangeWith } from "./raw-exchange.ts";
import { sampleSecret, startSample } from "./sample-server.ts";

let sample: Awaited<ReturnType<typeof startSample>>;
let exchange: (text: string) => Promise<string>;

beforeAll(async () => {
  sample = await startSample({ timeout: 2000 });
  exchange = exchangeWith(sample.port);
});
afterAll(async () => sample.server.close());

function statusesOf(answer: string): string[] {
  return [...answer.matchAll(/^HTTP\/1\.1 (\d+)/gm)].map(([, status = ""]) => status);
}

const post = "POST /user/login HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n";
const login = '{"username":"bob","password":"x"}';

describe("a request that a proxy may read otherwise", () => {
  it.each([
    ["a length and chunks", `${post}Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`],
    ["chunks and a length", `${post}Transfer-Encoding: chunked\r\nContent-Length: 4\r\n\r\n0\r\n\r\n`],
    ["two lengths", `${post}Content-Length: 1\r\nContent-Length: 2\r\n\r\nxx`],
    ["a list of lengths", `${post}Content-Length: 1, 1\r\n\r\nx`],
    ["a length with a sign", `${post}Content-Length: +1\r\n\r\nx`],
    ["a length below nothing", `${post}Content-Length: -1\r\n\r\nx`],
    ["an unknown transfer encoding", `${post}Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n`],
    ["a transfer encoding after chunks", `${post}Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n`],
    ["a folded header", `${post}X-Long: a\r\n b\r\n\r\n`],
    ["a space before a colon", `${post}Content-Length : 1\r\n\r\nx`],
    ["a bare line feed", `POST /ping HTTP/1.1\nHost: a\n\n`],
    ["a bare line feed in a header", `${post}X: a\nY: b\r\n\r\n`],
    ["a NUL in a header", `${post}X: a\0b\r\n\r\n`],
    ["a chunk of no length", `${post}Transfer-Encoding: chunked\r\n\r\nx\r\n\r\n`],
    [
      "a chunk extension of 20 KB",
      `${post}Transfer-Encoding: chunked\r\n\r\n1;${"x".repeat(20_000)}\r\nx\r\n0\r\n\r\n`,
    ],
    ["a space in its path", "GET /items/1 2 HTTP/1.1\r\nHost: a\r\n\r\n"],
    ["an unknown version", "GET /items/1 HTTP/3.7\r\nHost: a\r\n\r\n"],
    ["two Host headers", "POST /ping HTTP/1.1\r\nHost: a\r\nhost: a\r\n\r\n"],
    ["no Host header", "POST /ping HTTP/1.1\r\n\r\n"],
  ])("is refused once, and its connection closed: %s", async (_case, text) => {
    const second = "POST /ping HTTP/1.1\r\nHost: smuggled\r\nConnection: close\r\n\r\n";
    const [status, ...more] = statusesOf(await exchange(text + second));
    expect(["400", "413"]).toContain(status);
    expect(more).toEqual([]);
  });

  it("may follow another one on the same connection, and gets its own answer", async () => {
    const asks = [1, 2, 3].map((id) => `GET /items/${id} HTTP/1.1\r\nHost: a\r\n\r\n`);
    const answer = await exchange(`${asks.join("").slice(0, -2)}Connection: close\r\n\r\n`);
    expect([...answer.matchAll(/"id":(\d)/g)].map(([, id]) => id)).toEqual(["1", "2", "3"]);
  });
});

describe("a connection", () => {
  it("may stay open as long as load balancers keep theirs, for ten thousand requests", async () => {
    const socket = connect(sample.port, "127.0.0.1");
    socket.write("POST /ping HTTP/1.1\r\nHost: a\r\n\r\n");
    const head = await new Promise<string>((resolve) => socket.once("data", (data) => resolve(data.toString())));
    socket.destroy();
    expect(head).toMatch(/^keep-alive: timeout=72, max=10000\r$/im);
  });

  it.each([
    ["a body", `${post}Content-Length: 100\r\n\r\n`],
    ["a head", "POST /user/login HTTP/1.1\r\nX: "],
  ])("that sends %s drop by drop is cut by the time limit", { timeout: 20_000 }, async (_case, start) => {
    const answer = await drip(start);
    expect(statusesOf(answer)).toEqual(["408"]);
  });

  it("that sends nothing at all is cut, too", { timeout: 20_000 }, async () => {
    expect(statusesOf(await exchange(""))).toEqual(["408"]);
  });

  it("is not left over when its request was bad", async () => {
    await Promise.all(Array.from({ length: 50 }, () => exchange("hello\r\n\r\n")));
    // Clients of other tests may keep a few for later use.
    await expect.poll(openConnections).toBeLessThan(10);
  });
});

async function openConnections(): Promise<number> {
  return new Promise((resolve) => sample.server.server.getConnections((_error, count) => resolve(count)));
}

function tokenOf(user: number): string {
  return signToken({ user, exp: Math.floor(Date.now() / 1000) + 60 }, sampleSecret);
}

/** Sends a text and then a letter every fifty milliseconds, until the server has had enough. */
async function drip(start: string): Promise<string> {
  return new Promise((resolve) => {
    const socket = connect(sample.port, "127.0.0.1");
    let answer = "";
    socket.write(start);
    const timer = setInterval(() => socket.write("x"), 50);
    socket.on("data", (data) => (answer += data.toString()));
    socket.on("error", () => {});
    socket.on("close", () => {
      clearInterval(timer);
      resolve(answer);
    });
  });
}

describe("a body of a megabyte", () => {
  it.each([
    ["500,000 lists in lists", "[".repeat(500_000) + "]".repeat(500_000)],
    ["lists that nobody closes", "[".repeat(1_000_000)],
    ["150,000 objects in objects", `${'{"a":'.repeat(150_000)}1${"}".repeat(150_000)}`],
    ["60,000 keys", `{${Array.from({ length: 60_000 }, (_, index) => `"k${index}":${index}`).join(",")}}`],
    ["one long number", `{"username":${"9".repeat(1_000_000)}}`],
    ["one long text of quotes", `{"username":"${String.raw`\"`.repeat(400_000)}`],
  ])("is refused as bad, and the service goes on: %s", async (_case, body) => {
    const headers = { "content-type": "application/json" };
    const response = await fetch(`${sample.url}/user/login`, { method: "POST", body, headers });
    expect(response.status).toBe(400);
    expect((await response.text()).length).toBeLessThan(1000);
    expect((await fetch(`${sample.url}/ping`, { method: "POST" })).status).toBe(200);
  });
});

describe("a body that breaks the schema", () => {
  it.each([
    "application/json",
    "application/json ",
    "application/json\t",
    "application/json;",
    "application/json;charset=utf-8",
    "application/json; charset=utf-16",
    "application/json ; charset=utf-8",
    "application/json\t; charset=utf-8",
    "application/json;;",
    "APPLICATION/JSON",
    " application/json",
    "application/json,text/plain",
    "text/plain, application/json",
    "application/jsonx",
    "application/x-json",
    "application//json",
    "application/vnd.a+json",
    "text/plain",
    "",
  ])("does not get by whatever its type is called: %j", async (type) => {
    const body = '{"username":{"$ne":1},"password":["x"]}';
    const answer = await exchange(
      `POST /user/login HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Type: ${type}\r\nContent-Length: ${body.length}\r\n\r\n${body}`,
    );
    expect(["400", "415"]).toContain(statusesOf(answer)[0]);
  });

  it.each(["__proto__", "constructor", "prototype"])("cannot reach what all objects share by a key %s", async (key) => {
    const headers = { "content-type": "application/json" };
    const body = `{"username":"bob","password":"x","${key}":{"prototype":{"isAdmin":true},"isAdmin":true}}`;
    const response = await fetch(`${sample.url}/user/login`, { method: "POST", body, headers });
    expect(await response.json()).toEqual({ username: "bob", password: "x" });
    expect(Reflect.get({}, "isAdmin")).toBeUndefined();
  });
});

describe("many requests at once", () => {
  it("have nothing of one another", async () => {
    const users = Array.from({ length: 300 }, (_, user) => user);
    const answers = await Promise.all(
      users.map(async (user) => {
        const headers = { authorization: `Bearer ${tokenOf(user)}` };
        const response = await fetch(`${sample.url}/user/info`, user % 3 === 0 ? {} : { headers });
        return { status: response.status, user: JSON.parse(await response.text()).user };
      }),
    );
    expect(answers).toEqual(users.map((user) => (user % 3 === 0 ? { status: 401 } : { status: 200, user })));
  });

  it("are answered while a thousand others drip", { timeout: 60_000 }, async () => {
    const sockets = await slowClients(1000);
    const answers = await Promise.all(
      Array.from({ length: 100 }, async () => (await fetch(`${sample.url}/ping`, { method: "POST" })).status),
    );
    expect(new Set(answers)).toEqual(new Set([200]));
    // All of them are cut in the end.
    await expect.poll(() => sockets.filter((socket) => !socket.closed).length, { timeout: 30_000 }).toBe(0);
  });
});

async function slowClients(count: number): Promise<Socket[]> {
  const sockets = Array.from({ length: count }, () => connect(sample.port, "127.0.0.1"));
  for (const socket of sockets) {
    socket.on("error", () => {});
    socket.resume();
    socket.write(`${post}Content-Length: ${login.length}\r\n\r\n`);
  }
  const timer = setInterval(() => {
    for (const socket of sockets) if (socket.writable) socket.write("x");
  }, 1000);
  onTestFinished(() => clearInterval(timer));
  while (sockets.some(({ connecting }) => connecting)) await sleep(10);
  return sockets;
}
