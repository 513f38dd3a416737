import { fork } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";

import type { Operation, Reply, Request, WorkerOptions } from "./operation.ts";

export interface WorkerProcess {
  run(operation: Operation, failures: number): Promise<Omit<Reply, "ticket">>;
  stop(): Promise<void>;
}

/** Starts a process that works with a cached model. */
export async function startWorker(options: WorkerOptions): Promise<WorkerProcess> {
  const child = fork(join(import.meta.dirname, "worker.ts"), [JSON.stringify(options)], {
    execArgv: ["--import", "tsx"],
  });
  const waiting = new Map<number, (reply: Reply) => void>();
  let ticket = 0;
  const ready = once(child, "message");
  await Promise.race([ready, once(child, "exit").then(() => Promise.reject(new Error("the worker has ended")))]);
  child.on("message", (reply: Reply) => {
    waiting.get(reply.ticket)?.(reply);
    waiting.delete(reply.ticket);
  });
  return {
    run: async (operation, failures) =>
      await new Promise<Reply>((resolve) => {
        const request: Request = { ticket: ++ticket, operation, failures };
        waiting.set(request.ticket, resolve);
        child.send(request);
      }),
    stop: async () => {
      const exited = once(child, "exit");
      child.disconnect();
      await exited;
    },
  };
}
