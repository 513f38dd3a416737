import { createHmac, timingSafeEqual } from "node:crypto";
import type { FastifyInstance, FastifyRequest } from "fastify";
import { afterEach, expect, it } from "vitest";
import { RestConf } from "../../../templates/runtime/config/rest-conf.ts";
import { CodeError } from "../../../templates/runtime/errors.ts";
import { keepRawBody, rawBody } from "../../../templates/runtime/server/raw-body.ts";
import { createServer } from "../../../templates/runtime/server/server.ts";
import { exchangeWith } from "./raw-exchange.ts";

const servers: FastifyInstance[] = [];
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()));
});

const secret = "whsec_of_the_provider";
const paymentSchema = {
  type: "object",
  properties: { id: { type: "string" }, amount: { type: "integer" } },
  required: ["id"],
  additionalProperties: false,
};

/** A webhook that checks who signed the body, as a logic would. */
async function serve() {
  const server = createServer(RestConf.parse({ name: "sample", port: 0, mode: "dev", log: { level: "severe" } }));
  servers.push(server);
  const options = { preParsing: keepRawBody, bodyLimit: 1000 };
  server.post("/payments", { ...options, schema: { body: paymentSchema } }, async (request) => ({
    base64: signed(request),
    bound: request.body,
  }));
  server.post("/anything", options, async (request) => ({ base64: signed(request), bound: request.body ?? null }));
  server.get("/nothing", options, async (request) => rawBody(request).length);
  server.post("/plain", { schema: { body: paymentSchema } }, async (request) => rawBody(request).length);
  const url = await server.listen({ host: "127.0.0.1", port: 0 });
  return { url, exchange: exchangeWith(Number(new URL(url).port)) };
}

function signed(request: Pick<FastifyRequest, "routeOptions" | "headers">): string {
  const body = rawBody(request);
  const expected = createHmac("sha256", secret).update(body).digest();
  const given = Buffer.from(String(request.headers["x-signature"]), "hex");
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) throw new CodeError(401, "not signed");
  return body.toString("base64");
}

function signature(body: string | Uint8Array): string {
  return createHmac("sha256", secret).update(body).digest("hex");
}

const bodies = [
  ["odd white space", '\n{\t"id" :  "p1",\r\n\n "amount":1 }  \n', { id: "p1", amount: 1 }],
  ["signs of every script, some escaped", '{"id":"日本 \\u00e9é 🙂"}', { id: "日本 éé 🙂" }],
  ["fields that the contract does not know", '{"extra":[1,2.50],"id":"p1"}', { id: "p1" }],
  ["the same key twice", '{"id":"a","id":"b"}', { id: "b" }],
] as const;

it.each(bodies)("the signature is over the bytes as they came: %s", async (_title, body, bound) => {
  const { url } = await serve();
  const headers = { "content-type": "application/json", "x-signature": signature(body) };
  const response = await fetch(`${url}/payments`, { method: "POST", headers, body });
  expect(await response.json()).toEqual({ base64: Buffer.from(body).toString("base64"), bound });
});

it("a body that another secret signed is told from one that is good", async () => {
  const { url } = await serve();
  const body = '{"id":"p1"}';
  const headers = { "content-type": "application/json", "x-signature": signature(`${body} `) };
  expect((await fetch(`${url}/payments`, { method: "POST", headers, body })).status).toBe(401);
});

it("a body in chunks is put together, even where a sign is cut in two", async () => {
  const { exchange } = await serve();
  const body = Buffer.from('{ "id": "é🙂" }');
  const chunks = [body.subarray(0, 10), body.subarray(10, 13), body.subarray(13)];
  const answer = await exchange(
    Buffer.concat([
      Buffer.from(
        "POST /payments HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Type: application/json\r\n" +
          `X-Signature: ${signature(body)}\r\nTransfer-Encoding: chunked\r\n\r\n`,
      ),
      ...chunks.flatMap((chunk) => [Buffer.from(`${chunk.length.toString(16)}\r\n`), chunk, Buffer.from("\r\n")]),
      Buffer.from("0\r\n\r\n"),
    ]),
  );
  expect(answer).toContain("HTTP/1.1 200 OK");
  expect(answer).toContain(`{"base64":"${body.toString("base64")}","bound":{"id":"é🙂"}}`);
});

it("what is wrong with the fields is still told", async () => {
  const { url } = await serve();
  const body = '{"id":1}';
  const headers = { "content-type": "application/json", "x-signature": signature(body) };
  const response = await fetch(`${url}/payments`, { method: "POST", headers, body });
  expect(response.status).toBe(400);
  expect(await response.json()).toMatchObject({ errors: [{ name: "id" }] });
});

it.each(["application/x-www-form-urlencoded", "application/octet-stream"])(
  "a route without a request type has the bytes of any type: %s",
  async (type) => {
    const { url } = await serve();
    const body = Uint8Array.of(0, 255, 128, 10);
    const headers = { "content-type": type, "x-signature": signature(body) };
    const response = await fetch(`${url}/anything`, { method: "POST", headers, body });
    expect(await response.json()).toEqual({ base64: Buffer.from(body).toString("base64"), bound: null });
  },
);

it("without a body there are no bytes, and other routes keep none", async () => {
  const { url } = await serve();
  expect(await (await fetch(`${url}/nothing`)).json()).toBe(0);
  const headers = { "content-type": "application/json" };
  expect(await (await fetch(`${url}/plain`, { method: "POST", headers, body: '{"id":"a"}' })).json()).toBe(0);
});

it("the limit of a body holds, in one piece and in chunks", async () => {
  const { exchange } = await serve();
  const head = "POST /anything HTTP/1.1\r\nHost: x\r\nContent-Type: text/plain\r\n";
  const text = "x".repeat(1001);
  const answers = await Promise.all([
    exchange(`${head}Content-Length: 1001\r\n\r\n${text}`),
    exchange(`${head}Transfer-Encoding: chunked\r\n\r\n3e9\r\n${text}\r\n0\r\n\r\n`),
  ]);
  for (const answer of answers) expect(answer).toMatch(/^HTTP\/1\.1 413 [^]*"detail":"the body is too large"/);
});
