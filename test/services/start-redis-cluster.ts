import { execFileSync } from "node:child_process";
import { setTimeout as delay } from "node:timers/promises";

import { Redis } from "ioredis";

import { needProgram } from "./find-program.ts";
import { freePort } from "./server-process.ts";
import type { OwnService } from "./server-process.ts";
import { startRedis } from "./start-redis.ts";

/** A Redis Cluster of three masters, each with as many replicas; the masters come first. */
export async function startRedisCluster(replicas = 0): Promise<readonly OwnService[]> {
  const args = ["--cluster-enabled", "yes", "--cluster-node-timeout", "2000", "--repl-diskless-sync-delay", "0"];
  const nodes = await Promise.all(
    Array.from({ length: 3 * (1 + replicas) }, async () => await startRedis({ args, port: await clusterPort() })),
  );
  const addresses = nodes.map(({ url }) => new URL(url).host);
  const program = needProgram(["redis-cli", "valkey-cli"], "redis-tools", "TEST_REDIS_URL");
  const count = ["--cluster-replicas", String(replicas)];
  execFileSync(program, ["--cluster", "create", ...addresses, ...count, "--cluster-yes"], {
    stdio: ["ignore", "ignore", "pipe"],
  });
  await Promise.all(nodes.slice(3).map(async ({ url }) => await replicating(url)));
  return nodes;
}

/** A replica that has nothing of its master yet never takes its place. */
async function replicating(url: string): Promise<void> {
  const client = new Redis(url);
  while (!(await client.info("replication")).includes("master_link_status:up")) await delay(50);
  client.disconnect();
}

/** The nodes talk to one another at the port that is greater by 10,000. */
async function clusterPort(): Promise<number> {
  const port = await freePort();
  return port + 10_000 < 65_536 ? port : await clusterPort();
}
