import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
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
