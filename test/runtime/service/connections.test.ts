import { connect } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { RestConf } from "../../../templates/runtime/config/rest-conf.ts";
import { exchangeWith } from "./raw-exchange.ts";
import { startSample } from "./sample-server.ts";

let exchange: (text: string) => Promise<string>;
let sample: Awaited<ReturnType<typeof startSample>>;

beforeAll(async () => {
  sample = await startSample({ timeout: 1000 });
  exchange = exchangeWith(sample.port);
});
afterAll(async () => sample.server.close());

function statusOf(answer: string): string | undefined {
  return /^HTTP\/1\.1 (\d+)/.exec(answer)?.[1];
}

const close = "Connection: close\r\n";

describe("a raw request", () => {
  it.each([
    ["two Host headers", `POST /ping HTTP/1.1\r\nHost: a\r\nhost: b\r\n${close}\r\n`, "400"],
    ["no Host header", `POST /ping HTTP/1.1\r\n${close}\r\n`, "400"],
    [
      "a length and chunks",
      `POST /ping HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`,
      "400",
    ],
    ["two lengths", `POST /ping HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nxx`, "400"],
    ["headers of more than 1 MB", `POST /ping HTTP/1.1\r\nHost: a\r\nX: ${"x".repeat(1_060_000)}\r\n\r\n`, "431"],
    [
      "a Host header behind 5,000 others",
      `POST /ping HTTP/1.1\r\nHost: a\r\n${"X: y\r\n".repeat(5000)}Host: b\r\n${close}\r\n`,
      "431",
    ],
    ["no HTTP at all", "hello\r\n\r\n", "400"],
  ])("is answered with a problem: %s", async (_case, text, status) => {
    const answer = await exchange(text);
    expect(statusOf(answer)).toBe(status);
    expect(answer).toMatch(/^content-type: application\/problem\+json; charset=utf-8\r$/im);
    expect(JSON.parse(answer.slice(answer.indexOf("\r\n\r\n")))).toMatchObject({ status: Number(status) });
  });

  it("may have a thousand headers, and a head of almost 1 MB", async () => {
    const lines = `X-Ids: 7\r\n`.repeat(1000) + `X-Long: ${"x".repeat(1_000_000)}\r\n`;
    const answer = await exchange(`GET /items/1 HTTP/1.1\r\nHost: a\r\n${lines}${close}\r\n`);
    expect(JSON.parse(answer.slice(answer.indexOf("\r\n\r\n"))).ids).toHaveLength(1000);
  });

  it("with a body over MaxBytes is refused at once, and the connection closed", async () => {
    const answer = await exchange(
      "POST /user/login HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 2000000\r\n\r\n{",
    );
    expect(statusOf(answer)).toBe("413");
  });

  it.each([
    [
      "half a body",
      "POST /user/login HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 20\r\n\r\n{",
    ],
    ["half a header", "POST /user/login HTTP/1.1\r\nHost: a\r\nContent-"],
  ])("that stops at %s is cut by the time limit, and not before", async (_case, text) => {
    const patient = await startSample({ timeout: 8000 });
    const first = await Promise.race([
      exchange(text),
      exchangeWith(patient.port)(text).then(() => "the server with eight times the limit was first"),
    ]);
    expect(statusOf(first)).toBe("408");
    patient.server.server.closeAllConnections();
    await patient.server.close();
  });
});

describe("what a client says of itself", () => {
  const headers = { "x-forwarded-for": "10.0.0.1", "x-forwarded-host": "other.example", "x-forwarded-proto": "https" };
  const addressWith = async (settings: Parameters<typeof startSample>[0]) => {
    const { server, url } = await startSample(settings, (own) => {
      own.get("/address", async ({ ip, host, protocol }) => ({ ip, host, protocol }));
    });
    const address: unknown = await (await fetch(`${url}/address`, { headers })).json();
    await server.close();
    return { address, own: { ip: "127.0.0.1", host: new URL(url).host, protocol: "http" } };
  };

  it.each([undefined, [], ["10.0.0.0/8", "::1"]])(
    "is no address without a trusted proxy: %j",
    async (trustedProxies) => {
      const { address, own } = await addressWith(trustedProxies === undefined ? {} : { trustedProxies });
      expect(address).toEqual(own);
    },
  );

  it.each([["127.0.0.1"], ["127.0.0.0/8"], ["loopback"]])("is one behind a trusted proxy: %s", async (proxy) => {
    const { address } = await addressWith({ trustedProxies: [proxy] });
    expect(address).toEqual({ ip: "10.0.0.1", host: "other.example", protocol: "https" });
  });

  it.each([
    "",
    "1",
    "true",
    "balancer",
    "10.0.0.0/33",
    "0.0.0.0/0",
    "::1/129",
    "10.0.0.1/",
    "10.0.0.0/8/8",
    "10.0.0.0/255.0.0.0",
  ])("is trusted to no proxy that is not named right: %j", (proxy) => {
    const { error } = RestConf.safeParse({ name: "sample", port: 0, trustedProxies: [proxy] });
    expect(error?.issues).toMatchObject([
      { path: ["trustedProxies", 0], message: "expected an address or a range, such as 10.0.0.0/8" },
    ]);
  });

  it("may be a path parameter of 16,384 signs, and no longer one", async () => {
    const { server, url } = await startSample({}, (own) => {
      own.get<{ Params: { name: string } }>("/names/:name", async ({ params }) => ({ length: params.name.length }));
    });
    const answers = await Promise.all([16_384, 16_385].map((length) => fetch(`${url}/names/${"x".repeat(length)}`)));
    expect(answers.map(({ status }) => status)).toEqual([200, 414]);
    expect(await answers[0]?.json()).toEqual({ length: 16_384 });
    await server.close();
  });
});

describe("a POST that hangs", () => {
  const login = "POST /user/login HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n";
  const begun = '{"username":"bob",';

  it.each([
    ["with a length", `${login}Content-Length: 100\r\n\r\n${begun}`],
    ["in chunks", `${login}Transfer-Encoding: chunked\r\n\r\n${begun.length.toString(16)}\r\n${begun}\r\n`],
  ])("because its body never ends is cut with 408: %s", { timeout: 20_000 }, async (_case, text) => {
    const answer = await orUndefined(exchange(text));
    expect(statusOf(answer ?? "no end")).toBe("408");
  });

  it(
    "over the time limit of its route, before the body has come, is answered once and cut",
    { timeout: 20_000 },
    async () => {
      const { server, port } = await startSample({ timeout: 30_000 }, (own) => {
        const schema = { body: { type: "object" } };
        own.post("/impatient", { schema, config: { timeout: 200 } }, async () => ({}));
      });
      const text = `${login.replace("/user/login", "/impatient")}Content-Length: 100\r\n\r\n${begun}`;
      const answer = await orUndefined(exchangeWith(port)(text));
      server.server.closeAllConnections();
      await server.close();
      expect(answer?.match(/HTTP\/1.1 \d+/g)).toEqual(["HTTP/1.1 408"]);
      expect(answer).toMatch(/^connection: close\r$/im);
    },
  );

  it(
    "because its logic does is answered with 503, and its connection serves the next request",
    { timeout: 20_000 },
    async () => {
      const body = '{"username":"bob","password":"x"}';
      const length = `Content-Length: ${body.length}\r\n`;
      const hanging = `${login.replace("/user/login", "/slow?hang")}${length}\r\n${body}`;
      const next = `${login}${length}${close}\r\n${body}`;
      const answer = await orUndefined(exchange(hanging + next));
      expect(answer?.match(/HTTP\/1.1 \d+/g)).toEqual(["HTTP/1.1 503", "HTTP/1.1 200"]);
    },
  );
});

/** Undefined if the server has not closed the connection within ten times the time limit. */
async function orUndefined(answer: Promise<string>): Promise<string | undefined> {
  return Promise.race([answer, sleep(10_000, undefined, { ref: false })]);
}

describe("what Node refuses itself", { timeout: 20_000 }, () => {
  const late = "GET /late HTTP/1.1\r\nHost: a\r\n\r\n";
  const half = "HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 20\r\n\r\n{";

  it.each([
    ["bad requests behind good ones", `${late}hello\r\n\r\n`, ["200", "400"]],
    ["the rest of a body whose request is answered", `POST /nope ${half}`, ["404"]],
    ["the rest of a body that nobody reads", `POST /ping ${half.replace("application/json", "text/plain")}`, ["200"]],
    ["a late body behind a good request", `${late}POST /user/login ${half}`, ["200", "408"]],
  ])("is answered in its turn, and once: %s", async (_case, text, statuses) => {
    expect([...(await exchange(text)).matchAll(/HTTP\/1\.1 (\d+)/g)].map(([, status]) => status)).toEqual(statuses);
  });
});

it.each([
  ["/nope", "404"],
  ["/user/rename", "401"],
])(
  "the rest of a body is not waited for behind the answer, where another route has no limit: %s",
  { timeout: 20_000 },
  async (path, status) => {
    const { server, port } = await startSample({ timeout: 500 }, (own) => {
      own.post("/patient", { config: { timeout: 0 } }, async () => ({}));
    });
    const text = `POST ${path} HTTP/1.1\r\nHost: a\r\nContent-Length: 20\r\n\r\n{`;
    expect(statusOf(await exchangeWith(port)(text))).toBe(status);
    await server.close();
  },
);

it("a client that takes nothing of its answer is cut off, and its place is free", { timeout: 20_000 }, async () => {
  const { server, port, url } = await startSample({ timeout: 500, maxConns: 1 }, (other) => {
    other.get("/large", async ({ originalUrl }) =>
      originalUrl.endsWith("?small") ? {} : { text: "x".repeat(30_000_000) },
    );
  });
  const socket = connect(port, "127.0.0.1").pause();
  socket.write("GET /large HTTP/1.1\r\nHost: a\r\n\r\n");
  const small = async () => (await fetch(`${url}/large?small`)).status;
  await expect.poll(small, { timeout: 10_000, interval: 10 }).toBe(503);
  await expect.poll(small, { timeout: 10_000 }).toBe(200);
  socket.destroy();
  await server.close();
});

it(
  "a client that takes its answer bit by bit gets the whole, and so does who asks behind a slow answer",
  { timeout: 20_000 },
  async () => {
    const { server, port } = await startSample({ timeout: 500 }, (other) => {
      other.get("/large", async () => ({ text: "x".repeat(8_000_000) }));
      other.get("/patient", { config: { timeout: 0 } }, async () => {
        await sleep(1200);
        return { last: true };
      });
    });
    const socket = connect(port, "127.0.0.1");
    let length = 0;
    let end = "";
    socket.on("data", (data: Buffer) => {
      length += data.length;
      end = data.toString().slice(-20);
      socket.pause();
      setTimeout(() => socket.resume(), 2);
    });
    socket.write("GET /large HTTP/1.1\r\nHost: a\r\n\r\nGET /patient HTTP/1.1\r\nHost: a\r\n\r\n");
    await expect
      .poll(() => [length > 8_000_000, end.endsWith('{"last":true}')], { timeout: 15_000 })
      .toEqual([true, true]);
    socket.destroy();
    await server.close();
  },
);

describe("the signal of a request", () => {
  const withBody = {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ username: "alice", password: "x" }),
  };

  it("is aborted when the time limit has passed", async () => {
    await fetch(`${sample.url}/slow?limit`);
    expect(sample.aborted).toContain("/slow?limit");
  });

  it("is aborted then for a request with a body, too, and answered", async () => {
    const answer = await fetch(`${sample.url}/slow?body`, withBody);
    expect(answer.status).toBe(503);
    expect(await answer.json()).toMatchObject({ detail: "the request took too long" });
    expect(sample.aborted).toContain("/slow?body");
  });

  it("is not aborted by the end of a body", async () => {
    const answer = await fetch(`${sample.url}/signal`, withBody);
    expect(await answer.json()).toEqual({ isAborted: false });
  });

  it("is aborted when the client has gone", async () => {
    const patient = await startSample({ timeout: 0 });
    await expect(fetch(`${patient.url}/slow?gone`, { signal: AbortSignal.timeout(300) })).rejects.toThrow("aborted");
    // Without a time limit nothing else would abort it.
    await expect.poll(() => patient.aborted, { timeout: 20_000 }).toContain("/slow?gone");
    const gone = { ...withBody, signal: AbortSignal.timeout(300) };
    await expect(fetch(`${patient.url}/slow?gone-body`, gone)).rejects.toThrow("aborted");
    await expect.poll(() => patient.aborted, { timeout: 20_000 }).toContain("/slow?gone-body");
    await patient.server.close();
  });
});
