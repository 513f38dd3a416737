import { Redis } from "ioredis";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";

import { openDatabase } from "../../../templates/runtime/database/database.ts";
import type { Database } from "../../../templates/runtime/database/database.ts";
import { startProxy } from "../../services/faulty-proxy.ts";
import { watchRedis } from "../../services/watch-redis.ts";
import { isClass, loadModel } from "../../model/load-model.ts";
import { userTableSpec } from "../../model/sample-tables.ts";
import { openStores, storeKinds, uniqueName } from "./stores.ts";
import type { StoreKind, Stores } from "./stores.ts";
import { userDdl } from "./user-model.ts";
import type { User, UserModel } from "./user-model.ts";

interface Fixture {
  readonly stores: Stores;
  readonly model: UserModel;
  readonly makeModel: (database: Database) => UserModel;
}

async function openFixture(storeKind: StoreKind, name: string): Promise<Fixture> {
  const { Model, schema } = await loadModel(userTableSpec, { kind: "cached", database: name }, isClass<UserModel>);
  const stores = await openStores(storeKind, [userDdl], schema);
  return {
    stores,
    model: new Model(stores.database, stores.cache),
    makeModel: (database) => new Model(database, stores.cache),
  };
}

async function existing(id: number, from: UserModel): Promise<User> {
  const user = await from.findOne(id);
  if (user === undefined) throw new Error(`no user ${id}`);
  return user;
}

describe.each(storeKinds)("a cached model in a transaction on %s", (storeKind) => {
  let stores: Stores;
  let model: UserModel;

  beforeAll(async () => {
    ({ stores, model } = await openFixture(storeKind, uniqueName()));
  });
  afterAll(async () => {
    await stores.close();
  });

  it("shows the transaction what it has written, and the others after COMMIT only", async () => {
    const id = await model.insert({ username: "seen", password: "pw" });
    await existing(id, model);
    const inside = await model.transact(async (users) => {
      const user = await existing(id, users);
      await users.update({ ...user, username: "renamed" });
      // From the cache: SQLite lets nobody read its table meanwhile.
      expect((await existing(id, model)).username).toBe("seen");
      return [await users.findOne(id), await users.findOneByUsername("renamed"), await users.findOneByUsername("seen")];
    });
    expect(inside.map((user) => user?.username)).toEqual(["renamed", "renamed", undefined]);
    expect((await existing(id, model)).username).toBe("renamed");
    expect(await model.findOneByUsername("seen")).toBeUndefined();
  });

  it("tells in the cause that a statement waits for the transaction in which it runs", async () => {
    const id = await model.insert({ username: "outside", password: "pw" });
    const failed = model.transact(async (users) => {
      const user = await existing(id, users);
      await users.update({ ...user, role: "inside" });
      await model.update({ ...user, role: "outside" });
    });
    await expect(failed).rejects.toMatchObject({
      code: 503,
      cause: expect.objectContaining({ message: expect.stringContaining("run it on the transaction's session") }),
    });
    // The server may still have been waiting when the rollback set the row free.
    expect((await existing(id, model)).role).not.toBe("inside");
  });

  it("ends the wait of a reader whose signal is aborted", async () => {
    const id = await model.insert({ username: "aborted", password: "pw" });
    await model.transact(async (users) => {
      await expect(users.findOne(id, AbortSignal.abort(new Error("gone")))).rejects.toThrow("gone");
      const controller = new AbortController();
      const read = users.findOneByUsername("aborted");
      const given = users.findOne(id, controller.signal);
      controller.abort(new Error("gone too"));
      await expect(given).rejects.toThrow("gone too");
      expect(await read).toMatchObject({ id });
    });
  });

  it("leaves the cache alone when it is rolled back", async () => {
    const id = await model.insert({ username: "kept", password: "pw" });
    await existing(id, model);
    stores.statements.length = 0;
    const undone = model.transact(async (users) => {
      await users.update({ ...(await existing(id, users)), role: "admin" });
      throw new Error("changed my mind");
    });
    await expect(undone).rejects.toThrow("changed my mind");
    expect((await existing(id, model)).role).toBe("user");
    expect(stores.statements).toEqual([]);
  });

  it("makes several models part of one transaction", async () => {
    const [first, second] = await stores.database.transact(async (session) => {
      const users = model.withSession(session);
      const again = model.withSession(session);
      return [
        await users.insert({ username: "first", password: "pw" }),
        await again.insert({ username: "second", password: "pw" }),
      ];
    });
    expect(await model.findOneByUsername("first")).toMatchObject({ id: first });
    expect(await model.findOneByUsername("second")).toMatchObject({ id: second });
  });

  it("stays committed when what follows the commit fails", async () => {
    const id = await model.insert({ username: "lasting", password: "pw" });
    const failed = model.transact(async (users, session) => {
      session.afterCommit(async () => {
        throw new Error("the effect failed");
      });
      await users.update({ ...(await existing(id, users)), role: "admin" });
    });
    await expect(failed).rejects.toThrow("the effect failed");
    expect((await existing(id, model)).role).toBe("admin");
    await model.insert({ username: "afterwards", password: "pw" });
    expect(await model.findOneByUsername("afterwards")).toBeDefined();
  });

  it("says that transactions do not nest", async () => {
    const nested = "transactions do not nest: one is under way, and its session takes the statements of this one";
    await expect(model.transact(async (users) => await users.transact(async () => {}))).rejects.toThrow(nested);
    await expect(model.transact(async () => await model.transact(async () => {}))).rejects.toThrow(nested);
    await expect(stores.database.transact(async () => await stores.database.transact(async () => {}))).rejects.toThrow(
      nested,
    );
  });

  it("may be followed by another one that it has begun but not waited for", async () => {
    let later: Promise<string> | undefined;
    await model.transact(async () => {
      later = new Promise((resolve) => setTimeout(resolve, 50)).then(
        async () => await model.transact(async () => "later"),
      );
    });
    expect(await later).toBe("later");
  });
});

describe("the keys of a transaction", () => {
  const name = uniqueName();
  let stores: Stores;
  let model: UserModel;
  let makeModel: Fixture["makeModel"];

  beforeAll(async () => {
    ({ stores, model, makeModel } = await openFixture("MySQL and Redis", name));
  });
  afterAll(async () => {
    await stores.close();
  });

  it("are held by one command before COMMIT, and dropped by another after it", async () => {
    const id = await model.insert({ username: "a", password: "pw" });
    const watch = await watchRedis(inject("redisUrl"), `cache:${name}:`);
    const key = (rest: string): string => `cache:${name}:user:${rest}`;
    await model.transact(async (users, session) => {
      await users.update({ ...(await existing(id, users)), username: "b" });
      await users.withSession(session).update({ ...(await existing(id, users)), username: "c" });
      expect(await watch.taken()).toEqual([]);
    });
    const command = `evalsha ${key(`id:${id}`)} ${key("username:a")} ${key("username:b")} ${key("username:c")}`;
    expect(await watch.taken()).toEqual([command, command]);
    watch.close();
  });

  it("keep nothing that was read before COMMIT", async () => {
    const id = await model.insert({ username: "early", password: "pw" });
    await model.transact(async (users) => {
      await users.update({ ...(await existing(id, users)), role: "admin" });
      expect((await existing(id, model)).role).toBe("user");
      expect((await model.findOneByUsername("early"))?.role).toBe("user");
    });
    expect((await existing(id, model)).role).toBe("admin");
  });

  it("stay held when it is not known whether it is committed: it may be later", async () => {
    const id = await model.insert({ username: "unknown", password: "pw" });
    await existing(id, model);
    const redis = new Redis(inject("redisUrl"));
    const proxy = await startProxy(new URL(inject("mysqlUrl")));
    const database = openDatabase(stores.dataSource.replace(/\([^)]*\)/u, `(${proxy.host})`), []);
    const lost = makeModel(database).transact(async (users) => {
      await users.update({ ...(await existing(id, users)), role: "admin" });
      proxy.hang();
    });
    await expect(lost).rejects.toMatchObject({ code: 503 });
    for (const rest of [`id:${id}`, "username:unknown"]) {
      expect(await redis.get(`cache:${name}:user:${rest}`)).toMatch(/^!\+/u);
      expect(await redis.pttl(`cache:${name}:user:${rest}`)).toBeGreaterThan(30_000);
    }
    await database.close();
    await proxy.close();
    redis.disconnect();
  });
});
