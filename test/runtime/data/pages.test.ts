import { afterAll, beforeAll, describe, expect, it } from "vitest";

import type { PageRequest } from "../../../templates/runtime/database/find-page.ts";
import { isClass, loadModel } from "../../model/load-model.ts";
import { bigint, sampleColumn, sampleTable, varchar } from "../../model/sample-tables.ts";
import { openStores, storeKinds, uniqueName } from "./stores.ts";
import type { Stores } from "./stores.ts";

interface Item {
  id: bigint;
  label: string;
}

interface ItemModel {
  insert(row: { label: string }): Promise<bigint>;
  delete(id: bigint): Promise<void>;
  findPage(page: PageRequest<bigint>): Promise<Item[]>;
  count(): Promise<number>;
  transact<Result>(work: (model: ItemModel) => Promise<Result>): Promise<Result>;
}

interface Seat {
  row: string;
  place: number;
}

interface SeatModel {
  insert(row: Seat): Promise<void>;
  findPage(page: PageRequest<Seat>): Promise<Seat[]>;
}

const item = sampleTable(
  "item",
  [sampleColumn("id", bigint, { autoIncrement: true, hasDefault: true }), sampleColumn("label", varchar(20))],
  { primary: ["id"] },
);
const itemDdl = "create table item (id bigint not null auto_increment primary key, label varchar(20) not null)";
const seat = sampleTable(
  "seat",
  [sampleColumn("row", varchar(4)), sampleColumn("place", { kind: "integer", bits: 32, unsigned: false })],
  { primary: ["row", "place"] },
);
const seatDdl = "create table seat (`row` varchar(4) not null, place int not null, primary key (`row`, place))";

const kinds = storeKinds.flatMap((store) => [[store, "cached"] as const, [store, "plain"] as const]);

describe.each(kinds)("pages of rows on %s, %s", (storeKind, kind) => {
  let stores: Stores;
  let seats: Stores;
  let items: ItemModel;
  let places: SeatModel;

  beforeAll(async () => {
    const options = { kind, database: uniqueName(), int64: "bigint", extras: ["page", "count"] } as const;
    const ofItems = await loadModel(item, options, isClass<ItemModel>);
    const ofSeats = await loadModel(seat, options, isClass<SeatModel>);
    stores = await openStores(storeKind, [itemDdl], ofItems.schema);
    seats = await openStores(storeKind, [seatDdl], ofSeats.schema);
    items = new ofItems.Model(stores.database, stores.cache);
    places = new ofSeats.Model(seats.database, seats.cache);
  });
  afterAll(async () => {
    await stores.close();
    await seats.close();
  });

  it("give every row once, in the order of the primary key, whatever is deleted and inserted meanwhile", async () => {
    expect(await items.findPage({ limit: 2 })).toEqual([]);
    expect(await items.count()).toBe(0);
    const ids: bigint[] = [];
    for (const label of ["a", "b", "c", "d", "e"]) ids.push(await items.insert({ label }));
    const first = await items.findPage({ limit: 2 });
    expect(first.map(({ label }) => label)).toEqual(["a", "b"]);
    await items.delete(ids[1] ?? 0n);
    const second = await items.findPage({ after: first.at(-1)?.id, limit: 2 });
    expect(second.map(({ label }) => label)).toEqual(["c", "d"]);
    await items.insert({ label: "f" });
    const third = await items.findPage({ after: second.at(-1)?.id, limit: 3 });
    expect(third.map(({ label }) => label)).toEqual(["e", "f"]);
    expect(await items.count()).toBe(5);
  });

  it("show a transaction what it has written", async () => {
    const before = await items.count();
    const inside = await items.transact(async (own) => {
      const id = await own.insert({ label: "own" });
      return { count: await own.count(), page: await own.findPage({ after: id - 1n, limit: 10 }) };
    });
    expect(inside).toMatchObject({ count: before + 1, page: [{ label: "own" }] });
  });

  it("go on behind a key of several columns", async () => {
    for (const row of ["B", "A"]) for (const place of [2, 1, 3]) await places.insert({ row, place });
    const found: Seat[] = [];
    for (let pages = 0; pages < 10; pages++) {
      const page = await places.findPage({ after: found.at(-1), limit: 2 });
      found.push(...page);
      if (page.length < 2) break;
    }
    expect(found.map(({ row, place }) => row + place)).toEqual(["A1", "A2", "A3", "B1", "B2", "B3"]);
    expect(await places.findPage({ after: { row: "A", place: 3 }, limit: 1 })).toEqual([{ row: "B", place: 1 }]);
  });

  it.each([0, -1, 1.5, 1001, Number.NaN])("have no limit of %s", async (limit) => {
    await expect(items.findPage({ limit })).rejects.toThrow(new RangeError(`a page has 1 to 1000 rows, not ${limit}`));
  });
});
