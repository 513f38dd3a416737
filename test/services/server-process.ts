import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { rmSync } from "node:fs";
import { createServer } from "node:net";
import type { Server } from "node:net";
import { setTimeout as delay } from "node:timers/promises";

export interface Service {
  readonly url: string;
  stop(): Promise<void>;
}

/** A server that the tests have started themselves. */
export interface OwnService extends Service {
  /** Such as SIGSTOP, SIGCONT or SIGKILL. */
  readonly signal: (name: NodeJS.Signals) => void;
  /** Kills it and starts it anew, on the same port and with what it has on disk. */
  readonly restart: () => Promise<void>;
}

const START_TIMEOUT = 60_000;

/** How a server is started; its folder is removed when it has ended. */
export interface ServerStart {
  readonly program: string;
  readonly args: readonly string[];
  readonly folder: string;
  readonly isReady: () => Promise<boolean>;
}

/** Starts a server and waits until it is ready; what it printed is told if it ends before. */
export async function startServer(start: ServerStart): Promise<Omit<OwnService, "url">> {
  let { child, forget } = await launch(start);
  return {
    stop: async () => {
      await stopped(child);
      forget();
      rmSync(start.folder, { recursive: true, force: true });
    },
    signal: (name) => void child.kill(name),
    restart: async () => {
      if (isRunning(child)) {
        const exited = once(child, "exit");
        child.kill("SIGKILL");
        await exited;
      }
      forget();
      ({ child, forget } = await launch(start));
    },
  };
}

/** `forget`: no more kills the server when the run ends. */
async function launch({ program, args, folder, isReady }: ServerStart) {
  const child = spawn(program, args, { stdio: ["ignore", "pipe", "pipe"] });
  let output = "";
  const collect = (chunk: Buffer): void => void (output = (output + chunk.toString()).slice(-4_000));
  child.stdout.on("data", collect);
  child.stderr.on("data", collect);
  child.on("error", (error) => (output += error.message));
  // A run that is broken off must not leave the server behind.
  const kill = (): void => {
    child.kill("SIGKILL");
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  };
  process.once("exit", kill);

  const end = Date.now() + START_TIMEOUT;
  while (!(await isReady())) {
    if (child.exitCode !== null || child.pid === undefined || Date.now() > end) {
      kill();
      throw new Error(`${program} did not start:\n${output}`);
    }
    await delay(50);
  }
  return { child, forget: () => void process.off("exit", kill) };
}

function isRunning(child: ChildProcess): boolean {
  return child.exitCode === null && child.signalCode === null;
}

async function stopped(child: ChildProcess): Promise<void> {
  if (!isRunning(child)) return;
  const exited = once(child, "exit");
  child.kill("SIGTERM");
  // One that a test has stopped hears nothing until it goes on.
  child.kill("SIGCONT");
  const patience = setTimeout(() => child.kill("SIGKILL"), 10_000);
  await exited;
  clearTimeout(patience);
}

/** A port that nobody listens on at the moment. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const port = listeningPort(server);
  server.close();
  await once(server, "close");
  return port;
}

export function listeningPort(server: Server): number {
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("a TCP port was expected");
  return address.port;
}
