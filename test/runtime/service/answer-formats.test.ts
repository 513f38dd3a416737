import cors from "@fastify/cors";
import rateLimit from "@fastify/rate-limit";
import type { FastifyInstance } from "fastify";
import { afterEach, describe, expect, it } from "vitest";
import { UnauthorizedError } from "../../../templates/runtime/errors.ts";
import { RefusalError } from "../../../templates/runtime/server/refusal-error.ts";
import { exchangeWith } from "./raw-exchange.ts";
import { startSample } from "./sample-server.ts";

const servers: FastifyInstance[] = [];
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()));
});

async function start(...[settings = {}, setUp]: Partial<Parameters<typeof startSample>>) {
  const { server, url, port } = await startSample(settings, setUp);
  servers.push(server);
  const ask = async (request: string, init: RequestInit = {}) => {
    const [method = "", path = ""] = request.split(" ");
    const response = await fetch(url + path, { ...init, method });
    return { status: response.status, headers: response.headers, text: await response.text() };
  };
  return { ask, exchange: exchangeWith(port) };
}

const json = (body: string) => ({ body, headers: { "content-type": "application/json" } });

describe("ResponseFormat: text", () => {
  it.each([
    ["POST /fail/conflict", 409, "the name is taken\n"],
    ["POST /fail/business", 400, "the name is taken\n"],
    ["POST /fail/wordless", 400, "\n"],
    ["POST /fail/database", 503, "the database did not answer\n"],
    ["GET /nope", 404, "404 page not found\n"],
  ])("answers in one line, as go-zero does: %s", async (request, status, text) => {
    const { ask } = await start({ responseFormat: "text" });
    const answer = await ask(request);
    expect([answer.status, answer.text]).toEqual([status, text]);
    expect(answer.headers.get("content-type")).toBe("text/plain; charset=utf-8");
    expect(answer.headers.get("x-content-type-options")).toBe("nosniff");
  });

  it.each([
    ["POST /fail/bug", 500, {}],
    ["GET /user/login", 405, { allow: "POST" }],
    ["GET /user/info", 401, { "www-authenticate": "Bearer" }],
    ["GET /busy", 503, { "retry-after": "1" }],
  ])("has no words where go-zero's own handlers have none: %s", async (request, status, headers) => {
    const { ask } = await start({ responseFormat: "text" }, (server) => {
      server.get("/busy", async () => {
        throw new RefusalError(503, "the route is busy");
      });
    });
    const answer = await ask(request);
    expect([answer.status, answer.text]).toEqual([status, ""]);
    expect(Object.fromEntries(answer.headers)).toMatchObject({ ...headers, "content-length": "0" });
    expect(answer.headers.has("content-type")).toBe(false);
  });

  it("has no words for a body that is too large, whether its length is told or not", async () => {
    const { ask } = await start({ responseFormat: "text", maxBytes: 100 });
    const body = JSON.stringify({ username: "x".repeat(200) });
    const headers = { "content-type": "application/json" };
    const told = await ask("POST /user/login", { body, headers });
    const chunked: RequestInit = { body: new Blob([body]).stream(), headers, duplex: "half" };
    const untold = await ask("POST /user/login", chunked);
    expect([told.status, told.text, untold.status, untold.text]).toEqual([413, "", 413, ""]);
  });

  it("says what Go says when the time is over", async () => {
    const { ask } = await start({ responseFormat: "text", timeout: 50 });
    const { status, text, headers } = await ask("GET /slow");
    expect([status, text]).toEqual([503, "Request Timeout"]);
    expect(headers.get("content-type")).toBe("text/plain; charset=utf-8");
  });

  it("names the first field that is wrong", async () => {
    const { ask } = await start({ responseFormat: "text" });
    const answer = await ask("POST /user/login", json('{"username":1}'));
    expect([answer.status, answer.text]).toEqual([400, "username must be a string, found a number\n"]);
  });

  it("says what Go says of what is no request", async () => {
    const { ask, exchange } = await start({ responseFormat: "text" });
    expect(await exchange("hello\r\n\r\n")).toMatch(/^HTTP\/1.1 400 Bad Request\r\n[^]*\r\n\r\n400 Bad Request$/);
    expect((await ask("GET /items/%zz")).text).toBe("400 Bad Request");
    const large = await exchange(`GET /nope HTTP/1.1\r\nHost: a\r\nX: ${"x".repeat(1_060_000)}\r\n\r\n`);
    expect(large).toMatch(/\r\n\r\n431 Request Header Fields Too Large$/);
  });
});

describe("ResponseFormat: envelope", () => {
  it.each([
    ["POST /ping", 200, { code: 0, msg: "ok", data: { pong: true } }],
    ["GET /texts", 200, { code: 0, msg: "ok", data: "text" }],
    ["GET /nothing", 200, undefined],
    ["POST /fail/conflict", 409, { code: 409, msg: "the name is taken" }],
    ["POST /fail/business", 400, { code: 40_901, msg: "the name is taken" }],
    ["GET /nope", 404, { code: 404, msg: "Not Found" }],
  ])("is around every answer that has a body: %s", async (request, status, body) => {
    const { ask } = await start({ responseFormat: "envelope" }, (server) => {
      server.get("/texts", async (_request, reply) => reply.type("application/json").send('"text"'));
      server.get("/nothing", async (_request, reply) => reply.send());
    });
    const answer = await ask(request);
    expect([answer.status, answer.text === "" ? undefined : JSON.parse(answer.text)]).toEqual([status, body]);
  });

  it("has the route's schema for its data, and all that is wrong with a request", async () => {
    const { ask } = await start({ responseFormat: "envelope" });
    const members = { constructor: "a", toString: "b" };
    const good = await ask("POST /members", json(JSON.stringify({ ...members, more: 1 })));
    expect(JSON.parse(good.text)).toEqual({ code: 0, msg: "ok", data: members });
    const bad = await ask("POST /members", json("{}"));
    expect(JSON.parse(bad.text)).toMatchObject({
      code: 400,
      msg: "constructor is required",
      errors: [{ name: "constructor" }, { name: "toString" }],
    });
  });
});

describe("a form of errors of one's own", () => {
  it.each([
    ["POST /fail/conflict", 409, '{"error":"the name is taken"}'],
    ["GET /nope", 404, '{"error":"none"}'],
    ["GET /user/login", 405, '{"error":"the path answers to POST"}'],
    ["GET /items/%zz", 400, '{"error":"the path is not well encoded"}'],
    ["GET /user/info", 403, ""],
  ])("holds for %s", async (request, status, text) => {
    const { ask } = await start({}, (server) => {
      server.errorFormat = ({ detail = "none", error, ...failure }) =>
        error instanceof UnauthorizedError ? { status: 403 } : { status: failure.status, body: { error: detail } };
    });
    const answer = await ask(request);
    expect([answer.status, answer.text]).toEqual([status, text]);
  });

  it("keeps the headers that belong to the status, and may add others", async () => {
    const { ask } = await start({}, (server) => {
      server.errorFormat = ({ status }) => ({ status, type: "text/plain", body: "no", headers: { "x-mine": "1" } });
    });
    const answer = await ask("GET /user/login");
    expect(answer.headers.get("allow")).toBe("POST");
    expect(answer.headers.get("x-mine")).toBe("1");
    expect(answer.headers.get("content-type")).toBe("text/plain");
  });

  it("may have status 200 without being taken for the route's answer", async () => {
    const { ask } = await start({}, (server) => {
      server.errorFormat = ({ status, detail }) => ({ status: 200, body: { code: status, msg: detail } });
    });
    const answer = await ask("POST /members", json("{"));
    expect([answer.status, JSON.parse(answer.text).code]).toEqual([200, 400]);
  });
});

describe("a form of errors that fails itself", () => {
  it.each([
    ["throws", () => Reflect.get(Object(undefined), "x").y],
    ["cannot be JSON", () => ({ status: 400, body: { code: 1n } })],
  ])("tells nothing, where it %s", async (_case, format) => {
    const { ask, exchange } = await start({}, (server) => {
      server.errorFormat = format;
    });
    expect(await exchange("hello\r\n\r\n")).toMatch(/^HTTP\/1.1 500 /);
    const answer = await ask("POST /fail/conflict");
    expect(JSON.parse(answer.text)).toEqual({
      type: "about:blank",
      title: "Internal Server Error",
      status: 500,
      instance: "/fail/conflict",
    });
  });
});

it.each(["POST /ping", "POST /fail/bug", "GET /nope"])(
  "a plugin that fails on every answer is not quoted: %s",
  async (request) => {
    const { ask } = await start({}, (server) => {
      server.addHook("onSend", async () => {
        throw new Error("pa55word is not known to the session store");
      });
    });
    const { status, text } = await ask(request);
    expect(status).toBe(500);
    const instance = request.split(" ")[1];
    expect(JSON.parse(text)).toEqual({ type: "about:blank", title: "Internal Server Error", status, instance });
  },
);

it("a path is shown without what stands before it and behind it", async () => {
  const { exchange } = await start();
  const answer = await exchange("GET http://user:pa55@a/nope?pa55 HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
  expect(answer).toContain('"instance":"/nope"');
  expect(await exchange("GET http://a HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")).toContain('"instance":"/"');
});

describe("with @fastify/rate-limit", () => {
  it("a client that asks too often is told so, in the form of all errors", async () => {
    const { ask } = await start({}, (server) => {
      void server.register(rateLimit, { max: 1 });
      server.after(() => void server.get("/limited", async () => ({})));
    });
    const answers = [await ask("GET /limited"), await ask("GET /limited")];
    expect(answers.map(({ status }) => status)).toEqual([200, 429]);
    expect(answers[1]?.headers.get("retry-after")).toBe("60");
    expect(JSON.parse(answers[1]?.text ?? "")).toMatchObject({ title: "Too Many Requests", status: 429 });
  });
});

describe("with @fastify/cors", () => {
  const origin = "https://a.example";
  const withCors = (server: FastifyInstance) => {
    void server.register(cors, { origin });
  };

  it.each([
    ["GET /nope", 404],
    ["GET /user/login", 405],
    ["GET /user/info", 401],
    ["POST /fail/bug", 500],
    ["POST /ping", 200],
  ])("a browser may read the answer: %s", async (request, status) => {
    const { ask } = await start({}, withCors);
    const answer = await ask(request, { headers: { origin } });
    expect([answer.status, answer.headers.get("access-control-allow-origin")]).toEqual([status, origin]);
  });

  it("a preflight needs no token", async () => {
    const { ask } = await start({}, withCors);
    const headers = { origin, "access-control-request-method": "GET" };
    expect((await ask("OPTIONS /user/info", { headers })).status).toBe(204);
  });

  it("a path that only a plugin's route has is not known", async () => {
    const { ask } = await start({}, (server) => {
      void server.register(cors, { origin: false });
    });
    expect((await ask("OPTIONS /nope")).status).toBe(404);
    expect((await ask("OPTIONS /user/login")).headers.get("allow")).toBe("POST");
  });
});
