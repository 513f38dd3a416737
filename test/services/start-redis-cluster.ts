import { execFileSync } from "node:child_process";

import { needProgram } from "./find-program.ts";
import { freePort } from "./server-process.ts";
import type { OwnService } from "./server-process.ts";
import { startRedis } from "./start-redis.ts";

/** A Redis Cluster of three masters. */
export async function startRedisCluster(): Promise<readonly OwnService[]> {
  const args = ["--cluster-enabled", "yes", "--cluster-node-timeout", "2000"];
  const nodes = await Promise.all(
    Array.from({ length: 3 }, async () => await startRedis({ args, port: await clusterPort() })),
  );
  const addresses = nodes.map(({ url }) => new URL(url).host);
  const program = needProgram(["redis-cli", "valkey-cli"], "redis-tools", "TEST_REDIS_URL");
  execFileSync(program, ["--cluster", "create", ...addresses, "--cluster-yes"], {
    stdio: ["ignore", "ignore", "pipe"],
  });
  return nodes;
}

/** The nodes talk to one another at the port that is greater by 10,000. */
async function clusterPort(): Promise<number> {
  const port = await freePort();
  return port + 10_000 < 65_536 ? port : await clusterPort();
}
