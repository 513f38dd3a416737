import { once } from "node:events";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, expect, it, onTestFinished, vi } from "vitest";
import { RestConf } from "../../../templates/runtime/config/rest-conf.ts";
import { createServer } from "../../../templates/runtime/server/server.ts";
import { receiveFiles } from "../../../templates/runtime/upload/receive-files.ts";
import type { UploadedFile } from "../../../templates/runtime/upload/uploaded-file.ts";

const folder = mkdtempSync(join(tmpdir(), "tsgoctl-upload-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const schema = { body: { type: "object", properties: { file: { format: "binary" } }, required: ["file"] } };

/** A service with one route, which answers how much of a file it has read. */
async function startSample(): Promise<string> {
  const config = RestConf.parse({ name: "sample", port: 0, log: { level: "severe" } });
  const server = createServer(config);
  await server.register(async (group) => {
    receiveFiles(group);
    group.post<{ Body: { file: UploadedFile } }>("/", { schema, bodyLimit: 10_000_000 }, async ({ body }) => ({
      read: (await body.file.bytes()).length,
    }));
  });
  onTestFinished(() => server.close());
  return server.listen({ host: "127.0.0.1", port: 0 });
}

function formOf(size: number): FormData {
  const form = new FormData();
  form.append("file", new Blob([new Uint8Array(size)]), "a.bin");
  return form;
}

it("answers 500 without a path where a file cannot be stored, and goes on", async () => {
  const url = await startSample();
  vi.stubEnv("TMPDIR", join(folder, "missing"));
  onTestFinished(() => void vi.unstubAllEnvs());

  const failed = await fetch(url, { method: "POST", body: formOf(5_000_000) });
  expect(failed.status).toBe(500);
  expect(await failed.text()).not.toContain("missing");
  // A small file needs no folder.
  expect(await (await fetch(url, { method: "POST", body: formOf(65_536) })).json()).toEqual({ read: 65_536 });

  vi.stubEnv("TMPDIR", folder);
  expect(await (await fetch(url, { method: "POST", body: formOf(5_000_000) })).json()).toEqual({ read: 5_000_000 });
  await vi.waitFor(() => expect(readdirSync(folder)).toEqual([]));
});

it("leaves nothing behind of clients that leave while their file is being stored", async () => {
  const rejections: unknown[] = [];
  const note = (reason: unknown): void => void rejections.push(reason);
  process.on("unhandledRejection", note);
  onTestFinished(() => void process.off("unhandledRejection", note));
  vi.stubEnv("TMPDIR", folder);
  onTestFinished(() => void vi.unstubAllEnvs());

  const url = new URL(await startSample());
  const head =
    "POST / HTTP/1.1\r\nHost: a\r\nContent-Type: multipart/form-data; boundary=b\r\nContent-Length: 9000000\r\n\r\n" +
    '--b\r\nContent-Disposition: form-data; name="file"; filename="a.bin"\r\n\r\n';
  for (let index = 0; index < 60; index++) {
    const socket = connect(Number(url.port), url.hostname);
    socket.on("error", () => {});
    socket.write(head);
    socket.write(Buffer.alloc(2_000_000));
    await sleep(index % 12);
    socket.resetAndDestroy();
    await once(socket, "close");
  }
  await vi.waitFor(() => expect(readdirSync(folder)).toEqual([]), 10_000);
  expect(rejections).toEqual([]);
});
