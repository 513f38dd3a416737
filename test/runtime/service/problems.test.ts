import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { exchangeWith } from "./raw-exchange.ts";
import { startSample } from "./sample-server.ts";

let url = "";
let close = async (): Promise<void> => {};

beforeAll(async () => {
  const { server, url: address } = await startSample({ maxBytes: 200, timeout: 1000 });
  url = address;
  close = async () => server.close();
});
afterAll(async () => close());

async function send(method: string, path: string, init: Omit<RequestInit, "method"> = {}) {
  const response = await fetch(url + path, { method, ...init });
  const text = await response.text();
  return { status: response.status, headers: response.headers, text, body: text === "" ? undefined : JSON.parse(text) };
}

async function rawStatus(line: string): Promise<number> {
  const answer = await exchangeWith(Number(new URL(url).port))(`${line}\r\nHost: x\r\nConnection: close\r\n\r\n`);
  return Number(/^HTTP\/1\.1 (\d+)/.exec(answer)?.[1]);
}

async function postJson(path: string, text: string) {
  return send("POST", path, { body: text, headers: { "content-type": "application/json" } });
}

describe("an answer that is not a success", () => {
  it.each([
    ["a CodeError with a status", "POST /fail/conflict", 409, { title: "Conflict", detail: "the name is taken" }],
    ["a CodeError with a business code", "POST /fail/business", 400, { detail: "the name is taken", code: 40_901 }],
    ["a logic that is not written", "POST /fail/unwritten", 501, { detail: "login is not implemented yet" }],
    ["a database that does not answer", "POST /fail/database", 503, { detail: "the database did not answer" }],
    ["an error of a plugin", "POST /fail/plugin?429", 429, { detail: "the limit is reached" }],
    ["a status outside of HTTP's errors", "POST /fail/plugin?200", 500, { title: "Internal Server Error" }],
    ["a path that no route has", "GET /nope?token=x", 404, { title: "Not Found", instance: "/nope" }],
    ["a method that the path does not have", "GET /user/login", 405, { title: "Method Not Allowed" }],
    ["a path that cannot be decoded", "GET /items/%zz", 400, { title: "Bad Request" }],
    ["a request that takes too long", "GET /slow", 503, { detail: "the request took too long" }],
  ])("is a problem for %s", async (_case, request, status, members) => {
    const [method = "", path = ""] = request.split(" ");
    const answer = await send(method, path);
    expect(answer.status).toBe(status);
    expect(answer.headers.get("content-type")).toBe("application/problem+json; charset=utf-8");
    expect(answer.body).toMatchObject({ type: "about:blank", status, ...members });
  });

  it("tells nothing of a bug", async () => {
    const { body } = await send("POST", "/fail/bug");
    expect(body).toEqual({ type: "about:blank", title: "Internal Server Error", status: 500, instance: "/fail/bug" });
  });

  it.each([400, 401, 404, 429, 503])("tells nothing of what a library got as an answer: %i", async (status) => {
    const answer = await send("POST", `/fail/library?${status}`);
    expect([answer.status, answer.body.detail, answer.body.errors]).toEqual([500, undefined, undefined]);
  });

  it("asks a client to come back when the database does not answer", async () => {
    expect((await send("POST", "/fail/database")).headers.get("retry-after")).toBe("1");
  });

  it("has the status of a server's error, but not its words", async () => {
    const { status, body, headers } = await send("POST", "/fail/plugin?503");
    expect([status, headers.get("retry-after"), body.detail]).toEqual([503, "1", undefined]);
  });

  it.each([
    ["GET", "/user/login", "POST"],
    ["HEAD", "/files/all", "GET"],
    ["OPTIONS", "/items/5", "GET, PUT"],
    ["DELETE", "//items/./5/", "GET, PUT"],
  ])("names the allowed methods in order: %s %s", async (method, path, allow) => {
    const { status, headers } = await send(method, path);
    expect([status, headers.get("allow")]).toEqual([405, allow]);
  });

  it.each([
    ["/items/%ff?token=pa55", 400, "the path is not well encoded"],
    [`/items/${"7".repeat(20_000)}?token=pa55`, 414, "a part of the path is too long"],
  ])("shows nothing of a URL that the router refuses: %s", async (path, status, detail) => {
    const { status: found, body, text } = await send("GET", path);
    expect([found, body.detail, text.includes("pa55")]).toEqual([status, detail, false]);
  });

  it.each([
    ["/items/1%2F2", 400],
    ["/items/..%2f..%2fetc", 400],
    ["/items/%2e%2e", 404],
    ["/nope/%2e./items/1", 200],
    ["/items/1%2f", 400],
    ["/items/1%252f", 400],
  ])("takes encoded points for points, and encoded slashes for data: %s", async (path, status) => {
    expect(await rawStatus(`GET ${path} HTTP/1.1`)).toBe(status);
  });

  it.each([
    ["GET http://x/items/1?page=2 HTTP/1.1", 200],
    ["GET HTTPS://x:1//items/1 HTTP/1.1", 200],
    ["GET http://x HTTP/1.1", 404],
    ["GET http://x?a=/items/1 HTTP/1.1", 404],
  ])("is the same for a whole URL: %s", async (line, status) => {
    expect(await rawStatus(line)).toBe(status);
  });

  it("is 404 before the body is looked at", async () => {
    expect((await postJson("/nope", "{")).status).toBe(404);
  });

  it("is 413 for a body over MaxBytes, before the token is asked for", async () => {
    expect((await postJson("/user/rename", `"${"x".repeat(300)}"`)).status).toBe(413);
  });

  it("is 413 for a chunked body over MaxBytes", async () => {
    const body = new ReadableStream({
      start(controller) {
        controller.enqueue(new TextEncoder().encode(`"${"x".repeat(300)}"`));
        controller.close();
      },
    });
    const init: RequestInit = { body, headers: { "content-type": "application/json" }, duplex: "half" };
    expect((await send("POST", "/user/login", init)).status).toBe(413);
  });

  it.each(["text/plain", "application/x-www-form-urlencoded", "multipart/mixed"])(
    "is 400 for a body of another type where fields are missing for that reason: %s",
    async (type) => {
      const body = Buffer.from('{"username":"bob","password":"x"}');
      const answer = await send("POST", "/user/login", { body, headers: { "content-type": type } });
      expect(answer.status).toBe(400);
      expect(answer.body.errors).toMatchObject([{ code: "required" }, { code: "required" }]);
    },
  );

  it("names the type of a body that was not read", async () => {
    const body = Buffer.from('{"username":"bob","password":"x"}');
    const answer = await send("POST", "/user/login", { body, headers: { "content-type": "text/plain" } });
    expect(answer.body.detail).toBe("the body was not read: expected the type application/json, found text/plain");
    const without = await send("POST", "/user/login", { body });
    expect(without.body.detail).toBe("the body was not read: expected the type application/json, found none");
  });

  it.each(["text/html, application/json", "a/b;;;==", "text/plain; application/json"])(
    "is 400 for a type that is not well formed: %s",
    async (type) => {
      const answer = await send("POST", "/user/login", { body: "{}", headers: { "content-type": type } });
      expect([answer.status, answer.body.detail]).toEqual([400, "the header Content-Type is not well formed"]);
    },
  );

  it.each([
    "application/json\t",
    "application/json; charset=utf-8",
    "application/json; charset=iso-8859-1",
    "Application/JSON",
    "application/problem+json",
    "application/jsonp",
  ])("is none for JSON: %s", async (type) => {
    const body = Buffer.from('{"username":"bob","password":"x"}');
    expect((await send("POST", "/user/login", { body, headers: { "content-type": type } })).status).toBe(200);
  });

  it.each([
    ["POST", "/user/login", "json", 400],
    ["POST", "/ping", "json", 200],
    ["POST", "/ping", "a/b c", 200],
    ["POST", "/ping", "", 200],
    ["DELETE", "/logins", "a/b c", 400],
    ["DELETE", "/logins", "text/html, application/json", 200],
  ])("is never 415: %s %s with the type %j", async (method, path, type, status) => {
    const body = Buffer.from('{"username":"bob","password":"x"}');
    const answer = await send(method, path, { body, headers: { "content-type": type } });
    const detail =
      status === 200 ? undefined : `the body was not read: expected the type application/json, found ${type}`;
    expect([answer.status, answer.body.detail]).toEqual([status, detail]);
  });

  it("does not mind any body where none is read", async () => {
    expect((await send("POST", "/ping", { body: "hello" })).body).toEqual({ pong: true });
  });
});

describe("a success", () => {
  it("is the same without a network, as the tests of a project ask", async () => {
    const { server } = await startSample({});
    const headers = { "x-ids": "1" };
    const answer = await server.inject({ method: "GET", url: "/items/1?page=2", headers });
    expect(answer.json()).toEqual({ params: { id: 1 }, query: { page: 2 }, ids: [1] });
    await server.close();
  });

  it("is JSON in UTF-8 and has a trace", async () => {
    const { headers } = await send("POST", "/ping");
    expect(headers.get("content-type")).toBe("application/json; charset=utf-8");
    expect(headers.get("traceparent")).toMatch(/^00-[\da-f]{32}-[\da-f]{16}-00$/);
  });

  it("continues the trace of the request", async () => {
    const traceparent = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
    const { headers } = await send("POST", "/ping", { headers: { traceparent } });
    expect(headers.get("traceparent")).toMatch(
      /^00-4bf92f3577b34da6a3ce929d0e0e4736-(?!00f067aa0ba902b7)[\da-f]{16}-01$/,
    );
  });

  it("goes on with a trace of a version to come, which may say more", async () => {
    const traceparent = "01-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-more";
    const { headers } = await send("POST", "/ping", { headers: { traceparent } });
    expect(headers.get("traceparent")).toMatch(/^00-4bf92f3577b34da6a3ce929d0e0e4736-[\da-f]{16}-01$/);
  });

  it.each([
    "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
    "ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
    "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-more",
    "x",
  ])("ignores a broken trace: %s", async (traceparent) => {
    const { headers } = await send("POST", "/ping", { headers: { traceparent } });
    expect(headers.get("traceparent")).toMatch(/^00-(?!4bf92f|0{32})[\da-f]{32}-[\da-f]{16}-00$/);
  });
});
