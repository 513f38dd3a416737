import { expect, it } from "vitest";

import { isClass, loadModel } from "../../model/load-model.ts";
import { tableOf } from "../../model/table-of.ts";
import { openStores, storeKinds, uniqueName } from "./stores.ts";

interface Sample {
  readonly id: number;
  readonly value: number;
}

interface SampleModel {
  insert(row: Sample): Promise<unknown>;
  findOne(id: number): Promise<Sample | undefined>;
  findOneByValue(value: number): Promise<Sample | undefined>;
  update(row: Sample): Promise<void>;
  delete(id: number): Promise<void>;
}

const ddl = "create table sample (id float primary key, value float not null, unique (value))";

it.each(storeKinds)("finds and writes back every FLOAT, also as a key (%s)", async (kind) => {
  const options = { kind: "cached", database: uniqueName() } as const;
  const { Model, schema } = await loadModel(tableOf(ddl), options, isClass<SampleModel>);
  const stores = await openStores(kind, [ddl], schema);
  const model = new Model(stores.database, stores.cache);
  for (const id of [0.1, -2.7, 16_777_217]) await model.insert({ id, value: id });
  for (const id of [0.1, -2.7, 16_777_216]) {
    for (const read of ["first read", "second read"]) {
      expect(await model.findOne(id), read).toEqual({ id, value: id });
      expect(await model.findOneByValue(id), read).toEqual({ id, value: id });
    }
    await model.delete(id);
  }
  for (const value of [3.4028235e38, -3.4028235e38, 1.2e-38]) {
    await model.insert({ id: 1, value });
    const row = { id: 1, value };
    expect(await model.findOne(1)).toEqual(row);
    await model.update(row);
    expect(await model.findOne(1)).toEqual(row);
    await model.delete(1);
  }
  await expect(model.insert({ id: 1, value: 3.5e38 })).rejects.toThrow("column sample.value cannot hold the value");
  await stores.close();
});
