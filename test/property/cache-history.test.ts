import { setTimeout as delay } from "node:timers/promises";

import * as fc from "fast-check";
import { Redis } from "ioredis";
import { createConnection } from "mysql2/promise";
import type { Connection, RowDataPacket } from "mysql2/promise";
import { afterAll, beforeAll, expect, inject, it } from "vitest";

import type { OwnService } from "../services/server-process.ts";
import { startRedis } from "../services/start-redis.ts";
import { createDatabase } from "../services/test-database.ts";
import type { TestDatabase } from "../services/test-database.ts";
import type { Change } from "./cache-history/check-history.ts";
import { itemStatements } from "./cache-history/item-table.ts";
import { plantedBugs } from "./cache-history/operation.ts";
import type { PlantedBug } from "./cache-history/operation.ts";
import { programs } from "./cache-history/program.ts";
import type { FaultKind } from "./cache-history/program.ts";
import { runHistory } from "./cache-history/run-history.ts";
import type { Bench } from "./cache-history/run-history.ts";
import { startWorker } from "./cache-history/worker-process.ts";
import { runs } from "./runs.ts";

const PROCESSES = 3;

let server: OwnService;
let port: number;
let redis: Redis;
let database: TestDatabase;
let connection: Connection;

beforeAll(async () => {
  server = await startRedis();
  port = Number(new URL(server.url).port);
  redis = new Redis(server.url);
  redis.on("error", () => {});
  database = await createDatabase();
  await database.run(...itemStatements);
  connection = await createConnection({ uri: inject("mysqlUrl"), decimalNumbers: true });
  await connection.query(`use \`${/\/(\w+)\?/u.exec(database.dataSource)?.[1]}\``);
});
afterAll(async () => {
  redis.disconnect();
  await connection.end();
  await database.drop();
  await server.stop();
});

async function changes(from: number, to: number): Promise<readonly Change[]> {
  const [rows] = await connection.query<RowDataPacket[]>(
    "select id, name, version, at from item_change where id between ? and ? order by seq",
    [from, to],
  );
  return rows.map(({ id, name, version, at }) => ({ id, name: name ?? undefined, version, at }));
}

async function fail(kind: FaultKind): Promise<void> {
  await delay(Math.random() * 100);
  switch (kind) {
    case "restart":
      server.signal("SIGKILL");
      await server.stop();
      server = await startRedis({ port });
      return;
    case "stop":
      server.signal("SIGSTOP");
      await delay(100 + Math.random() * 600);
      server.signal("SIGCONT");
      return;
    case "cut":
      await redis.call("CLIENT", "KILL", "TYPE", "normal", "SKIPME", "yes");
      return;
    case "flush":
      await redis.flushall();
      return;
    case "lost commands":
  }
}

/** Runs some processes, all with a mistake in them if one is planted. */
async function withBench<Result>(
  bug: PlantedBug | undefined,
  work: (bench: Bench) => Promise<Result>,
): Promise<Result> {
  const { dataSource } = database;
  const options = { redis: `127.0.0.1:${port}`, dataSource, bug };
  const workers = await Promise.all(Array.from({ length: PROCESSES }, async () => await startWorker(options)));
  try {
    for (const worker of workers) await worker.run({ kind: "find", id: 0 }, 0);
    return await work({ workers, redis, changes, fail });
  } finally {
    await Promise.all(workers.map(async (worker) => await worker.stop()));
  }
}

async function findViolations(bench: Bench, faults: fc.Arbitrary<FaultKind | undefined>, numRuns: number) {
  const property = fc.asyncProperty(programs(faults), async (program) => {
    const found = await runHistory(bench, program());
    if (found.length > 0) throw new Error(found.join("\n"));
  });
  // The same program does not do the same twice, so that there is nothing to shrink.
  return await fc.check(property, { numRuns, endOnFailure: true });
}

const none = fc.constant(undefined);
const faults = fc.constantFrom<FaultKind>("restart", "stop", "cut", "flush", "lost commands");

it("no process ever gives what a write has replaced", async () => {
  const { failed, errorInstance } = await withBench(
    undefined,
    async (bench) => await findViolations(bench, none, runs(40)),
  );
  expect(failed, String(errorInstance)).toBe(false);
});

it("no process gives it for long when Redis fails, and the writer's own process never", async () => {
  const { failed, errorInstance } = await withBench(
    undefined,
    async (bench) => await findViolations(bench, faults, runs(10)),
  );
  expect(failed, String(errorInstance)).toBe(false);
});

it.each(plantedBugs)(
  "such histories would show this mistake: %s",
  async (bug) => {
    const { failed } = await withBench(bug, async (bench) => await findViolations(bench, none, 300));
    expect(failed).toBe(true);
  },
  240_000,
);
