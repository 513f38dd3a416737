import { once } from "node:events";
import { connect } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, expect, it } from "vitest";
import { exchangeWith } from "./raw-exchange.ts";
import { startSample } from "./sample-server.ts";

let sample: Awaited<ReturnType<typeof startSample>>;
beforeAll(async () => {
  sample = await startSample({ timeout: 60_000, maxBytes: 4_000_000 });
});
afterAll(() => sample.server.close());

const timers = (): number => process.getActiveResourcesInfo().filter((name) => name === "Timeout").length;
const unread = "POST /ping HTTP/1.1\r\nHost: a\r\nContent-Type: text/plain\r\nContent-Length: 10\r\n\r\n";

it("keeps nothing of a request that was answered before its body came, when its client has gone or the body is there", async () => {
  const before = timers();
  for (let count = 0; count < 20; count++) {
    const socket = connect(sample.port, "127.0.0.1");
    socket.write(unread);
    await once(socket, "data");
    if (count % 2 === 0) socket.write("0123456789");
    await sleep(5);
    socket.destroy();
  }
  await expect.poll(timers).toBeLessThan(before + 5);
});

it("does not look at each of very many parameters of a media type", async () => {
  const type = `application/json${";a=b".repeat(250_000)}`;
  const answer = await exchangeWith(sample.port)(
    `POST /user/login HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Type: ${type}\r\nContent-Length: 2\r\n\r\n{}`,
  );
  expect(answer).toContain("the header Content-Type is not well formed");
});

it("counts what is inflated to nothing", async () => {
  const nothing = Buffer.concat(Array<Buffer>(300_000).fill(gzipSync("")));
  const head = `POST /user/login HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Type: application/json\r\nContent-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n\r\n${nothing.length.toString(16)}\r\n`;
  const answer = await exchangeWith(sample.port)(
    Buffer.concat([Buffer.from(head), nothing, Buffer.from("\r\n0\r\n\r\n")]),
  );
  expect(answer).toMatch(/^HTTP\/1.1 413 /u);
});

it("takes heads of 1 MB for all parts of a form together", async () => {
  const part = `--b\r\nContent-Disposition: form-data${";a=b".repeat(150_000)}\r\n\r\nx\r\n`;
  const body = `${part.repeat(3)}--b--\r\n`;
  const answer = await exchangeWith(sample.port)(
    `POST /user/login HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Type: multipart/form-data; boundary=b\r\nContent-Length: ${body.length}\r\n\r\n${body}`,
  );
  expect(answer).toMatch(/too long a head/u);
});
