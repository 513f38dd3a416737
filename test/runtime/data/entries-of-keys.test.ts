import { afterEach, describe, expect, it } from "vitest";

import { isClass, loadModel } from "../../model/load-model.ts";
import { tableOf } from "../../model/table-of.ts";
import { openStores, storeKinds, uniqueName } from "./stores.ts";
import type { Stores } from "./stores.ts";

const ddl =
  "create table sample (id bigint auto_increment primary key, name varchar(40) not null, code varchar(40) not null, " +
  "unique (name), unique (name, code))";

interface Sample {
  readonly id: number;
  readonly name: string;
  readonly code: string;
}

interface SampleModel {
  insert(row: Omit<Sample, "id">): Promise<number>;
  findOneByName(name: string): Promise<Sample | undefined>;
  findOneByNameCode(name: string, code: string): Promise<Sample | undefined>;
  update(row: Sample): Promise<void>;
}

describe.each(storeKinds)("on %s", (storeKind) => {
  let stores: Stores;
  afterEach(async () => {
    await stores.close();
  });

  async function newModel(): Promise<SampleModel> {
    const options = { kind: "cached", database: uniqueName() } as const;
    const { Model, schema } = await loadModel(tableOf(ddl), options, isClass<SampleModel>);
    stores = await openStores(storeKind, [ddl], schema);
    return new Model(stores.database, stores.cache);
  }

  it("hides no row behind a value that has the cache key of other values", async () => {
    const model = await newModel();
    const row = { name: "v1", code: "v2" };
    const id = await model.insert(row);
    expect(await model.findOneByName("code:v1:v2")).toBeUndefined();
    expect(await model.findOneByNameCode("v1", "v2")).toEqual({ id, ...row });
  });

  it("finds a row by a value that has the cache key of other values", async () => {
    const model = await newModel();
    expect(await model.findOneByNameCode("v1", "v2")).toBeUndefined();
    const row = { name: "code:v1:v2", code: "x" };
    const id = await model.insert(row);
    expect(await model.findOneByNameCode("v1", "v2")).toBeUndefined();
    for (const read of ["first read", "second read"]) {
      expect(await model.findOneByName(row.name), read).toEqual({ id, ...row });
    }
    await model.update({ id, name: "free", code: "x" });
    expect(await model.findOneByName(row.name)).toBeUndefined();
    expect(await model.findOneByName("free")).toEqual({ id, name: "free", code: "x" });
  });

  it("keeps no entry for a value that no column can hold", async () => {
    const model = await newModel();
    const selects = async (name: string): Promise<number> => {
      stores.statements.length = 0;
      for (let read = 0; read < 3; read++) expect(await model.findOneByName(name)).toBeUndefined();
      return stores.statements.length;
    };
    expect(await selects("y".repeat(3_072))).toBe(1);
    expect(await selects("y".repeat(3_073))).toBe(3);
  });
});
