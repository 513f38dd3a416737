import { afterEach, describe, expect, it } from "vitest";

import { datetime, PreciseDate } from "../../../templates/runtime/database/time-codecs.ts";
import { isClass, loadModel } from "../../model/load-model.ts";
import { tableOf } from "../../model/table-of.ts";
import { openStores, storeKinds, uniqueName } from "./stores.ts";
import type { Stores } from "./stores.ts";

const ddl =
  "create table sample (id bigint primary key, at datetime(6) not null, maybe timestamp(5) null, name varchar(9) not null, unique (at))";

interface Sample {
  readonly id: number;
  readonly at: Date;
  readonly maybe: Date | null;
  readonly name: string;
}

interface SampleModel {
  insert(row: Sample): Promise<unknown>;
  findOne(id: number): Promise<Sample | undefined>;
  findOneByAt(at: Date): Promise<Sample | undefined>;
  update(row: Sample): Promise<void>;
}

describe.each(storeKinds)("on %s", (storeKind) => {
  let stores: Stores;
  afterEach(async () => {
    await stores.close();
  });

  it("a row keeps the microseconds of columns that nobody touched, and is found by them", async () => {
    const options = { kind: "cached", database: uniqueName() } as const;
    const { Model, schema } = await loadModel(tableOf(ddl), options, isClass<SampleModel>);
    stores = await openStores(storeKind, [ddl], schema);
    const model = new Model(stores.database, stores.cache);
    const [at, maybe] = ["2026-11-26 01:02:05.123456", "2026-11-26 01:02:05.10009"];
    await stores.database.execute("insert into `sample` values (1, ?, ?, 'a')", [at, maybe]);
    for (const name of ["b", "c"]) {
      for (const read of ["from the database", "from the cache"]) {
        const row = await model.findOne(1);
        if (row === undefined) throw new Error("no row");
        expect(row.at, read).toEqual(new Date("2026-11-26T01:02:05.123Z"));
        expect(await model.findOneByAt(row.at), read).toEqual(row);
        expect(await model.findOneByAt(new Date(row.at)), read).toBeUndefined();
        await model.update({ ...row, name });
      }
    }
    const [stored] = await stores.database.query(
      "select cast(at as char) as at, cast(maybe as char) as maybe from `sample`",
    );
    expect(stored).toEqual({ at, maybe });
  });
});

it("writes what a time was changed to, without digits of the one before", () => {
  const time = new PreciseDate(Date.parse("2026-01-02T03:04:05.123Z"), 456);
  expect(datetime(6).encode(time)).toBe("2026-01-02 03:04:05.123456");
  expect(datetime(4).encode(time)).toBe("2026-01-02 03:04:05.1235");
  expect(datetime(5).encode(time)).toBe("2026-01-02 03:04:05.12346");
  expect(datetime(5).encode(new PreciseDate(Date.parse("2026-01-01T23:59:59.999Z"), 996))).toBe(
    "2026-01-02 00:00:00.00000",
  );
  expect(datetime(3).encode(new PreciseDate(time.getTime(), 999))).toBe("2026-01-02 03:04:05.124");
  expect(datetime(6).keyText(time)).toBe("2026-01-02 03:04:05.123456 +0000 UTC");
  time.setUTCMilliseconds(7);
  expect(datetime(6).encode(time)).toBe("2026-01-02 03:04:05.007000");
});
