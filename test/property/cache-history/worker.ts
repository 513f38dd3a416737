import { setTimeout as delay } from "node:timers/promises";

import type { CacheStore } from "../../../templates/runtime/cache/cache-store.ts";
import { CachedBulk } from "../../../templates/runtime/cache/cached-bulk.ts";
import type { CachedRows } from "../../../templates/runtime/cache/cached-rows.ts";
import { GuardedStore } from "../../../templates/runtime/cache/guarded-store.ts";
import { DuplicateKeyError, ErrNotFound, openDatabase } from "../../../templates/runtime/database/database.ts";
import type { Database, SqlSession, SqlTransaction } from "../../../templates/runtime/database/database.ts";
import { redisNode } from "../../runtime/data/redis-node.ts";
import { itemKeys, itemTable, nameKey } from "./item-table.ts";
import type { Item } from "./item-table.ts";
import { CACHE_FAILS } from "./operation.ts";
import type { Mishaps, Operation, Outcome, Reply, Request, WorkerOptions, Write } from "./operation.ts";
import { cacheWith, rowsWith, storeWith, unsteadyStoreWith } from "./planted-bug.ts";

// A process with a cached model, which does what it is told by its parent. Between any two steps it may pause, or die.

const { redis, dataSource, bug, inBulk }: WorkerOptions = JSON.parse(process.argv[2] ?? "");
let mishaps: Mishaps = { lostCommands: 0, deaths: 0 };

async function pause(): Promise<void> {
  if (Math.random() < mishaps.deaths) {
    process.kill(process.pid, "SIGKILL");
    await new Promise(() => {});
  }
  if (Math.random() < 0.3) await delay(Math.random() * 15);
}

/** Runs a step of the cache, which may fail before it has an effect, or after. */
async function step<Answer>(work: () => Promise<Answer>): Promise<Answer> {
  await pause();
  if (Math.random() < mishaps.lostCommands) throw new Error("the request was lost");
  const answer = await work();
  if (Math.random() < mishaps.lostCommands) throw new Error("the answer was lost");
  await pause();
  return answer;
}

function unsteadyStore(store: CacheStore): CacheStore {
  return {
    get: async (key) => await step(async () => await store.get(key)),
    getMany: async (keys) => await step(async () => await store.getMany(keys)),
    lease: async (key, lease, milliseconds) => await step(async () => await store.lease(key, lease, milliseconds)),
    fill: async (key, lease, entry) => await step(async () => await store.fill(key, lease, entry)),
    release: async (key, lease) => await step(async () => await store.release(key, lease)),
    hold: async (keys, writer, milliseconds) => await step(async () => await store.hold(keys, writer, milliseconds)),
    delete: async (keys, writer) => await step(async () => await store.delete(keys, writer)),
    close: async () => await store.close(),
  };
}

async function paused<Answer>(statement: () => Promise<Answer>): Promise<Answer> {
  await pause();
  const answer = await statement();
  await pause();
  return answer;
}

function pausing(session: SqlSession): Pick<SqlSession, "dialect" | "statementLimit" | "query" | "execute"> {
  return {
    dialect: session.dialect,
    statementLimit: session.statementLimit,
    query: async (sql, values) => await paused(async () => await session.query(sql, values)),
    execute: async (sql, values) => await paused(async () => await session.execute(sql, values)),
  };
}

function pausingTransaction(session: SqlTransaction): SqlTransaction {
  return {
    ...pausing(session),
    transact: async (work) => await session.transact(work),
    beforeCommit: (effect) =>
      session.beforeCommit(async () => {
        await effect();
        await pause();
      }),
    afterCommit: (effect) =>
      session.afterCommit(async (isKnown) => {
        await pause();
        await effect(isKnown);
      }),
  };
}

const opened = openDatabase(dataSource, []);
const database: Database = {
  ...pausing(opened),
  transact: async (work) => await opened.transact(async (session) => await work(pausingTransaction(session))),
  close: async () => await opened.close(),
};
const guarded = new GuardedStore(
  unsteadyStore(storeWith(bug, redisNode(redis))),
  () => void process.send?.(CACHE_FAILS),
);
const cache = cacheWith(bug, unsteadyStoreWith(bug, guarded));
const items = rowsWith(bug, database, cache);
const bulk = new CachedBulk<Item>(database, itemTable, cache, itemKeys);

class RolledBack extends Error {}

async function run(operation: Operation): Promise<Item | undefined> {
  switch (operation.kind) {
    case "find":
      return isInBulk() ? (await bulk.find([operation.id]))[0] : await items.find({ id: operation.id });
    case "findBy":
      return await items.findBy(nameKey, { name: operation.name });
    case "transact":
      await database.transact(async (session) => {
        const within = rowsWith(bug, session, cache);
        for (const write of operation.writes) {
          await perform(within, write);
          await readBack(within, write);
        }
        // The time before COMMIT is when others must not be led astray.
        await delay(5 + Math.random() * 15);
        if (!operation.commits) throw new RolledBack();
      });
      return undefined;
    case "insert":
      if (isInBulk()) await bulk.insert([operation.row]);
      else await perform(items, operation);
      return undefined;
    case "update":
    case "delete":
      await perform(items, operation);
      return undefined;
  }
}

function isInBulk(): boolean {
  return inBulk && Math.random() < 1 / 3;
}

/** A transaction sees what it has written. */
async function readBack(rows: CachedRows<Item>, write: Write): Promise<void> {
  if (write.kind === "delete") return;
  const { id, name, version } = write.row;
  const found = [await rows.find({ id }), await rows.findBy(nameKey, { name })];
  if (found.some((row) => row?.version !== version))
    throw new Error("the transaction does not see what it has written");
}

async function perform(rows: CachedRows<Item>, write: Write): Promise<void> {
  switch (write.kind) {
    case "insert":
      await rows.insert(write.row);
      return;
    case "update":
      await rows.update(write.row);
      return;
    case "delete":
      await rows.delete({ id: write.id });
  }
}

async function outcomeOf(operation: Operation): Promise<Outcome> {
  try {
    return { kind: "done", row: await run(operation) };
  } catch (error) {
    const isRefused = [DuplicateKeyError, ErrNotFound, RolledBack].some((kind) => error instanceof kind);
    return isRefused || isDeadlock(error) ? { kind: "refused" } : { kind: "unknown", reason: String(error) };
  }
}

function isDeadlock(error: unknown): boolean {
  return error instanceof Error && "errno" in error && error.errno === 1213;
}

process.on("message", (request: Request) => {
  ({ mishaps } = request);
  void outcomeOf(request.operation).then((outcome) => {
    const reply: Reply = { ticket: request.ticket, outcome };
    process.send?.(reply);
  });
});
process.on("disconnect", () => process.exit());
process.send?.("ready");
