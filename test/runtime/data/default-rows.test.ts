import { describe, expect, it } from "vitest";

import { DuplicateKeyError } from "../../../templates/runtime/database/database.ts";
import { isClass, loadModel } from "../../model/load-model.ts";
import { tableOf } from "../../model/table-of.ts";
import { openStores, storeKinds, uniqueName } from "./stores.ts";

interface Samples {
  insert(row: object): Promise<unknown>;
  insertMany(rows: readonly object[]): Promise<unknown>;
  findOne(id: string | number): Promise<object | undefined>;
  count(): Promise<number>;
}

const kinds = storeKinds.flatMap((store) => [[store, "cached"] as const, [store, "plain"] as const]);

describe.each(kinds)("a row of which nothing is given, on %s, %s", (storeKind, kind) => {
  async function withModel(ddl: string, work: (model: Samples) => Promise<void>): Promise<void> {
    const options = { kind, database: uniqueName(), extras: ["bulk", "count"] } as const;
    const { Model, schema } = await loadModel(tableOf(ddl), options, isClass<Samples>);
    const stores = await openStores(storeKind, [ddl], schema);
    try {
      await work(new Model(stores.database, stores.cache));
    } finally {
      await stores.close();
    }
  }

  it.each([
    ["a text", "id char(3) default 'abc' primary key", "abc"],
    ["a number", "id int default 7 primary key", 7],
  ])("gets the default of its key, %s", async (_, column, id) => {
    await withModel(`create table sample (${column}, n int not null default 5)`, async (model) => {
      await model.insert({});
      expect(await model.findOne(id)).toEqual({ id, n: 5 });
      await expect(model.insertMany([{}])).rejects.toBeInstanceOf(DuplicateKeyError);
    });
  });

  it("gets a key of its own where a function makes it", async () => {
    await withModel("create table sample (id char(36) default (uuid()) primary key, n int not null)", async (model) => {
      await model.insertMany([{ n: 1 }, { n: 2 }]);
      expect(await model.count()).toBe(2);
    });
    await withModel("create table sample (id char(36) default (uuid()) primary key, n int)", async (model) => {
      await model.insert({});
      await model.insertMany([{}, { n: 1 }, {}, {}]);
      expect(await model.count()).toBe(5);
    });
  });

  it("gets its number, among others too", async () => {
    await withModel("create table sample (id int auto_increment primary key, n int default 5)", async (model) => {
      expect(await model.insert({})).toBe(1);
      expect(await model.insertMany([{}, {}, { n: 6 }, {}])).toEqual([2, 3, 4, 5]);
      expect(await Promise.all([3, 4, 5].map(async (id) => await model.findOne(id)))).toEqual([
        { id: 3, n: 5 },
        { id: 4, n: 6 },
        { id: 5, n: 5 },
      ]);
    });
  });
});
