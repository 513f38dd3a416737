import { rmSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** The folders of requests that have not ended. */
const folders = new Set<string>();

/** Makes a folder for the files of one request. It is gone with the process at the latest. */
export async function makeUploadFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "upload-"));
  if (folders.size === 0) process.on("exit", removeAll);
  folders.add(folder);
  return folder;
}

export async function removeUploadFolder(folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true });
  folders.delete(folder);
  if (folders.size === 0) process.off("exit", removeAll);
}

/** Nothing that takes time is done any more when a process ends. */
function removeAll(): void {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
}
