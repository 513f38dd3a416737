import { readFileSync } from "node:fs";

import { Redis } from "ioredis";
import { afterAll, beforeAll, expect, inject, it } from "vitest";

import { openCache } from "../../../templates/runtime/cache/cache.ts";
import type { Cache } from "../../../templates/runtime/cache/cache.ts";
import { DuplicateKeyError, ErrNotFound } from "../../../templates/runtime/database/database.ts";
import { watchRedis } from "../../services/watch-redis.ts";
import type { RedisWatch } from "../../services/watch-redis.ts";
import { isClass, loadModel } from "../../model/load-model.ts";
import { userTableSpec } from "../../model/sample-tables.ts";
import { redisNode } from "../../runtime/data/redis-node.ts";
import { openStores, uniqueName } from "../../runtime/data/stores.ts";
import type { Stores } from "../../runtime/data/stores.ts";
import { userDdl } from "../../runtime/data/user-model.ts";
import type { UserModel } from "../../runtime/data/user-model.ts";
import { elsewhere, steps } from "./trace-review.ts";
import type { Step, Trace } from "./trace-review.ts";

/** What models of goctl 1.10.2 have done, with go-zero 1.10.3, MariaDB and Redis. */
const traces: readonly (Trace & { readonly name: string })[] = JSON.parse(
  readFileSync(new URL("traces.json", import.meta.url), "utf8"),
);

const name = uniqueName();
const prefix = `cache:${name}:user:`;
let stores: Stores;
let cache: Cache;
let model: UserModel;
let redis: Redis;
let watch: RedisWatch;

// The protocol of go-zero is what can be compared with it, command by command.
beforeAll(async () => {
  const { Model, schema } = await loadModel(userTableSpec, { kind: "cached", database: name }, isClass<UserModel>);
  stores = await openStores("MySQL and Redis", [userDdl], schema);
  cache = openCache([{ ...redisNode(new URL(inject("redisUrl")).host), compat: "go-zero" }]);
  model = new Model(stores.database, cache);
  redis = new Redis(inject("redisUrl"));
  watch = await watchRedis(inject("redisUrl"), prefix);
  for (const username of ["ann", "bob", "cat", "dan"]) await model.insert({ username, password: "pw" });
});
afterAll(async () => {
  watch.close();
  redis.disconnect();
  await cache.close();
  await stores.close();
});

async function prepare({ entries = {}, keepsCache = false, warm }: Step): Promise<void> {
  const keys = keepsCache ? [] : await redis.keys(`${prefix}*`);
  if (keys.length > 0) await redis.del(...keys);
  for (const [key, value] of Object.entries(entries)) await redis.set(prefix + key, value);
  await warm?.(model);
  await watch.taken();
  stores.statements.length = 0;
}

async function trace(step: Step): Promise<Trace> {
  await prepare(step);
  const outcome = await step.run(model).then(outcomeOf, failureOf);
  const redisCommands = (await watch.taken()).map((command) => command.replaceAll(prefix, ""));
  return { outcome, redis: redisCommands, sql: stores.statements.map((sql) => sql.split(" ")[0] ?? "") };
}

function outcomeOf(result: unknown): string {
  if (typeof result === "object" && result !== null && "id" in result) return `row ${String(result.id)}`;
  return "done";
}

function failureOf(error: unknown): string {
  if (error instanceof ErrNotFound) return "not found";
  if (error instanceof DuplicateKeyError) return "duplicate";
  throw error;
}

/** A find that finds nothing gives undefined here, and go-zero's ErrNotFound there. */
function alike({ name: step, ...given }: Trace & { readonly name: string }): Trace {
  const isFind = !/^(?:insert|update|delete$|delete-again)/u.test(step);
  return { ...given, outcome: isFind && given.outcome === "not found" ? "done" : given.outcome };
}

it.each(steps)("go-zero's step $name", async (step) => {
  const theirs = traces.find((known) => known.name === step.name);
  if (theirs === undefined) throw new Error(`go-zero has no step ${step.name}`);
  const { why, ...differences } = step.ours ?? { why: "the same" };
  const expected = alike({ ...theirs, ...differences, name: step.name });
  const { outcome, redis: commands, sql } = await trace(step);
  expect({ outcome, redis: commands, sql }, why).toEqual({
    outcome: expected.outcome,
    redis: expected.redis,
    sql: expected.sql,
  });
});

it("differs from go-zero in each step that is said to differ", () => {
  const same = steps.filter((step) => {
    const theirs = traces.find((known) => known.name === step.name);
    if (step.ours === undefined || theirs === undefined) return false;
    const { why, ...differences } = step.ours;
    return why !== "" && JSON.stringify({ ...theirs, ...differences }) === JSON.stringify(theirs);
  });
  expect(same.map((step) => step.name)).toEqual([]);
});

it("has an answer to every step of go-zero's traces", () => {
  const answered = [...steps.map((step) => step.name), ...Object.keys(elsewhere)];
  expect(answered.toSorted()).toEqual(traces.map((known) => known.name).toSorted());
});
