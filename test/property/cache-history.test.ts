import { setTimeout as delay } from "node:timers/promises";

import * as fc from "fast-check";
import { Redis } from "ioredis";
import { createPool } from "mysql2/promise";
import type { Pool, RowDataPacket } from "mysql2/promise";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { startProxy } from "../services/faulty-proxy.ts";
import type { FaultyProxy } from "../services/faulty-proxy.ts";
import type { OwnService } from "../services/server-process.ts";
import { startMysql } from "../services/start-mysql.ts";
import { startRedis } from "../services/start-redis.ts";
import type { Change } from "./cache-history/check-history.ts";
import { itemStatements } from "./cache-history/item-table.ts";
import { plantedBugs } from "./cache-history/operation.ts";
import type { Failing, PlantedBug } from "./cache-history/operation.ts";
import { programs, ROWS } from "./cache-history/program.ts";
import type { FaultKind } from "./cache-history/program.ts";
import { runHistory } from "./cache-history/run-history.ts";
import type { Bench } from "./cache-history/run-history.ts";
import { startWorker } from "./cache-history/worker-process.ts";
import { runs } from "./runs.ts";

const PROCESSES = 3;
/** A part of the histories of one kind: it can be run alone, by its name. */
const PART = 50;

let redisServer: OwnService;
let redis: Redis;
let mysql: OwnService;
let proxy: FaultyProxy;
let pool: Pool;

beforeAll(async () => {
  [redisServer, mysql] = await Promise.all([startRedis(), startMysql()]);
  redis = new Redis(redisServer.url);
  redis.on("error", () => {});
  proxy = await startProxy(new URL(mysql.url));
  pool = createPool({ uri: mysql.url, decimalNumbers: true });
  await pool.query("create database history");
  await pool.end();
  pool = createPool({ uri: `${mysql.url}/history`, decimalNumbers: true });
  for (const statement of itemStatements) await pool.query(statement);
  for (const host of ["localhost", "127.0.0.1"]) {
    await pool.query(`create user worker@'${host}' identified by 'pw'`);
    await pool.query(`grant select, insert, update, delete, trigger on history.* to worker@'${host}'`);
  }
});
afterAll(async () => {
  redis.disconnect();
  await pool.end();
  await proxy.close();
  await Promise.all([redisServer.stop(), mysql.stop()]);
});

async function changes(from: number, to: number): Promise<readonly Change[]> {
  const sql = "select id, name, version, at from item_change where id between ? and ? order by seq";
  const [rows] = await pool.query<RowDataPacket[]>(sql, [from, to]);
  return rows.map(({ id, name, version, at }) => ({ id, name: name ?? undefined, version, at }));
}

async function killConnections(): Promise<void> {
  const sql = "select id from information_schema.processlist where user = 'worker'";
  const [rows] = await pool.query<RowDataPacket[]>(sql);
  for (const { id } of rows) await pool.query(`kill ${id}`).catch(() => {});
}

async function stopped(server: OwnService, milliseconds: number): Promise<void> {
  server.signal("SIGSTOP");
  await delay(milliseconds);
  server.signal("SIGCONT");
}

async function fail(kind: FaultKind): Promise<void> {
  await delay(Math.random() * 100);
  switch (kind) {
    case "cache: restart":
      await redisServer.restart();
      return;
    case "cache: stop":
      await stopped(redisServer, 100 + Math.random() * 600);
      return;
    case "cache: cut":
      await redis.call("CLIENT", "KILL", "TYPE", "normal", "SKIPME", "yes");
      return;
    case "cache: flush":
      await redis.flushall();
      return;
    case "database: restart":
      await mysql.restart();
      return;
    case "database: stop":
      await stopped(mysql, 100 + Math.random() * 1_900);
      return;
    case "database: cut":
      proxy.cutAnswers();
      await delay(Math.random() * 100);
      proxy.resume();
      return;
    case "database: kill connections":
      for (let time = 0; time < 4; time++) {
        await killConnections();
        await delay(Math.random() * 40);
      }
      return;
    case "cache: lost commands":
    case "processes: die":
  }
}

const faults: Readonly<Record<Failing, fc.Arbitrary<FaultKind | undefined>>> = {
  nothing: fc.constant(undefined),
  cache: fc.constantFrom("cache: restart", "cache: stop", "cache: cut", "cache: flush", "cache: lost commands"),
  database: fc.constantFrom("database: restart", "database: stop", "database: cut", "database: kill connections"),
  processes: fc.constant("processes: die"),
};

interface Check {
  readonly bug: PlantedBug | undefined;
  readonly failing: Failing;
  readonly seed: number;
  readonly numRuns: number;
  readonly rows?: number;
}

/**
 * Runs histories on processes that all have a mistake in them if one is planted, and tells what is wrong in the first in which something
 * is, if there is one. A seed gives the same programs; what comes of them depends on the machine's timing as well.
 */
async function firstViolation({ bug, failing, seed, numRuns, rows = ROWS }: Check): Promise<string | undefined> {
  const dataSource = `worker:pw@tcp(${proxy.host})/history?charset=utf8mb4&parseTime=true&loc=UTC`;
  // The planted mistakes are in the reads and writes of single rows.
  const options = { redis: new URL(redisServer.url).host, dataSource, bug, inBulk: bug === undefined };
  const workers = await Promise.all(Array.from({ length: PROCESSES }, async () => await startWorker(options)));
  let excused = 0;
  const later: Promise<readonly string[]>[] = [];
  const bench: Bench = {
    workers,
    redis,
    changes,
    fail,
    cacheFailed: () => excused++,
    checkLater: (check) => later.push(check),
  };
  try {
    for (const worker of workers) await worker.run({ kind: "find", id: 0 }, { lostCommands: 0, deaths: 0 });
    const property = fc.asyncProperty(programs(faults[failing], rows), async (program) => {
      const found = await runHistory(bench, program());
      if (found.length > 0) throw new Error(found.join("\n"));
    });
    // The same program does not do the same twice, so that there is nothing to shrink.
    const { failed, errorInstance } = await fc.check(property, { seed, numRuns, endOnFailure: true });
    // On a busy machine Redis may seem to fail. The histories that this excuses from the strict check must not be all there are.
    if (excused > 0) console.info(`${excused} histories, in which Redis has failed, were checked less strictly`);
    if (failing !== "cache" && excused >= numRuns) throw new Error("no history was checked strictly");
    const foundLater = (await Promise.all(later)).flat();
    if (failed) console.info(String(errorInstance));
    if (failed) return String(errorInstance);
    return foundLater.length > 0 ? foundLater.join("\n") : undefined;
  } finally {
    await Promise.all(workers.map(async (worker) => await worker.stop()));
  }
}

function parts(usual: number): readonly { readonly seed: number; readonly numRuns: number }[] {
  const all = runs(usual);
  return Array.from({ length: Math.ceil(all / PART) }, (_, index) => ({
    seed: index + 1,
    numRuns: Math.min(PART, all - index * PART),
  }));
}

describe("no process ever gives what a write had replaced when it was asked", () => {
  it.each(parts(20))("when nothing fails (seed $seed, $numRuns histories)", async ({ seed, numRuns }) => {
    expect(await firstViolation({ bug: undefined, failing: "nothing", seed, numRuns })).toBeUndefined();
  });

  it.each(parts(10))("when the database fails (seed $seed, $numRuns histories)", async ({ seed, numRuns }) => {
    expect(await firstViolation({ bug: undefined, failing: "database", seed, numRuns })).toBeUndefined();
  });

  it.each(parts(10))("when processes are killed (seed $seed, $numRuns histories)", async ({ seed, numRuns }) => {
    expect(await firstViolation({ bug: undefined, failing: "processes", seed, numRuns })).toBeUndefined();
  });
});

describe("no process gives it for long, and the writer's own process never", () => {
  it.each(parts(10))("when Redis fails (seed $seed, $numRuns histories)", async ({ seed, numRuns }) => {
    expect(await firstViolation({ bug: undefined, failing: "cache", seed, numRuns })).toBeUndefined();
  });
});

describe("such histories would show this mistake", () => {
  const planted = Object.entries(plantedBugs) as readonly (readonly [PlantedBug, Failing])[];
  // One history in some hundreds shows these, by the machine's timing: the long run has the time for them. The tests of leases, of
  // holds and of reads that are shared hold them one by one.
  const rare: ReadonlySet<PlantedBug> = new Set(["lease of somebody else", "older read shared", "no hold"]);
  const isLong = runs(1) > 1;
  // Some show only where many are at the same keys; the histories above have such places, but fewer.
  const crowded: ReadonlySet<PlantedBug> = new Set(["lease of somebody else", "older read shared"]);
  it.each(planted.filter(([bug]) => isLong || !rare.has(bug)))(
    "%s",
    async (bug, failing) => {
      const rows = crowded.has(bug) ? 1 : ROWS;
      expect(await firstViolation({ bug, failing, seed: 1, numRuns: 1_000, rows })).toMatch(
        /may not give this|is cached as/u,
      );
    },
    600_000,
  );
});
