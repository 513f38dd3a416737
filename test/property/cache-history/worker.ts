import { setTimeout as delay } from "node:timers/promises";

import type { CacheStore } from "../../../templates/runtime/cache/cache-store.ts";
import { CachedRows } from "../../../templates/runtime/cache/cached-rows.ts";
import { GuardedStore } from "../../../templates/runtime/cache/guarded-store.ts";
import { DuplicateKeyError, ErrNotFound, openDatabase } from "../../../templates/runtime/database/database.ts";
import type { Database, SqlSession, SqlTransaction } from "../../../templates/runtime/database/database.ts";
import { redisNode } from "../../runtime/data/redis-node.ts";
import { itemKeys, itemTable, nameKey } from "./item-table.ts";
import type { Item } from "./item-table.ts";
import type { Operation, Outcome, Reply, Request, WorkerOptions, Write } from "./operation.ts";
import { cacheWith, storeWith } from "./planted-bug.ts";

// A process with a cached model, which does what it is told by its parent. Between any two steps it may pause.

const { redis, dataSource, bug }: WorkerOptions = JSON.parse(process.argv[2] ?? "");
let failures = 0;
let hasReported = false;

async function pause(): Promise<void> {
  if (Math.random() < 0.3) await delay(Math.random() * 15);
}

/** Runs a step of the cache, which may fail before it has an effect, or after. */
async function step<Answer>(work: () => Promise<Answer>): Promise<Answer> {
  await pause();
  if (Math.random() < failures) throw new Error("the request was lost");
  const answer = await work();
  if (Math.random() < failures) throw new Error("the answer was lost");
  await pause();
  return answer;
}

function unsteadyStore(store: CacheStore): CacheStore {
  return {
    get: async (key) => await step(async () => await store.get(key)),
    lease: async (key, lease, milliseconds) => await step(async () => await store.lease(key, lease, milliseconds)),
    fill: async (key, lease, entry) => await step(async () => await store.fill(key, lease, entry)),
    release: async (key, lease) => await step(async () => await store.release(key, lease)),
    delete: async (keys) => await step(async () => await store.delete(keys)),
    close: async () => await store.close(),
  };
}

async function paused<Answer>(statement: () => Promise<Answer>): Promise<Answer> {
  await pause();
  const answer = await statement();
  await pause();
  return answer;
}

function pausing(session: SqlSession): Pick<SqlSession, "query" | "execute"> {
  return {
    query: async (sql, values) => await paused(async () => await session.query(sql, values)),
    execute: async (sql, values) => await paused(async () => await session.execute(sql, values)),
  };
}

function pausingTransaction(session: SqlTransaction): SqlTransaction {
  return {
    ...pausing(session),
    transact: async (work) => await session.transact(work),
    afterCommit: (effect) => session.afterCommit(effect),
  };
}

const opened = openDatabase(dataSource, []);
const database: Database = {
  ...pausing(opened),
  transact: async (work) => await opened.transact(async (session) => await work(pausingTransaction(session))),
  close: async () => await opened.close(),
};
const cache = cacheWith(
  bug,
  new GuardedStore(unsteadyStore(storeWith(bug, redisNode(redis))), () => (hasReported = true)),
);
const items = new CachedRows<Item>(database, itemTable, cache, itemKeys);

class RolledBack extends Error {}

async function run(operation: Operation): Promise<Item | undefined> {
  switch (operation.kind) {
    case "find":
      return await items.find({ id: operation.id });
    case "findBy":
      return await items.findBy(nameKey, { name: operation.name });
    case "transact":
      await database.transact(async (session) => {
        const within = new CachedRows<Item>(session, itemTable, cache, itemKeys);
        for (const write of operation.writes) await perform(within, write);
        // The time before COMMIT is when others must not be led astray.
        await delay(5 + Math.random() * 15);
        if (!operation.commits) throw new RolledBack();
      });
      return undefined;
    case "insert":
    case "update":
    case "delete":
      await perform(items, operation);
      return undefined;
  }
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
  failures = request.failures;
  void outcomeOf(request.operation).then((outcome) => {
    const reply: Reply = { ticket: request.ticket, hasReported, outcome };
    hasReported = false;
    process.send?.(reply);
  });
});
process.on("disconnect", () => process.exit());
process.send?.("ready");
