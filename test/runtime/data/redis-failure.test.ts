import { afterAll, afterEach, beforeAll, describe, expect, inject, it } from "vitest";

import { openCache } from "../../../templates/runtime/cache/cache.ts";
import type { Cache } from "../../../templates/runtime/cache/cache.ts";
import type { Database } from "../../../templates/runtime/database/database.ts";
import { startProxy } from "../../services/faulty-proxy.ts";
import type { FaultyProxy } from "../../services/faulty-proxy.ts";
import { isClass, loadModel } from "../../model/load-model.ts";
import { userTableSpec } from "../../model/sample-tables.ts";
import { redisNode } from "./redis-node.ts";
import { openStores, uniqueName } from "./stores.ts";
import type { Stores } from "./stores.ts";
import { userDdl } from "./user-model.ts";
import type { User, UserModel } from "./user-model.ts";

describe("when Redis fails, a cached model", () => {
  let stores: Stores;
  let proxy: FaultyProxy;
  let cache: Cache;
  let makeModel: (database: Database, cache: Cache) => UserModel;
  let model: UserModel;
  /** Another process with the same Redis, whose connection does not fail. */
  let other: UserModel;
  const reports: string[] = [];

  beforeAll(async () => {
    const { Model, schema } = await loadModel(
      userTableSpec,
      { kind: "cached", database: uniqueName() },
      isClass<UserModel>,
    );
    stores = await openStores("MySQL and Redis", [userDdl], schema);
    proxy = await startProxy(new URL(inject("redisUrl")));
    cache = openCache([redisNode(proxy.host)], (line) => reports.push(line));
    makeModel = (database, itsCache) => new Model(database, itsCache);
    model = makeModel(stores.database, cache);
    other = new Model(stores.database, stores.cache);
  });
  afterAll(async () => {
    await cache.close();
    await proxy.close();
    await stores.close();
  });
  afterEach(() => {
    proxy.resume();
  });

  async function existing(id: number): Promise<User> {
    const user = await model.findOne(id);
    if (user === undefined) throw new Error(`no user ${id}`);
    return user;
  }

  async function selectsOfTwoReads(reading: UserModel, id: number): Promise<number> {
    stores.statements.length = 0;
    await reading.findOne(id);
    await reading.findOne(id);
    return stores.statements.length;
  }

  it.each(["stop", "hang"] as const)("serves reads and writes from the database (%s)", async (failure) => {
    const id = await model.insert({ username: `served ${failure}`, password: "pw" });
    await existing(id);
    proxy[failure]();
    await model.update({ ...(await existing(id)), role: failure });
    expect((await existing(id)).role).toBe(failure);
    expect(await model.findOneByUsername(`served ${failure}`)).toMatchObject({ id, role: failure });
    expect(reports.at(-1)).toMatch(/^cache: \w+ failed: /u);
  });

  it("asks a Redis that hangs now and then only, whether it reads or writes", async () => {
    const id = await model.insert({ username: "seldom", password: "pw" });
    const user = await existing(id);
    await expect.poll(async () => await selectsOfTwoReads(model, id), { timeout: 10_000 }).toBe(0);
    proxy.hang();
    const before = proxy.unanswered();
    for (let round = 0; round < 50; round++) {
      await existing(id);
      await model.update({ ...user, role: `role ${round}` });
    }
    expect(proxy.unanswered() - before).toBeLessThan(25);
  });

  it("does not serve an entry that it could not drop, and drops it when Redis is back", async () => {
    const id = await model.insert({ username: "stale", password: "pw" });
    const user = await existing(id);
    expect(await other.findOne(id)).toStrictEqual(user);
    proxy.stop();
    await model.update({ ...user, role: "admin" });
    proxy.resume();
    expect((await existing(id)).role).toBe("admin");
    await expect.poll(async () => (await other.findOne(id))?.role, { timeout: 10_000 }).toBe("admin");
    expect((await existing(id)).role).toBe("admin");
  });

  it("uses the cache again when Redis is back", async () => {
    const id = await model.insert({ username: "back", password: "pw" });
    proxy.stop();
    await existing(id);
    proxy.resume();
    await expect.poll(async () => await selectsOfTwoReads(model, id), { timeout: 10_000 }).toBe(0);
  });

  it("starts without Redis and uses it as soon as it is there", async () => {
    const id = await model.insert({ username: "start", password: "pw" });
    proxy.stop();
    const late = openCache([redisNode(proxy.host)], (line) => reports.push(line));
    const lateModel = makeModel(stores.database, late);
    expect(await lateModel.findOne(id)).toMatchObject({ username: "start" });
    proxy.resume();
    await expect.poll(async () => await selectsOfTwoReads(lateModel, id), { timeout: 10_000 }).toBe(0);
    await late.close();
  });
});
