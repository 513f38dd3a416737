import { fork } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { join } from "node:path";

import { build } from "esbuild";

import { CACHE_FAILS } from "./operation.ts";
import type { Mishaps, Operation, Outcome, Reply, Request, WorkerOptions } from "./operation.ts";

export interface WorkerProcess {
  /** If the process dies, nobody knows what has become of the operation; the next one is for another process in its place. */
  run(operation: Operation, mishaps: Mishaps): Promise<Outcome>;
  /** When it has last said that Redis fails, in milliseconds. */
  readonly cacheFailedAt: () => number;
  stop(): Promise<void>;
}

const died: Outcome = { kind: "unknown", reason: "the process has died" };

/** The worker as one file of JavaScript, which starts several times as fast: many are killed. It finds its packages where it is. */
async function bundled(): Promise<string> {
  const cache = join(import.meta.dirname, "../../../node_modules/.cache");
  mkdirSync(cache, { recursive: true });
  const folder = mkdtempSync(join(cache, "worker-"));
  process.once("exit", () => rmSync(folder, { recursive: true, force: true }));
  const outfile = join(folder, "worker.mjs");
  const entryPoints = [join(import.meta.dirname, "worker.ts")];
  await build({ entryPoints, outfile, bundle: true, platform: "node", format: "esm", packages: "external" });
  return outfile;
}

const bundle = bundled();

/** Starts a process that works with a cached model. */
export async function startWorker(options: WorkerOptions): Promise<WorkerProcess> {
  const waiting = new Map<number, (outcome: Outcome) => void>();
  let cacheFailedAt = Number.NEGATIVE_INFINITY;
  let ticket = 0;
  let isStopping = false;
  let current: Promise<ChildProcess>;

  const start = async (): Promise<ChildProcess> => {
    const child = fork(await bundle, [JSON.stringify(options)]);
    await Promise.race([
      once(child, "message"),
      once(child, "exit").then(() => Promise.reject(new Error("the worker has not started"))),
    ]);
    child.on("message", (message: Reply | typeof CACHE_FAILS) => {
      if (message === CACHE_FAILS) {
        cacheFailedAt = Date.now();
        return;
      }
      waiting.get(message.ticket)?.(message.outcome);
      waiting.delete(message.ticket);
    });
    child.once("exit", () => {
      for (const resolve of waiting.values()) resolve(died);
      waiting.clear();
      if (!isStopping) current = start();
    });
    return child;
  };
  current = start();
  await current;
  return {
    run: async (operation, mishaps) => {
      const child = await current;
      return await new Promise<Outcome>((resolve) => {
        const request: Request = { ticket: ++ticket, operation, mishaps };
        waiting.set(request.ticket, resolve);
        // What cannot be sent is told by the end of the process.
        child.send(request, () => {});
      });
    },
    cacheFailedAt: () => cacheFailedAt,
    stop: async () => {
      isStopping = true;
      const child = await current;
      const exited = once(child, "exit");
      child.disconnect();
      await exited;
    },
  };
}
