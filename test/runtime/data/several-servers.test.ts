import { Redis } from "ioredis";
import { afterAll, beforeAll, expect, it } from "vitest";

import { openCache } from "../../../templates/runtime/cache/cache.ts";
import type { Cache } from "../../../templates/runtime/cache/cache.ts";
import { startProxy } from "../../services/faulty-proxy.ts";
import type { FaultyProxy } from "../../services/faulty-proxy.ts";
import type { OwnService } from "../../services/server-process.ts";
import { startRedis } from "../../services/start-redis.ts";
import { isClass, loadModel } from "../../model/load-model.ts";
import { userTableSpec } from "../../model/sample-tables.ts";
import { redisNode } from "./redis-node.ts";
import { openStores, uniqueName } from "./stores.ts";
import type { Stores } from "./stores.ts";
import { userDdl } from "./user-model.ts";
import type { UserModel } from "./user-model.ts";

let servers: readonly OwnService[];
let clients: readonly Redis[];
let proxy: FaultyProxy;
let stores: Stores;
let cache: Cache;
let model: UserModel;

beforeAll(async () => {
  servers = await Promise.all([startRedis(), startRedis()]);
  clients = servers.map(({ url }) => new Redis(url));
  proxy = await startProxy(new URL(servers[1]?.url ?? ""));
  const { Model, schema } = await loadModel(
    userTableSpec,
    { kind: "cached", database: uniqueName() },
    isClass<UserModel>,
  );
  stores = await openStores("MySQL and Redis", [userDdl], schema);
  cache = openCache([redisNode(new URL(servers[0]?.url ?? "").host), redisNode(proxy.host)], () => {});
  model = new Model(stores.database, cache);
});
afterAll(async () => {
  await cache.close();
  await stores.close();
  await proxy.close();
  for (const client of clients) client.disconnect();
  await Promise.all(servers.map(async (server) => await server.stop()));
});

async function newUsers(prefix: string): Promise<readonly number[]> {
  const names = Array.from({ length: 30 }, (_, index) => `${prefix} ${index}`);
  return await Promise.all(names.map(async (username) => await model.insert({ username, password: "pw" })));
}

it("spreads the keys over the servers, and drops each where it is", async () => {
  const ids = await newUsers("spread");
  for (const id of ids) await model.findOne(id);
  const sizes = await Promise.all(clients.map(async (client) => await client.dbsize()));
  expect(Math.min(...sizes)).toBeGreaterThan(0);
  expect(sizes.reduce((sum, size) => sum + size, 0)).toBe(ids.length);
  for (const id of ids) await model.delete(id);
  expect(await Promise.all(clients.map(async (client) => await client.dbsize()))).toEqual([0, 0]);
});

it("goes on with the other server when one is away", async () => {
  const ids = await newUsers("away");
  for (const id of ids) await model.findOne(id);
  proxy.stop();
  stores.statements.length = 0;
  for (const id of ids) expect(await model.findOne(id)).toMatchObject({ id });
  expect(stores.statements.length).toBe((await clients[1]?.dbsize()) ?? 0);
  proxy.resume();
});
