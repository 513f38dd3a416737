import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { ErrNotFound } from "../../../templates/runtime/database/database.ts";
import { isClass, loadModel } from "../../model/load-model.ts";
import { bigint, sampleColumn, sampleTable, varchar } from "../../model/sample-tables.ts";
import { openStores, storeKinds, uniqueName } from "./stores.ts";
import type { Stores } from "./stores.ts";

interface Note {
  id: number;
  title: string;
}

interface Notes {
  insert(row: { title: string }): Promise<number>;
  findOne(id: number): Promise<Note | undefined>;
  findOneByTitle(title: string): Promise<Note | undefined>;
  update(row: Note): Promise<void>;
  delete(id: number): Promise<void>;
  findPage(page: { limit: number }): Promise<Note[]>;
  count(): Promise<number>;
  findMany(keys: readonly number[]): Promise<Note[]>;
  deleteMany(keys: readonly number[]): Promise<number>;
  restore(id: number): Promise<void>;
  transact<Result>(work: (model: Notes) => Promise<Result>): Promise<Result>;
}

const tinyint = { kind: "integer", bits: 8, unsigned: false } as const;
const time = { kind: "datetime", fraction: 0 } as const;
const marks = {
  "a time": {
    ddl: "deleted_at datetime null",
    columns: [sampleColumn("deleted_at", time, { nullable: true, hasDefault: true })],
    isSet: "`deleted_at` is not null",
  },
  "a flag and a time": {
    ddl: "delete_time datetime not null default current_timestamp, del_state tinyint not null default 0",
    columns: [
      sampleColumn("delete_time", time, { hasDefault: true, default: { kind: "now" } }),
      sampleColumn("del_state", tinyint, { hasDefault: true, default: { kind: "number", value: "0" } }),
    ],
    isSet: "`del_state` = 1",
  },
} as const;

const kinds = storeKinds.flatMap((store) =>
  (["a time", "a flag and a time"] as const).flatMap((mark) => [
    [store, mark, "cached"] as const,
    [store, mark, "plain"] as const,
  ]),
);

describe.each(kinds)("rows that are marked as deleted on %s, by %s, %s", (storeKind, mark, kind) => {
  const { ddl, columns, isSet } = marks[mark];
  let stores: Stores;
  let notes: Notes;

  beforeAll(async () => {
    const table = sampleTable(
      "note",
      [
        sampleColumn("id", bigint, { autoIncrement: true, hasDefault: true }),
        sampleColumn("title", varchar(20)),
        ...columns,
      ],
      { primary: ["id"], unique: [["title"]] },
    );
    const extras = ["page", "count", "bulk", "softdelete"] as const;
    const { Model, schema } = await loadModel(table, { kind, database: uniqueName(), extras }, isClass<Notes>);
    const create = `create table note (id bigint not null auto_increment primary key, title varchar(20) not null, ${ddl}, unique key (title))`;
    stores = await openStores(storeKind, [create], schema);
    notes = new Model(stores.database, stores.cache);
  });
  afterAll(async () => {
    await stores.close();
  });

  async function isMarked(id: number): Promise<boolean> {
    const found = await stores.database.query(`select 1 as one from note where id = ? and ${isSet}`, [id]);
    return found.length === 1;
  }

  it("stay in the table, and are there for no method", async () => {
    const id = await notes.insert({ title: "one" });
    const other = await notes.insert({ title: "other" });
    const row = await notes.findOne(id);
    if (row === undefined) throw new Error("no row");
    expect(await notes.findOneByTitle("one")).toStrictEqual(row);
    await notes.delete(id);
    expect(await isMarked(id)).toBe(true);
    expect([await notes.findOne(id), await notes.findOneByTitle("one")]).toEqual([undefined, undefined]);
    expect((await notes.findMany([id, other])).map(({ title }) => title)).toEqual(["other"]);
    expect((await notes.findPage({ limit: 10 })).map(({ title }) => title)).toEqual(["other"]);
    expect(await notes.count()).toBe(1);
    await expect(notes.delete(id)).rejects.toBeInstanceOf(ErrNotFound);
    await expect(notes.update({ ...row, title: "new" })).rejects.toBeInstanceOf(ErrNotFound);
    expect(await isMarked(other)).toBe(false);
    await notes.update({ ...row, id: other, title: "renamed" });
    expect(await notes.findOne(other)).toMatchObject({ title: "renamed" });
  });

  it("are there again once they are restored, also for who has just looked for them", async () => {
    const id = await notes.insert({ title: "back" });
    const row = await notes.findOne(id);
    await expect(notes.restore(id)).rejects.toBeInstanceOf(ErrNotFound);
    for (const restore of [
      async () => await notes.restore(id),
      async () => await notes.transact(async (model) => await model.restore(id)),
    ]) {
      await notes.delete(id);
      expect([await notes.findOne(id), await notes.findOneByTitle("back")]).toEqual([undefined, undefined]);
      await restore();
      expect(await isMarked(id)).toBe(false);
      expect(await notes.findOne(id)).toMatchObject({ id, title: "back" });
      expect(await notes.findOneByTitle("back")).toMatchObject({ id, title: "back" });
      expect((await notes.findMany([id])).map(({ title }) => title)).toEqual(["back"]);
      await expect(notes.restore(id)).rejects.toBeInstanceOf(ErrNotFound);
    }
    expect(row).toMatchObject({ id, title: "back" });
    await expect(notes.restore(0)).rejects.toBeInstanceOf(ErrNotFound);
    await notes.delete(id);
  });

  it("are marked many at once", async () => {
    const ids = [await notes.insert({ title: "x" }), await notes.insert({ title: "y" })];
    for (const id of ids) await notes.findOne(id);
    await notes.delete(ids[0] ?? 0);
    expect(await notes.deleteMany(ids)).toBe(1);
    expect(await Promise.all(ids.map(isMarked))).toEqual([true, true]);
    expect(await notes.findOne(ids[1] ?? 0)).toBeUndefined();
  });
});
