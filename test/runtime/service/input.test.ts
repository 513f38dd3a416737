import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { exchangeWith } from "./raw-exchange.ts";
import { startSample } from "./sample-server.ts";

const safe = "between -9007199254740991 and 9007199254740991";
let url = "";
let exchange: (text: string) => Promise<string>;
let close = async (): Promise<void> => {};

beforeAll(async () => {
  const { server, port, url: address } = await startSample({});
  url = address;
  exchange = exchangeWith(port);
  close = async () => server.close();
});
afterAll(async () => close());

async function answerOf(path: string, init: RequestInit) {
  const response = await fetch(url + path, init);
  const text = await response.text();
  return { status: response.status, text, body: JSON.parse(text) };
}

async function post(path: string, body: string) {
  return answerOf(path, { method: "POST", body, headers: { "content-type": "application/json" } });
}

describe("a body that is a list", () => {
  it.each([
    ["", "the body must be an array, found nothing"],
    ["{}", "the body must be an array, found an object"],
    ['[{"username":"bob"}]', "password is required"],
  ])("is refused with what is wrong: %s", async (text, message) => {
    const { status, body } = await post("/lists", text);
    expect(status).toBe(400);
    expect(body.errors).toMatchObject([{ in: "body", message }]);
  });

  it("reaches the handler without the fields that its elements do not have", async () => {
    const { body } = await post("/lists", '[{"username":"bob","password":"x","more":1}]');
    expect(body).toEqual([{ username: "bob", password: "x" }]);
  });
});

it("a body is read whatever the method", async () => {
  const body = '{"username":"bob"}';
  const head = `HEAD /logins HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nConnection: close\r\n`;
  expect(await exchange(`${head}Content-Length: ${body.length}\r\n\r\n${body}`)).toMatch(/^HTTP\/1\.1 400 /);
});

describe("a JSON body", () => {
  const nameMissing = { in: "body", name: "username", pointer: "/username", code: "required" };
  const passwordMissing = { in: "body", name: "password", pointer: "/password", code: "required" };

  it.each([
    ["", [nameMissing, passwordMissing]],
    [" \r\n", [{ in: "body", name: "", pointer: "", code: "syntax" }]],
    ["{}", [nameMissing, passwordMissing]],
    ['{"Username":"bob","password":"x"}', [nameMissing]],
    ["null", [{ in: "body", name: "", pointer: "", code: "type", message: "the body must be an object, found null" }]],
    ["[]", [{ pointer: "", message: "the body must be an object, found an array" }]],
    ["7", [{ pointer: "", message: "the body must be an object, found a number" }]],
    [
      '{"username":1,"password":null}',
      [
        { pointer: "/username", code: "type", message: "username must be a string, found a number" },
        { pointer: "/password", code: "type", message: "password must be a string, found null" },
      ],
    ],
    ['{"username":["x"],"password":"x"}', [{ message: "username must be a string, found an array" }]],
  ])("is refused with all that is wrong: %s", async (text, errors) => {
    const { status, body } = await post("/user/login", text);
    expect(status).toBe(400);
    expect(body.errors).toHaveLength(errors.length);
    expect(body.errors).toMatchObject(errors);
  });

  it.each([
    ['{"price":100}', "range", "/price", "price must be < 100"],
    ['{"price":-1}', "range", "/price", "price must be >= 0"],
    ['{"price":"1e400"}', "type", "/price", "price must be a number, found a string"],
    ['{"limit":9007199254740993}', "overflow", "/limit", `limit must be ${safe}`],
    ['{"price":1e400}', "overflow", "/price", "price must be a number that float64 can hold"],
    ['{"limit":1.5}', "type", "/limit", "limit must be an integer, found a number"],
    ['{"limit":true}', "type", "/limit", "limit must be an integer, found a boolean"],
    ['{"items":[{"a/b":1},{"a/b":"x"}]}', "type", "/items/1/a~1b", "a/b must be an integer, found a string"],
    ['{"items":[5]}', "type", "/items/0", "items[0] must be an object, found a number"],
    ['{"parent":5}', "type", "/parent", "parent must be an object, found a number"],
    ['{"parent":{"username":"x"}}', "required", "/parent/password", "password is required"],
    ['{"items":[{"a/b":1,"state":"ajar"}]}', "options", "/items/0/state", "state must be one of open, closed"],
  ])("is refused at the place of the value: %s", async (text, code, pointer, message) => {
    const { status, body } = await post("/orders", text);
    expect(status).toBe(400);
    expect(body.errors).toMatchObject([{ in: "body", code, pointer, message }]);
  });

  it("may have fields that are called like members of every object", async () => {
    const given = { constructor: "a", toString: "b" };
    expect(await post("/members", JSON.stringify(given))).toMatchObject({ status: 200, body: given });
    const { status, body } = await post("/members", "{}");
    expect(status).toBe(400);
    expect(body.errors).toMatchObject([{ message: "constructor is required" }, { message: "toString is required" }]);
  });

  it.each([
    ["{}", { limit: 10 }],
    ['{"limit":0,"unknown":1}', { limit: 0 }],
    ['{"limit":1,"limit":2}', { limit: 2 }],
    ['{"__proto__":{"limit":7},"\\u005f_proto__":1,"constructor":{"prototype":1}}', { limit: 10 }],
  ])("is accepted: %s", async (text, expected) => {
    expect(await post("/orders", text)).toMatchObject({ status: 200, body: expected });
  });

  it.each([
    ['{"username":"pa55word",', "the body is not valid JSON: line 1, column 24"],
    ['{\n  "username": pa55word}', "the body is not valid JSON"],
    ['{"username":"bob"} pa55word', "the body is not valid JSON: line 1, column 20"],
    ["\uFEFFpa55word", "the body is not valid JSON"],
  ])("that is not JSON is never repeated: %s", async (text, detail) => {
    const { status, body, text: answer } = await post("/user/login", text);
    expect(status).toBe(400);
    expect(body.detail).toContain(detail);
    expect(answer).not.toContain("pa55");
  });

  it("does not make up for a query that cannot be read, where a route asks for anything", async () => {
    const { status, body } = await post("/user/login?x=%zz", '{"username":"bob","password":"x"}');
    expect([status, body.errors[0].in, body.errors[0].code]).toEqual([400, "query", "syntax"]);
    expect((await answerOf("/ping?x=%zz", { method: "POST" })).status).toBe(200);
  });

  it("loses the fields that the contract does not know", async () => {
    const { status, body } = await post("/user/login", '{"username":"bob","password":"x","role":"admin"}');
    expect([status, body]).toEqual([200, { username: "bob", password: "x" }]);
  });

  it("tells no more than a hundred things", async () => {
    const { body } = await post("/orders", JSON.stringify({ items: Array.from({ length: 900 }, () => ({})) }));
    expect(body.errors).toHaveLength(100);
  });
});

describe("path, query and header", () => {
  it("become what the contract says", async () => {
    const query = "?page=007&ratio=.5e1&active=TRUE&tags=a&tags[]=b&tags=&x=1";
    const { body } = await answerOf(`/items/+7${query}`, { headers: { "x-ids": "1, 2" } });
    expect(body).toEqual({
      params: { id: 7 },
      query: { page: 7, ratio: 5, active: true, tags: ["a", "b"] },
      ids: [1, 2],
    });
  });

  it("keep a comma that is part of a header, and refuse a header that comes twice", async () => {
    const once = await answerOf("/items/1", { headers: { "x-day": "Tue, 24 Nov" } });
    expect(once.body.day).toBe("Tue, 24 Nov");
    const twice = await exchange(
      "GET /items/1 HTTP/1.1\r\nHost: a\r\nX-Day: Tue\r\nX-Day: Wed\r\nConnection: close\r\n\r\n",
    );
    expect(twice).toContain('"message":"x-day must be given once"');
  });

  it("take the default where a value is missing or empty", async () => {
    expect((await answerOf("/items/1?page=", {})).body.query).toEqual({ page: 1 });
  });

  it("have nothing to do with prototypes", async () => {
    const { status } = await answerOf("/items/1?__proto__=1&constructor=2&q=%ff", {});
    expect(status).toBe(200);
  });

  it.each([
    ["q=%zz", "has a percent sign that no two hexadecimal digits follow"],
    ["q=a;b", "has a semicolon, which is written as %3B"],
  ])("are refused where the query cannot be read: %s", async (query, text) => {
    const { status, body } = await answerOf(`/items/1?${query}`, {});
    expect(status).toBe(400);
    expect(body.errors).toMatchObject([{ in: "query", name: "", pointer: "", code: "syntax" }]);
    expect(body.errors[0].message).toBe(`the query ${text}`);
  });

  it("are refused together, in the order path, query, header", async () => {
    const { status, body } = await answerOf("/items/1.0?page=0&ratio=1e400&active=yes", {
      headers: { "x-ids": "1,b" },
    });
    expect(status).toBe(400);
    expect(body.errors).toMatchObject([
      { in: "path", name: "id", pointer: "/id", code: "type" },
      { in: "query", name: "page", pointer: "/page", code: "range" },
      { in: "query", name: "ratio", pointer: "/ratio", code: "overflow" },
      { in: "query", name: "active", pointer: "/active", code: "type" },
      {
        in: "header",
        name: "x-ids",
        pointer: "/x-ids/1",
        code: "type",
        message: "x-ids[1] must be an integer, found a string",
      },
    ]);
  });

  it.each(["1e3", "0x1", "1_0", "%201", "9007199254740993"])("refuse an integer that is written as %s", async (id) => {
    expect((await answerOf(`/items/${id}`, {})).status).toBe(400);
  });
});
