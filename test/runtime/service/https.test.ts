import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { type Server, connect as connectPlain } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { connect } from "node:tls";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, it } from "vitest";
import { startSample } from "./sample-server.ts";

// Of this test alone: nothing else trusts it.
const cert = `-----BEGIN CERTIFICATE-----
MIIBgDCCASWgAwIBAgIUH5d7271gTnh1mtgsOnljTFEu2Q8wCgYIKoZIzj0EAwIw
FDESMBAGA1UEAwwJbG9jYWxob3N0MCAXDTI2MTEyNjAwMzY1NVoYDzIxMjYxMTAy
MDAzNjU1WjAUMRIwEAYDVQQDDAlsb2NhbGhvc3QwWTATBgcqhkjOPQIBBggqhkjO
PQMBBwNCAARWx9YMfbF9qOngIVgjOOMQMVswUH2U5m6XYf9t+EFtxsG/X5L9yIQs
fBNA8AfvIS4iUAYAZXMuTMlUAhDkypnoo1MwUTAdBgNVHQ4EFgQUCFMVG1r8oJda
0CIOyw+GTnRRiT4wHwYDVR0jBBgwFoAUCFMVG1r8oJda0CIOyw+GTnRRiT4wDwYD
VR0TAQH/BAUwAwEB/zAKBggqhkjOPQQDAgNJADBGAiEA1cWavh+/f7S9PvhYmN0M
30N6KNB6/cS0kk+TPzHJv/QCIQDH3QDAAWnHnZ9nWlOP48C9zjvEqS8wlQ+IQpcE
2bHiSQ==
-----END CERTIFICATE-----
`;
const key = `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgpe95iq5dqpqTfZdm
rif6jpld7gYCrBFbE8aP0+LsAXShRANCAARWx9YMfbF9qOngIVgjOOMQMVswUH2U
5m6XYf9t+EFtxsG/X5L9yIQsfBNA8AfvIS4iUAYAZXMuTMlUAhDkypno
-----END PRIVATE KEY-----
`;

const folder = mkdtempSync(join(tmpdir(), "https-"));
const files = { certFile: join(folder, "cert.pem"), keyFile: join(folder, "key.pem") };
let sample: Awaited<ReturnType<typeof startSample>>;

beforeAll(async () => {
  writeFileSync(join(folder, "cert.pem"), cert);
  writeFileSync(join(folder, "key.pem"), key);
  sample = await startSample({ ...files, timeout: 1000 });
});
afterAll(async () => {
  await sample.server.close();
  rmSync(folder, { recursive: true });
});

it.each([
  ["a request", "200", "POST /ping HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"],
  ["two Host headers", "400", "POST /ping HTTP/1.1\r\nHost: a\r\nHost: a\r\nConnection: close\r\n\r\n"],
  ["half a head", "408", "POST /ping HTTP/1.1\r\nHo"],
  [
    "half a body",
    "408",
    "POST /user/login HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 9\r\n\r\n{",
  ],
])("HTTPS has the limits of HTTP: %s is answered with %s", async (_case, status, text) => {
  const answer = await new Promise<string>((resolve) => {
    const socket = connect({ port: sample.port, host: "127.0.0.1", ca: cert, checkServerIdentity: () => undefined });
    let received = "";
    socket.on("data", (data) => (received += data.toString()));
    socket.on("close", () => resolve(received));
    socket.write(text);
  });
  expect(/^HTTP\/1.1 (\d+)/.exec(answer)?.[1]).toBe(status);
});

/** A connection that says nothing, and so is never encrypted. */
function silence(port: number) {
  const socket = connectPlain(port, "127.0.0.1");
  return { opened: once(socket, "connect"), closed: once(socket, "close") };
}

it("a connection that never becomes encrypted is closed in time", { timeout: 20_000 }, async () => {
  const { closed } = silence(sample.port);
  await expect(closed).resolves.toBeDefined();
});

it("a connection that is not encrypted yet does not hold up a stop", { timeout: 9_000 }, async () => {
  const { server, port } = await startSample({ ...files, timeout: 0 });
  const { opened, closed } = silence(port);
  await opened;
  await expect.poll(() => connectionsOf(server.server)).toBe(1);
  await server.close();
  await closed;
});

async function connectionsOf(server: Server): Promise<number> {
  return await promisify(server.getConnections.bind(server))();
}
