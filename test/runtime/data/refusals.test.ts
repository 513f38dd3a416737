import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { DuplicateKeyError, openDatabase, RefusedValueError } from "../../../templates/runtime/database/database.ts";
import type { Database } from "../../../templates/runtime/database/database.ts";
import { isClass, loadModel } from "../../model/load-model.ts";
import { tableOf } from "../../model/table-of.ts";
import { createDatabase } from "../../services/test-database.ts";
import type { TestDatabase } from "../../services/test-database.ts";
import { openStores, storeKinds, uniqueName } from "./stores.ts";

describe("on MySQL", () => {
  let own: TestDatabase;
  let database: Database;
  beforeAll(async () => {
    own = await createDatabase();
    await own.run(
      "create table parent (id bigint primary key)",
      "insert into parent values (1)",
      "create table sample (id bigint primary key, name varchar(5) not null, n tinyint, at time, parent bigint, kind enum('a'), " +
        "unique key `u k's` (name), constraint parent_fk foreign key (parent) references parent (id), " +
        "constraint small check (n < 100))",
      "insert into sample (id, name, parent) values (1, 'one', 1)",
      "create table counted (id bigint unsigned auto_increment primary key, n int) auto_increment = 18446744073709550000",
    );
    database = openDatabase(own.dataSource, []);
  });
  afterAll(async () => {
    await database.close();
    await own.drop();
  });

  const insert = async (column: string, value: string | number | null): Promise<unknown> =>
    await database.execute(
      `insert into sample (id, ${column === "name" ? "" : "name, "}${column}) values (?, ${column === "name" ? "" : "'x', "}?)`,
      [9, value],
    );

  it.each([
    ["name", "my secret", "too long", "name"],
    ["name", null, "missing", "name"],
    ["n", 1000, "out of range", "n"],
    ["n", 101, "against a check", "small"],
    ["n", "my secret", "malformed", "n"],
    ["at", "my secret for column 'n'", "malformed", "at"],
    ["kind", "my secret", "malformed", "kind"],
    ["parent", 7, "without its reference", "parent_fk"],
  ])("says what is wrong with a value of %s, and not the value %s", async (column, value, refusal, place) => {
    const error = await insert(column, value).catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(RefusedValueError);
    expect(error).toMatchObject({ refusal, place });
    expect(JSON.stringify([error, String(error)])).not.toContain("secret");
  });

  it("says that others refer to a row, and that a column without a default is missing", async () => {
    await expect(database.execute("delete from parent")).rejects.toMatchObject({
      refusal: "referred to",
      place: "parent_fk",
    });
    await expect(database.execute("insert into sample (id) values (3)")).rejects.toMatchObject({
      refusal: "missing",
      place: "name",
    });
  });

  it("names the key of a second row, whatever it is called", async () => {
    const second = database.execute("insert into sample (id, name) values (4, 'one')");
    await expect(second).rejects.toBeInstanceOf(DuplicateKeyError);
    await expect(second).rejects.toMatchObject({ key: "u k's" });
  });

  it("gives the number of a row beyond 2^63", async () => {
    const { insertId } = await database.execute("insert into counted (n) values (1)");
    expect(insertId).toBe(18_446_744_073_709_550_000n);
  });

  it("tells a mix of collations of columns as what it is, with the server's words", async () => {
    const sql =
      "select 1 from (select 'a' collate utf8mb4_bin as name) as one join (select 'a' collate utf8mb4_unicode_ci as name) as other " +
      "on one.name = other.name";
    await expect(database.query(sql)).rejects.toThrow(/Illegal mix of collations/u);
  });

  it("tells of several values that a column cannot hold", async () => {
    await database.execute("create table narrow (name varchar(9) character set latin1)");
    const rows = database.query("select * from narrow where name in (?, ?)", ["x", "😀"]);
    await expect(rows).rejects.toMatchObject({ refusal: "malformed" });
  });

  it("tells in the cause why the server does not take the settings of a session", async () => {
    const misspelt = openDatabase(`${own.dataSource}&sql_modee=1`, []);
    const failure = await misspelt.query("select 1").catch((error: unknown) => error);
    expect(failure).toMatchObject({
      code: 503,
      cause: expect.objectContaining({ message: expect.stringContaining("sql_modee") }),
    });
    await misspelt.close();
  });
});

describe.each(storeKinds)("on %s", (kind) => {
  it("a missing value is told as such, with its column", async () => {
    const ddl = "create table sample (id bigint primary key, name varchar(5) not null, unique (name))";
    const options = { kind: "cached", database: uniqueName() } as const;
    const { Model, schema } = await loadModel(
      tableOf(ddl),
      options,
      isClass<{ insert(row: object): Promise<unknown>; findOneByName(name: unknown): Promise<unknown> }>,
    );
    const stores = await openStores(kind, [ddl], schema);
    const model = new Model(stores.database, stores.cache);
    await expect(model.insert({ id: 1, name: null })).rejects.toMatchObject({ refusal: "missing", place: "name" });
    expect(await model.findOneByName(null)).toBeUndefined();
    await stores.close();
  });

  it("a value that is undefined is told with its column", async () => {
    const ddl = "create table sample (id bigint primary key, document json)";
    const options = { kind: "cached", database: uniqueName() } as const;
    const { Model, schema } = await loadModel(tableOf(ddl), options, isClass<{ update(row: object): Promise<void> }>);
    const stores = await openStores(kind, [ddl], schema);
    const model = new Model(stores.database, stores.cache);
    await expect(model.update({ id: 1, document: undefined })).rejects.toThrow(
      new RangeError("column sample.document cannot hold the value: it is undefined"),
    );
    await stores.close();
  });

  it.each(["latin1", "utf8"])("a row of %s is not found by what no such column can hold", async (characterSet) => {
    const ddl = `create table sample (id bigint primary key, name varchar(9) character set ${characterSet} unique)`;
    for (const modelKind of ["cached", "plain"] as const) {
      const options = { kind: modelKind, database: uniqueName() } as const;
      const { Model, schema } = await loadModel(
        tableOf(ddl),
        options,
        isClass<{ insert(row: object): Promise<unknown>; findOneByName(name: string): Promise<unknown> }>,
      );
      const stores = await openStores(kind, [ddl], schema);
      const model = new Model(stores.database, stores.cache);
      await model.insert({ id: 1, name: "é" });
      expect(await model.findOneByName("😀")).toBeUndefined();
      expect(await model.findOneByName("é")).toEqual({ id: 1, name: "é" });
      await stores.close();
    }
  });
});
