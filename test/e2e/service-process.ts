import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { createServer } from "node:net";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

const tsx = join(import.meta.dirname, "../../node_modules/tsx/dist/cli.mjs");

/** An answer as a client sees it. */
export interface Answer {
  readonly status: number;
  readonly contentType: string | null;
  readonly body: unknown;
}

export interface Service {
  readonly url: string;
  readonly output: () => string;
  readonly post: (path: string, body: unknown) => Promise<Answer>;
  readonly get: (path: string, token?: string) => Promise<Answer>;
  /** Ends it by SIGTERM and gives its exit code. */
  readonly stop: () => Promise<number | null>;
}

/**
 * Starts `user.ts` of a project as a process and waits until it answers; `settings` is the file for its `-f`, and `environment`
 * has variables beside those of the test.
 */
export async function startService(
  project: string,
  settings: string,
  port: number,
  environment: Readonly<Record<string, string>> = {},
): Promise<Service> {
  const child = spawn(process.execPath, [tsx, "user.ts", "-f", settings], {
    cwd: project,
    env: { ...process.env, ...environment },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  child.stdout.on("data", (data: Buffer) => (output += data.toString()));
  child.stderr.on("data", (data: Buffer) => (output += data.toString()));
  const url = `http://127.0.0.1:${port}`;
  await untilAnswering(url, child, () => output);
  return {
    url,
    output: () => output,
    post: (path, body) =>
      ask(url + path, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) }),
    get: (path, token) => ask(url + path, token === undefined ? {} : { headers: { authorization: `Bearer ${token}` } }),
    stop: () => stop(child),
  };
}

export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === "string") throw new Error("expected a TCP port");
  return address.port;
}

async function untilAnswering(url: string, child: ChildProcess, output: () => string): Promise<void> {
  const deadline = Date.now() + 30_000;
  while (Date.now() < deadline && child.exitCode === null) {
    try {
      await fetch(url);
      return;
    } catch {
      await sleep(50);
    }
  }
  child.kill("SIGKILL");
  throw new Error(`the service did not start\n${output()}`);
}

async function ask(url: string, init: RequestInit): Promise<Answer> {
  const response = await fetch(url, init);
  const text = await response.text();
  const contentType = response.headers.get("content-type");
  return { status: response.status, contentType, body: text === "" ? undefined : JSON.parse(text) };
}

async function stop(child: ChildProcess): Promise<number | null> {
  if (child.exitCode !== null) return child.exitCode;
  const ended = new Promise<number | null>((resolve) => child.once("exit", resolve));
  child.kill("SIGTERM");
  return ended;
}
