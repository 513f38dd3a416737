import { setTimeout as delay } from "node:timers/promises";

import type { Redis } from "ioredis";

import { violations } from "./check-history.ts";
import type { Change, Fault } from "./check-history.ts";
import { idKey, nameKey } from "./item-table.ts";
import type { Call, Mishaps, Operation } from "./operation.ts";
import type { Client, FaultKind, Program } from "./program.ts";
import type { WorkerProcess } from "./worker-process.ts";

/** What a history runs on. */
export interface Bench {
  readonly workers: readonly WorkerProcess[];
  readonly redis: Redis;
  /** The changes of these rows, in order. */
  readonly changes: (from: number, to: number) => Promise<readonly Change[]>;
  /** Makes Redis or the database fail for a moment. */
  readonly fail: (kind: FaultKind) => Promise<void>;
  /** Counts the histories in which Redis has failed, on purpose or because the machine was busy. */
  readonly cacheFailed: () => void;
  /** Takes what a history has to be asked later, while the next one runs. */
  readonly checkLater: (check: Promise<readonly string[]>) => void;
}

/** Within so many milliseconds after a fault every process serves what the database says. */
const RECOVERY_LIMIT = 5_000;
/** A process that is new, or whose database was away, answers again within so many milliseconds, however slow the machine. */
const ANSWER_LIMIT = 60_000;
/** A process that has seen Redis fail leaves it alone for a second, and so longer than the history in which that was. */
const QUIET = 2_000;
/** After so many milliseconds what a dead process has held can be cached again. */
const HOLD_TIME = 3_000;
const LOST_COMMANDS = 0.05;
const DEATHS = 0.01;
const none: Mishaps = { lostCommands: 0, deaths: 0 };

/** Lets the clients of a program work at the same time, and tells what contradicts what the database has done. */
export async function runHistory(bench: Bench, { clients, keys, fault }: Program): Promise<readonly string[]> {
  await allAskRedis(bench);
  const started = Date.now();
  const failing = fault === undefined ? undefined : bench.fail(fault);
  const mishaps = {
    lostCommands: fault === "cache: lost commands" ? LOST_COMMANDS : 0,
    deaths: fault === "processes: die" ? DEATHS : 0,
  };
  const done = await Promise.all(clients.map(async (client) => await runClient(bench, client, mishaps)));
  await failing;
  const calls = done.flat();
  const hasCacheFailed =
    fault?.startsWith("cache") === true || bench.workers.some((worker) => worker.cacheFailedAt() >= started);
  if (hasCacheFailed) bench.cacheFailed();
  const over = Date.now() + RECOVERY_LIMIT;

  const changes = await bench.changes(keys.firstId, keys.lastId);
  const last: Fault | undefined = hasCacheFailed ? { from: started, over } : undefined;
  const found = violations({ calls, changes, seen: undefined, fault: last });
  if (found.length > 0) return found;

  const writes = calls.filter(isWrite);
  // What a process could not hold before it died may be outdated for long.
  if (fault === "processes: die" && !hasCacheFailed) {
    bench.checkLater(delay(HOLD_TIME).then(async () => await contradictions(bench, keys, writes, 0)));
  }
  return await contradictions(bench, keys, writes, hasCacheFailed ? over : 0);
}

/** Waits for processes that have seen Redis fail, and which would not tell it of their writes in the next history either. */
async function allAskRedis({ workers }: Bench): Promise<void> {
  for (;;) {
    const failedAt = Math.max(...workers.map((worker) => worker.cacheFailedAt()));
    const wait = failedAt + QUIET - Date.now();
    if (wait <= 0) return;
    await delay(wait);
  }
}

/** At rest every process, and every entry in Redis, has to agree with the database: at once, or soon after the cache has failed. */
async function contradictions(
  bench: Bench,
  keys: Program["keys"],
  writes: readonly Call[],
  over: number,
): Promise<readonly string[]> {
  const end = Date.now() + ANSWER_LIMIT;
  for (;;) {
    const before = await bench.changes(keys.firstId, keys.lastId);
    const at = Date.now() + 1;
    const reads = await readsOfAll(bench, keys);
    const changes = await bench.changes(keys.firstId, keys.lastId);
    const seen = { changes: before.length, at };
    const failed = reads.filter(({ outcome }) => outcome.kind !== "done").map((read) => JSON.stringify(read));
    const wrong = violations({ calls: [...writes, ...reads], changes, seen, fault: undefined });
    const outdated = await outdatedEntries(bench, keys);
    if (failed.length + wrong.length + outdated.length === 0) return [];
    // A database that was away is not asked again for a moment.
    const isOver = wrong.length + outdated.length > 0 ? Date.now() >= over : Date.now() >= end;
    if (isOver) return [...failed, ...wrong, ...outdated];
    await delay(100);
  }
}

async function runClient(bench: Bench, { process, operations }: Client, mishaps: Mishaps): Promise<readonly Call[]> {
  const calls: Call[] = [];
  for (const operation of operations) calls.push(await ask(bench, process, operation, mishaps));
  return calls;
}

async function ask(bench: Bench, process: number, operation: Operation, mishaps: Mishaps): Promise<Call> {
  const worker = bench.workers[process];
  if (worker === undefined) throw new Error(`no process ${process}`);
  const start = Date.now();
  const outcome = await worker.run(operation, mishaps);
  return { process, operation, start, end: Date.now() + 1, outcome };
}

function isWrite({ operation }: Call): boolean {
  return operation.kind !== "find" && operation.kind !== "findBy";
}

async function readsOfAll(bench: Bench, { ids, names }: Program["keys"]): Promise<readonly Call[]> {
  // A read that begins in the millisecond in which a write has ended is not after it.
  await delay(3);
  const operations: readonly Operation[] = [
    ...ids.map((id) => ({ kind: "find" as const, id })),
    ...names.map((name) => ({ kind: "findBy" as const, name })),
  ];
  const reads = bench.workers.flatMap((_, process) =>
    operations.map(async (operation) => await ask(bench, process, operation, none)),
  );
  return await Promise.all(reads);
}

/** Entries of rows, and of rows that are not there, which are not what the database has. */
async function outdatedEntries(bench: Bench, keys: Program["keys"]): Promise<readonly string[]> {
  const changes = await bench.changes(keys.firstId, keys.lastId);
  const rows = new Map(changes.map((change) => [change.id, change]));
  const names = new Set([...rows.values()].map(({ name }) => name));
  const problems: string[] = [];
  for (const id of keys.ids) {
    const text = await bench.redis.get(`${idKey.prefix}${id}`);
    const row = rows.get(id);
    const expected = row?.name === undefined ? "*" : JSON.stringify({ Id: id, Name: row.name, Version: row.version });
    if (text !== null && !text.startsWith("!") && text !== expected)
      problems.push(`${id} is cached as ${text}, not ${expected}`);
  }
  for (const name of keys.names) {
    const text = await bench.redis.get(nameKey.prefix + name);
    if (text === "*" && names.has(name)) problems.push(`${name} is cached as not there`);
  }
  return problems;
}
