import { Cluster } from "ioredis";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";

import { openCache } from "../../../templates/runtime/cache/cache.ts";
import type { Cache } from "../../../templates/runtime/cache/cache.ts";
import type { Database } from "../../../templates/runtime/database/database.ts";
import type { OwnService } from "../../services/server-process.ts";
import { startRedisCluster } from "../../services/start-redis-cluster.ts";
import { isClass, loadModel } from "../../model/load-model.ts";
import { userTableSpec } from "../../model/sample-tables.ts";
import { redisNode } from "./redis-node.ts";
import { slowReader } from "./slow-reader.ts";
import { openStores, uniqueName } from "./stores.ts";
import type { Stores } from "./stores.ts";
import { userDdl } from "./user-model.ts";
import type { User, UserModel as Users } from "./user-model.ts";

interface UserModel extends Users {
  findMany(keys: readonly number[]): Promise<User[]>;
  insertMany(rows: readonly { username: string; password: string }[]): Promise<number[]>;
  deleteMany(keys: readonly number[]): Promise<number>;
}

const name = uniqueName();
const key = (rest: string): string => `cache:${name}:user:${rest}`;
let nodes: readonly OwnService[];
let hosts: string;
let stores: Stores;
let makeModel: (database: Database, cache: Cache) => UserModel;

beforeAll(async () => {
  nodes = await startRedisCluster();
  hosts = nodes.map(({ url }) => new URL(url).host).join(",");
  const options = { kind: "cached", database: name, extras: ["bulk"] } as const;
  const { Model, schema } = await loadModel(userTableSpec, options, isClass<UserModel>);
  stores = await openStores("MySQL and Redis", [userDdl], schema);
  makeModel = (database, cache) => new Model(database, cache);
});
afterAll(async () => {
  await stores.close();
  await Promise.all(nodes.map(async (node) => await node.stop()));
});

describe.each([undefined, "go-zero"] as const)("a Redis Cluster (Compat: %s)", (compat) => {
  const reports: string[] = [];
  let cache: Cache;
  let model: UserModel;
  let cluster: Cluster;

  beforeAll(async () => {
    cache = openCache([{ ...redisNode(hosts), type: "cluster", compat }], (line) => reports.push(line));
    model = makeModel(stores.database, cache);
    cluster = new Cluster(hosts.split(",").map((host) => ({ host: "127.0.0.1", port: Number(host.split(":")[1]) })));
    // While a service has no connection yet, it serves from the database.
    await vi.waitUntil(async () => (await statementsOfHit()) === 0, { timeout: 20_000 });
    reports.length = 0;
  });
  afterAll(async () => {
    await cache.close();
    cluster.disconnect();
  });

  /** How many statements a second read takes. */
  async function statementsOfHit(): Promise<number> {
    const id = await model.insert({ username: uniqueName(), password: "pw" });
    await model.findOne(id);
    stores.statements.length = 0;
    await model.findOne(id);
    return stores.statements.length;
  }

  async function existing(id: number): Promise<User> {
    const user = await model.findOne(id);
    if (user === undefined) throw new Error(`no user ${id}`);
    return user;
  }

  it("caches rows and index entries, on whatever node their keys are", async () => {
    const ids: number[] = [];
    for (let index = 0; index < 20; index++) {
      ids.push(await model.insert({ username: `${compat} ${index}`, password: "pw" }));
    }
    for (const [index] of ids.entries()) await model.findOneByUsername(`${compat} ${index}`);
    stores.statements.length = 0;
    for (const [index, id] of ids.entries()) {
      expect(await model.findOneByUsername(`${compat} ${index}`)).toMatchObject({ id });
    }
    expect(stores.statements).toEqual([]);
    expect(reports).toEqual([]);
    const nodesInUse = await Promise.all(cluster.nodes("master").map(async (node) => await node.dbsize()));
    expect(Math.min(...nodesInUse)).toBeGreaterThan(0);
  });

  it("drops the keys of a write, each on its own node", async () => {
    const id = await model.insert({ username: `${compat} old`, password: "pw" });
    expect(await model.findOneByUsername(`${compat} new`)).toBeUndefined();
    await model.findOneByUsername(`${compat} old`);
    await model.update({ ...(await existing(id)), username: `${compat} new` });
    for (const rest of [`id:${id}`, `username:${compat} old`, `username:${compat} new`]) {
      expect(await cluster.get(key(rest)), rest).toBeNull();
    }
    expect(await model.findOneByUsername(`${compat} new`)).toMatchObject({ id });
    expect(await model.findOneByUsername(`${compat} old`)).toBeUndefined();
  });

  it("inserts, finds and deletes many rows at once, with their keys on all nodes", async () => {
    const names = Array.from({ length: 40 }, (_, index) => `${compat} bulk ${index}`);
    for (const username of names) expect(await model.findOneByUsername(username)).toBeUndefined();
    const ids = await model.insertMany(names.map((username) => ({ username, password: "pw" })));
    for (const [index, username] of names.entries()) {
      expect(await model.findOneByUsername(username)).toMatchObject({ id: ids[index] });
    }
    stores.statements.length = 0;
    expect((await model.findMany(ids.toReversed())).map(({ id }) => id)).toEqual(ids.toReversed());
    expect(stores.statements).toEqual([]);
    expect(await model.deleteMany(ids.slice(0, 39))).toBe(39);
    expect((await model.findMany(ids)).map(({ id }) => id)).toEqual(ids.slice(39));
    for (const [index, username] of names.entries()) {
      const found = await model.findOneByUsername(username);
      expect(found?.id, username).toBe(index < 39 ? undefined : ids[39]);
    }
    expect(reports).toEqual([]);
  });

  it("does not let a late reader put back what a write has replaced", async () => {
    const id = await model.insert({ username: `${compat} late`, password: "pw" });
    const user = await existing(id);
    await cache.drop([key(`id:${id}`)]);
    const slow = slowReader(stores.database);
    const early = makeModel(slow.database, cache).findOne(id);
    await slow.hasRead;
    await model.update({ ...user, role: "admin" });
    slow.goOn();
    expect((await early)?.role).toBe("user");
    expect((await existing(id)).role).toBe("admin");
  });
});

it("serves reads and writes from the database while nodes of a cluster are stopped", async () => {
  const cache = openCache([{ ...redisNode(hosts), type: "cluster" }], () => {});
  const model = makeModel(stores.database, cache);
  const ids = await Promise.all(
    Array.from({ length: 6 }, async (_, index) => await model.insert({ username: `stopped ${index}`, password: "pw" })),
  );
  for (const node of nodes) node.signal("SIGSTOP");
  try {
    for (const id of ids) {
      const user = await model.findOne(id);
      await model.update({ ...user, role: "admin" } as User);
      expect(await model.findOne(id)).toMatchObject({ role: "admin" });
    }
  } finally {
    for (const node of nodes) node.signal("SIGCONT");
  }
  const isCached = async (): Promise<boolean> => {
    stores.statements.length = 0;
    await model.findOne(ids[0] ?? 0);
    return stores.statements.length === 0;
  };
  await expect.poll(isCached, { timeout: 20_000 }).toBe(true);
  await cache.close();
});
