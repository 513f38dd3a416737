import { setTimeout as delay } from "node:timers/promises";

import type { Redis } from "ioredis";

import { violations } from "./check-history.ts";
import type { Change, Fault } from "./check-history.ts";
import { idKey, nameKey } from "./item-table.ts";
import type { Call, Operation } from "./operation.ts";
import type { Client, FaultKind, Program } from "./program.ts";
import type { WorkerProcess } from "./worker-process.ts";

/** What a history runs on. */
export interface Bench {
  readonly workers: readonly WorkerProcess[];
  readonly redis: Redis;
  /** The changes of these rows, in order. */
  readonly changes: (from: number, to: number) => Promise<readonly Change[]>;
  /** Makes Redis fail for a moment. */
  readonly fail: (kind: FaultKind) => Promise<void>;
}

/** Within so many milliseconds after a fault every process serves what the database says. */
const RECOVERY_LIMIT = 5_000;
const INJECTED_FAILURES = 0.05;

/** Lets the clients of a program work at the same time, and tells what contradicts what the database has done. */
export async function runHistory(bench: Bench, { clients, keys, fault }: Program): Promise<readonly string[]> {
  const started = Date.now();
  const failing = fault === undefined || fault === "lost commands" ? undefined : bench.fail(fault);
  const failures = fault === "lost commands" ? INJECTED_FAILURES : 0;
  const done = await Promise.all(clients.map(async (client) => await runClient(bench, client, failures)));
  await failing;
  const answers = done.flat();
  const calls = answers.map(({ call }) => call);
  const hasFailed = fault !== undefined || answers.some(({ hasReported }) => hasReported);
  const over = hasFailed ? Date.now() + RECOVERY_LIMIT : 0;

  const check = async (from: readonly Call[], last: Fault | undefined): Promise<readonly string[]> =>
    violations({ calls: from, changes: await bench.changes(keys.firstId, keys.lastId), fault: last });
  const found = await check(calls, hasFailed ? { from: started, over } : undefined);
  if (found.length > 0) return found;

  // At rest every process, and every entry in Redis, has to agree with the database: at once, or soon after a fault.
  for (;;) {
    const isLast = Date.now() >= over;
    const reads = await readsOfAll(bench, keys);
    const wrong = await check([...calls.filter(isWrite), ...reads], undefined);
    const outdated = await outdatedEntries(bench, keys);
    if (wrong.length + outdated.length === 0) return [];
    if (isLast) return [...wrong, ...outdated];
    await delay(100);
  }
}

interface Answer {
  readonly call: Call;
  readonly hasReported: boolean;
}

async function runClient(bench: Bench, { process, operations }: Client, failures: number): Promise<readonly Answer[]> {
  const answers: Answer[] = [];
  for (const operation of operations) answers.push(await ask(bench, process, operation, failures));
  return answers;
}

async function ask(bench: Bench, process: number, operation: Operation, failures: number): Promise<Answer> {
  const worker = bench.workers[process];
  if (worker === undefined) throw new Error(`no process ${process}`);
  const start = Date.now();
  const { outcome, hasReported } = await worker.run(operation, failures);
  return { call: { process, operation, start, end: Date.now() + 1, outcome }, hasReported };
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
    operations.map(async (operation) => await ask(bench, process, operation, 0)),
  );
  return (await Promise.all(reads)).map(({ call }) => call);
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
