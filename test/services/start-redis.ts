import { mkdtempSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { needProgram } from "./find-program.ts";
import { freePort, startServer } from "./server-process.ts";
import type { OwnService } from "./server-process.ts";

export interface RedisOptions {
  /** One that is free, if absent. */
  readonly port?: number;
  readonly args?: readonly string[];
}

/** A Redis of its own, which keeps nothing on disk. */
export async function startRedis(options: RedisOptions = {}): Promise<OwnService> {
  const program = needProgram(["redis-server", "valkey-server"], "redis-server", "TEST_REDIS_URL");
  const port = options.port ?? (await freePort());
  const folder = mkdtempSync(join(tmpdir(), "tsgoctl-redis-"));
  const args = ["--port", String(port), "--bind", "127.0.0.1", "--dir", folder, "--save", "", "--appendonly", "no"];
  args.push(...(options.args ?? []));
  const server = await startServer({ program, args, folder, isReady: async () => await answers(port) });
  return { url: `redis://127.0.0.1:${port}`, ...server };
}

async function answers(port: number): Promise<boolean> {
  return await new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1", () => socket.write("PING\r\n"));
    socket.setTimeout(1_000, () => socket.destroy());
    socket.on("data", (data) => {
      resolve(data.toString().startsWith("+PONG"));
      socket.destroy();
    });
    socket.on("error", () => {});
    socket.on("close", () => resolve(false));
  });
}
