import { once } from "node:events";
import { request } from "node:http";
import { text } from "node:stream/consumers";
import { afterAll, beforeAll, expect, it } from "vitest";
import { exchangeWith } from "./raw-exchange.ts";
import { startSample } from "./sample-server.ts";

let sample: Awaited<ReturnType<typeof startSample>>;
beforeAll(async () => {
  sample = await startSample({ maxBytes: 1000 });
});
afterAll(() => sample.server.close());

const asking = "Host: a\r\nContent-Type: application/json\r\nExpect: 100-continue\r\n";

it.each([
  [413, "is too large", "POST /user/login", "Content-Length: 1001\r\n"],
  [404, "is for no route", "POST /nothing", "Content-Length: 10\r\n"],
  [405, "is for no such method", "DELETE /user/login", "Content-Length: 10\r\n"],
  [401, "comes without a token", "POST /user/rename", "Transfer-Encoding: chunked\r\n"],
  [400, "comes with two hosts", "POST /user/login", "Host: b\r\nContent-Length: 10\r\n"],
])("answers %i to a client that waits with a body which %s, and closes", async (status, _what, start, headers) => {
  // The client sends nothing more: only the end of the connection ends this.
  const answer = await exchangeWith(sample.port)(`${start} HTTP/1.1\r\n${asking}${headers}\r\n`);
  expect(answer).toMatch(new RegExp(`^HTTP/1.1 ${status} .*\r\n`, "u"));
  expect(answer).toMatch(/^connection: close\r$/imu);
});

it("tells a client once to send the body that it waits with, and keeps the connection", async () => {
  const body = '{"username":"bob","password":"x"}';
  const client = request(`${sample.url}/user/login`, {
    method: "POST",
    headers: { "content-type": "application/json", "content-length": body.length, expect: "100-continue" },
  });
  client.flushHeaders();
  await once(client, "continue");
  client.end(body);
  const [answer] = await once(client, "response");
  expect(answer).toMatchObject({ statusCode: 200, headers: { connection: "keep-alive" } });
  expect(await text(answer)).toBe(body);

  const whole = `POST /user/login HTTP/1.1\r\n${asking}Connection: close\r\nContent-Length: ${body.length}\r\n\r\n${body}`;
  const statuses = [...(await exchangeWith(sample.port)(whole)).matchAll(/^HTTP\/1.1 (\d+)/gmu)];
  expect(statuses.map(([, status]) => status)).toEqual(["100", "200"]);
});
