import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { isClass, loadModel } from "../../model/load-model.ts";
import { userTableSpec } from "../../model/sample-tables.ts";
import { openStores, uniqueName } from "./stores.ts";
import type { Stores } from "./stores.ts";
import { userDdl } from "./user-model.ts";
import type { UserModel } from "./user-model.ts";

/** The database makes names its own before it stores them. */
const triggers = ["insert", "update"].map(
  (event) =>
    `create trigger before_${event} before ${event} on \`user\` for each row set new.username = concat('u-', lower(new.username))`,
);

/** As a read that misses, and one that may hit. */
async function twice<Found>(find: () => Promise<Found>): Promise<Found> {
  const first = await find();
  expect(await find()).toStrictEqual(first);
  return first;
}

describe("a table whose trigger changes a unique value", () => {
  let stores: Stores;
  let model: UserModel;

  beforeAll(async () => {
    const options = { kind: "cached", database: uniqueName() } as const;
    const { Model, schema } = await loadModel(userTableSpec, options, isClass<UserModel>);
    stores = await openStores("MySQL and Redis", [userDdl, ...triggers], schema);
    model = new Model(stores.database, stores.cache);
  });
  afterAll(async () => {
    await stores.close();
  });

  it("is read with the values that the database has stored, from the cache too", async () => {
    expect(await twice(async () => await model.findOneByUsername("Ann"))).toBeUndefined();
    const id = await model.insert({ username: "Ann", password: "pw" });
    const user = await twice(async () => await model.findOne(id));
    expect(user).toMatchObject({ id, username: "u-ann" });
    expect(await twice(async () => await model.findOneByUsername("Ann"))).toBeUndefined();
    expect(await twice(async () => await model.findOneByUsername("u-ann"))).toStrictEqual(user);

    if (user === undefined) throw new Error("no user");
    await model.update({ ...user, username: "Bob" });
    const renamed = await twice(async () => await model.findOneByUsername("u-bob"));
    expect(renamed).toMatchObject({ id, username: "u-bob" });
    expect(await twice(async () => await model.findOne(id))).toStrictEqual(renamed);
    for (const name of ["u-ann", "Ann", "Bob"]) {
      expect(await twice(async () => await model.findOneByUsername(name)), name).toBeUndefined();
    }

    await model.delete(id);
    expect(await twice(async () => await model.findOneByUsername("u-bob"))).toBeUndefined();
    expect(await twice(async () => await model.findOne(id))).toBeUndefined();
  });

  it("gives the row to whoever had looked for the changed value only when that absence has expired", async () => {
    expect(await model.findOneByUsername("u-eve")).toBeUndefined();
    const id = await model.insert({ username: "Eve", password: "pw" });
    // Nothing tells the model of it: docs/cache.md says so.
    expect(await model.findOneByUsername("u-eve")).toBeUndefined();
    expect(await model.findOne(id)).toMatchObject({ username: "u-eve" });
    // The next write of the row reads the value from the database.
    await model.delete(id);
    await model.insert({ username: "Eve", password: "pw" });
    expect(await model.findOneByUsername("u-eve")).toMatchObject({ username: "u-eve" });
  });
});
