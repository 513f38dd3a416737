import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";

import { DuplicateKeyError, ErrNotFound } from "../../../templates/runtime/database/database.ts";
import { isClass, loadModel } from "../../model/load-model.ts";
import { bigint, sampleColumn, sampleTable, userTableSpec, varchar } from "../../model/sample-tables.ts";
import { openStores, storeKinds, uniqueName } from "./stores.ts";
import type { Stores } from "./stores.ts";
import { userDdl } from "./user-model.ts";
import type { User, UserModel } from "./user-model.ts";

describe.each(storeKinds)("a cached model on %s", (storeKind) => {
  let stores: Stores;
  let model: UserModel;

  beforeAll(async () => {
    const { Model, schema } = await loadModel(
      userTableSpec,
      { kind: "cached", database: uniqueName() },
      isClass<UserModel>,
    );
    stores = await openStores(storeKind, [userDdl], schema);
    model = new Model(stores.database, stores.cache);
  });
  afterAll(async () => {
    await stores.close();
  });
  beforeEach(() => {
    stores.statements.length = 0;
  });

  const selects = (): number => stores.statements.filter((sql) => sql.startsWith("select")).length;

  async function existing(id: number): Promise<User> {
    const user = await model.findOne(id);
    if (user === undefined) throw new Error(`no user ${id}`);
    return user;
  }

  it("finds an inserted row by its number and by its unique key, with the columns' defaults", async () => {
    const id = await model.insert({ username: "ann", password: "pw" });
    const user = await existing(id);
    expect(user).toMatchObject({ id, username: "ann", password: "pw", role: "user" });
    expect(Math.abs(user.createTime.getTime() - Date.now())).toBeLessThan(60_000);
    expect(await model.findOneByUsername("ann")).toStrictEqual(user);
  });

  it("asks the database once for each entry, for what is read again and again", async () => {
    const id = await model.insert({ username: "again", password: "pw" });
    await model.findOneByUsername("again");
    expect(stores.statements.slice(1).map((sql) => sql.split(" ")[1])).toEqual([
      "`id`,`username`",
      "`id`,`username`,`password`,`role`,`create_time`,`update_time`",
    ]);
    await model.findOneByUsername("again");
    await model.findOne(id);
    expect(selects()).toBe(2);
  });

  it("gives each reader an object of its own", async () => {
    const id = await model.insert({ username: "own", password: "pw" });
    const [first, second] = await Promise.all([existing(id), existing(id)]);
    first.role = "changed";
    expect(second.role).toBe("user");
    expect((await existing(id)).role).toBe("user");
  });

  it("does not ask again for what is not there", async () => {
    expect(await model.findOne(999_999)).toBeUndefined();
    expect(await model.findOne(999_999)).toBeUndefined();
    expect(await model.findOneByUsername("nobody")).toBeUndefined();
    expect(await model.findOneByUsername("nobody")).toBeUndefined();
    expect(selects()).toBe(2);
  });

  it("finds a row that was looked for in vain before it was inserted", async () => {
    const next = (await model.insert({ username: "before", password: "pw" })) + 1;
    expect(await model.findOne(next)).toBeUndefined();
    expect(await model.findOneByUsername("late")).toBeUndefined();
    expect(await model.insert({ username: "late", password: "pw" })).toBe(next);
    expect(await model.findOne(next)).toMatchObject({ username: "late" });
    expect(await model.findOneByUsername("late")).toMatchObject({ id: next });
  });

  it("shows an update at once, under the old name and the new one", async () => {
    const id = await model.insert({ username: "old", password: "pw" });
    await model.findOneByUsername("old");
    expect(await model.findOneByUsername("new")).toBeUndefined();
    await model.update({ ...(await existing(id)), username: "new" });
    expect(await model.findOne(id)).toMatchObject({ username: "new" });
    expect(await model.findOneByUsername("new")).toMatchObject({ id });
    expect(await model.findOneByUsername("old")).toBeUndefined();
  });

  it("updates a row to the values that it has already", async () => {
    const id = await model.insert({ username: "same", password: "pw" });
    await expect(model.update(await existing(id))).resolves.toBeUndefined();
  });

  it("deletes a row under all its keys", async () => {
    const id = await model.insert({ username: "gone", password: "pw" });
    await model.findOneByUsername("gone");
    await model.delete(id);
    expect(await model.findOne(id)).toBeUndefined();
    expect(await model.findOneByUsername("gone")).toBeUndefined();
  });

  it("throws ErrNotFound on a write to a row that is not there", async () => {
    const id = await model.insert({ username: "absent", password: "pw" });
    const user = await existing(id);
    await model.delete(id);
    await expect(model.update(user)).rejects.toBeInstanceOf(ErrNotFound);
    await expect(model.delete(id)).rejects.toBeInstanceOf(ErrNotFound);
  });

  it("throws DuplicateKeyError, which does not tell the value, on a second row with a unique key", async () => {
    const id = await model.insert({ username: "twice", password: "pw" });
    const second = model.insert({ username: "TWICE", password: "pw" });
    await expect(second).rejects.toBeInstanceOf(DuplicateKeyError);
    await expect(second).rejects.toThrow(/^(?!.*twice).*username/isu);
    const other = await model.insert({ username: "other", password: "pw" });
    await expect(model.update({ ...(await existing(other)), username: "twice" })).rejects.toBeInstanceOf(
      DuplicateKeyError,
    );
    expect(await model.findOneByUsername("twice")).toMatchObject({ id });
  });

  it("finds a name in another spelling, as the collation does, and never an outdated row by it", async () => {
    const id = await model.insert({ username: "Spelled", password: "pw" });
    expect(await model.findOneByUsername("sPELLED")).toMatchObject({ id });
    await model.update({ ...(await existing(id)), username: "renamed" });
    expect(await model.findOneByUsername("sPELLED")).toBeUndefined();
  });

  it("asks the database once when 200 readers come at the same time", async () => {
    const id = await model.insert({ username: "crowd", password: "pw" });
    const byId = await Promise.all(Array.from({ length: 200 }, async () => await model.findOne(id)));
    expect(selects()).toBe(1);
    await model.update({ ...(await existing(id)), role: "admin" });
    stores.statements.length = 0;
    const byName = await Promise.all(Array.from({ length: 200 }, async () => await model.findOneByUsername("crowd")));
    expect(selects()).toBe(2);
    expect(new Set(byId.map((user) => user?.username))).toEqual(new Set(["crowd"]));
    expect(new Set(byName.map((user) => user?.role))).toEqual(new Set(["admin"]));
  });

  it("never serves the old row after an update, however reads and writes overlap", async () => {
    const id = await model.insert({ username: "race", password: "pw" });
    for (let round = 0; round < 20; round++) {
      const user = await existing(id);
      const readers = Array.from({ length: 5 }, async () => await model.findOneByUsername("race"));
      await model.update({ ...user, role: `role ${round}` });
      const seen = await existing(id);
      await Promise.all(readers);
      expect([seen.role, (await existing(id)).role]).toEqual([`role ${round}`, `role ${round}`]);
    }
  });
});

const noteTable = sampleTable(
  "note",
  [
    sampleColumn("tenant", varchar(20)),
    sampleColumn("number", bigint),
    sampleColumn("slug", varchar(20), { nullable: true, hasDefault: true }),
    sampleColumn("part", varchar(20), { nullable: true, hasDefault: true }),
    sampleColumn("body", varchar(20), { hasDefault: true, default: { kind: "text", value: "" } }),
  ],
  { primary: ["tenant", "number"], unique: [["slug", "part"]] },
);
const noteDdl =
  "create table note (tenant varchar(20) not null, number bigint not null, slug varchar(20), part varchar(20), " +
  "body varchar(20) not null default '', primary key (tenant, number), unique key (slug, part))";

interface Note {
  tenant: string;
  number: number;
  slug: string | null;
  part: string | null;
  body: string;
}

interface NoteModel {
  insert(row: Partial<Note>): Promise<void>;
  findOne(tenant: string, number: number): Promise<Note | undefined>;
  findOneBySlugPart(slug: string | null, part: string | null): Promise<Note | undefined>;
  update(row: Note): Promise<void>;
  delete(tenant: string, number: number): Promise<void>;
}

describe.each(storeKinds)("keys of several columns on %s", (storeKind) => {
  let stores: Stores;
  let model: NoteModel;

  beforeAll(async () => {
    const { Model, schema } = await loadModel(
      noteTable,
      { kind: "cached", database: uniqueName() },
      isClass<NoteModel>,
    );
    stores = await openStores(storeKind, [noteDdl], schema);
    model = new Model(stores.database, stores.cache);
  });
  afterAll(async () => {
    await stores.close();
  });

  it("finds, updates and deletes by all columns of the primary key", async () => {
    await model.insert({ tenant: "a", number: 1, slug: "s", part: "1" });
    await model.insert({ tenant: "a", number: 2 });
    await model.findOneBySlugPart("s", "1");
    expect(await model.findOneBySlugPart("s", "1")).toStrictEqual({
      tenant: "a",
      number: 1,
      slug: "s",
      part: "1",
      body: "",
    });
    await model.update({ tenant: "a", number: 1, slug: "s", part: "2", body: "x" });
    expect(await model.findOneBySlugPart("s", "1")).toBeUndefined();
    expect(await model.findOneBySlugPart("s", "2")).toMatchObject({ body: "x" });
    await model.delete("a", 1);
    expect(await model.findOne("a", 1)).toBeUndefined();
    expect(await model.findOne("a", 2)).toMatchObject({ slug: null });
  });

  it("keeps keys apart whose values would read the same when joined", async () => {
    await model.insert({ tenant: "b", number: 1, slug: "x:y", part: "z" });
    expect(await model.findOneBySlugPart("x", "y:z")).toBeUndefined();
    expect(await model.findOneBySlugPart("x:y", "z")).toMatchObject({ tenant: "b" });
  });

  it("finds nothing by NULL and does not ask for it", async () => {
    await model.insert({ tenant: "c", number: 1, slug: "only" });
    stores.statements.length = 0;
    expect(await model.findOneBySlugPart("only", null)).toBeUndefined();
    expect(stores.statements).toEqual([]);
  });
});
