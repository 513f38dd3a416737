import { afterEach, describe, expect, it } from "vitest";

import { json, jsonNull } from "../../../templates/runtime/database/text-codecs.ts";
import { isClass, loadModel } from "../../model/load-model.ts";
import { tableOf } from "../../model/table-of.ts";
import { openStores, storeKinds, uniqueName } from "./stores.ts";
import type { Stores } from "./stores.ts";

const ddl = "create table sample (id bigint primary key, doc json not null, maybe json)";

interface Sample {
  readonly id: number;
  readonly doc: unknown;
  readonly maybe: unknown;
}

interface SampleModel {
  insert(row: Sample): Promise<unknown>;
  findOne(id: number): Promise<Sample | undefined>;
  update(row: Sample): Promise<void>;
}

describe.each(storeKinds)("on %s", (storeKind) => {
  let stores: Stores;
  afterEach(async () => {
    await stores.close();
  });

  it("a row that is read and written keeps its documents to the last digit, and null apart from NULL", async () => {
    const options = { kind: "cached", database: uniqueName() } as const;
    const { Model, schema } = await loadModel(tableOf(ddl), options, isClass<SampleModel>);
    stores = await openStores(storeKind, [ddl], schema);
    const model = new Model(stores.database, stores.cache);
    const big =
      '{"id": 9007199254740993, "list": [-9223372036854775808, 1.5], "i9007199254740993": "i9007199254740993"}';
    for (const [id, maybe] of [big, "null", undefined].entries()) {
      await stores.database.execute("insert into `sample` values (?, ?, ?)", [id, big, maybe ?? null]);
      for (const read of ["from the database", "from the cache"]) {
        const row = await model.findOne(id);
        if (row === undefined) throw new Error("no row");
        expect(row.doc, read).toEqual({
          id: 9_007_199_254_740_993n,
          list: [-(2n ** 63n), 1.5],
          i9007199254740993: "i9007199254740993",
        });
        expect(row.maybe, read).toEqual([row.doc, jsonNull, null][id]);
      }
      const row = await model.findOne(id);
      if (row !== undefined) await model.update(row);
    }
    const texts = await stores.database.query(
      "select json_extract(doc, '$.id') as n, case when maybe is null then 'NULL' else maybe end as text from `sample` order by id",
    );
    expect(texts.map(({ n }) => String(n))).toEqual(texts.map(() => "9007199254740993"));
    expect(texts.slice(1).map(({ text }) => text)).toEqual(["null", "NULL"]);
  });
});

it.each([undefined, () => 1, Number.NaN, [Number.POSITIVE_INFINITY]])("has no document for %s", (value) => {
  expect(() => json.encode(value)).toThrow(new RangeError("a JSON value is needed"));
});
