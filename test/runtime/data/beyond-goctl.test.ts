import { afterEach, describe, expect, it } from "vitest";

import { checkTables } from "../../../src/model/check-tables.ts";
import type { TableSpec } from "../../../src/model/table-spec.ts";
import { parseSql } from "../../../src/sql/parse.ts";
import { SourceFile } from "../../../src/text/source-file.ts";
import { isClass, loadModel } from "../../model/load-model.ts";
import { openStores, storeKinds, uniqueName } from "./stores.ts";
import type { Stores } from "./stores.ts";

interface AnyModel {
  insert(row: object): Promise<unknown>;
  update(row: object): Promise<void>;
  delete(...key: readonly unknown[]): Promise<void>;
}

interface Sample {
  readonly what: string;
  /** The last CREATE TABLE is the table whose model is used. */
  readonly ddl: readonly string[];
  readonly row: Readonly<Record<string, unknown>>;
  readonly change: Readonly<Record<string, unknown>>;
  /** Properties of the primary key. */
  readonly key: readonly string[];
  /** Methods beside `findOne`, and the properties that each is called with. */
  readonly finds: Readonly<Record<string, readonly string[]>>;
}

const samples: readonly Sample[] = [
  {
    what: "an inline primary key, and an inline unique key",
    ddl: ["create table city (id bigint primary key, code varchar(9) not null unique key)"],
    row: { id: 7, code: "x" },
    change: { code: "y" },
    key: ["id"],
    finds: { findOneByCode: ["code"] },
  },
  {
    what: "a primary key of several columns",
    ddl: [
      "create table member (user_id bigint, team_id varchar(9), role varchar(9), primary key (team_id, user_id), unique (role, user_id))",
    ],
    row: { userId: 1, teamId: "t", role: "r" },
    change: { role: "s" },
    key: ["teamId", "userId"],
    finds: { findOneByRoleUserId: ["role", "userId"] },
  },
  {
    what: "foreign keys, inline and not",
    ddl: [
      "create table parent (id bigint primary key)",
      "insert into parent values (1), (2)",
      "create table child (id bigint primary key, a bigint not null references parent (id), b bigint, foreign key (b) references parent (id) on delete set null)",
    ],
    row: { id: 1, a: 1, b: 2 },
    change: { b: null },
    key: ["id"],
    finds: {},
  },
  {
    what: "unique keys that are added to the table",
    ddl: [
      "create table account (id bigint, mail varchar(90) not null, phone varchar(20), seat int)",
      "alter table account add primary key (id), add unique key by_phone (phone)",
      "create unique index by_mail_seat on account (mail, seat)",
    ],
    row: { id: 5, mail: "a@b", phone: "1", seat: 3 },
    change: { phone: "2", seat: 4 },
    key: ["id"],
    finds: { findOneByMailSeat: ["mail", "seat"], findOneByPhone: ["phone"] },
  },
  {
    what: "a name with its database",
    ddl: ["create table `DATABASE`.`qualified` (id bigint primary key, x int not null)"],
    row: { id: 5, x: 1 },
    change: { x: 2 },
    key: ["id"],
    finds: {},
  },
];

const generated: Sample = {
  what: "generated columns, which are never written",
  ddl: [
    "create table line (id bigint primary key, price decimal(9,2) not null, amount int not null, total decimal(12,2) generated always as (price * `amount`) stored, more int as (((amount + 1) * 2)), words varchar(90) as (concat('x', amount)))",
  ],
  row: { id: 1, price: "3.10", amount: 4 },
  change: { amount: 5 },
  key: ["id"],
  finds: {},
};

describe.each(storeKinds)("on %s", (storeKind) => {
  let stores: Stores;
  afterEach(async () => {
    await stores.close();
  });

  async function modelOf({ ddl }: Sample): Promise<AnyModel> {
    const { Model, schema } = await loadModel(
      tableOf(ddl),
      { kind: "cached", database: uniqueName() },
      isClass<AnyModel>,
    );
    const own = ddl.map((statement) => statement.replace("`DATABASE`.", ""));
    stores = await openStores(storeKind, own, schema);
    return new Model(stores.database, stores.cache);
  }

  it.each(samples)("serves $what", async (sample) => {
    const { row, change, key, finds } = sample;
    const model = await modelOf(sample);
    const all = { findOne: key, ...finds };
    await model.insert(row);
    for (const read of ["from the database", "from the cache"]) {
      expect(await foundBy(model, all, row), read).toEqual(Object.keys(all).map(() => row));
    }
    const changed = { ...row, ...change };
    await model.update(changed);
    expect(await foundBy(model, all, changed), "after the update").toEqual(Object.keys(all).map(() => changed));
    await model.delete(...key.map((name) => row[name]));
    expect(await foundBy(model, all, changed), "after the delete").toEqual(Object.keys(all).map(() => undefined));
  });

  it(`serves ${generated.what}`, async () => {
    const model = await modelOf(generated);
    // SQLite computes sums and products.
    const [words, newWords] = storeKind === "SQLite and memory" ? [null, null] : ["x4", "x5"];
    const { row, change } = generated;
    const ignored = { total: "99.00", more: 99, words: "y" };
    await model.insert({ ...row, ...ignored });
    const inserted = { ...row, total: "12.40", more: 10, words };
    expect(await called(model, "findOne", ["id"], row), "first read").toEqual(inserted);
    expect(await called(model, "findOne", ["id"], row), "second read").toEqual(inserted);
    await model.update({ ...row, ...change, ...ignored });
    const updated = { ...row, ...change, total: "15.50", more: 12, words: newWords };
    expect(await called(model, "findOne", ["id"], row), "after the update").toEqual(updated);
  });
});

it("has no method for a key on an expression", async () => {
  const ddl = [
    "create table words (id bigint primary key, a varchar(9), unique key ((lower(a))), unique key (a, (id + 1)))",
  ];
  const { Model } = await loadModel(tableOf(ddl), { kind: "cached", database: "" }, isClass<AnyModel>);
  const methods = Object.getOwnPropertyNames(Object.getPrototypeOf(Model.prototype));
  expect(methods).toEqual(["constructor", "insert", "findOne", "update", "delete"]);
});

function tableOf(ddl: readonly string[]): TableSpec {
  const { tables = [] } = checkTables([parseSql(new SourceFile("sample.sql", ddl.join(";\n"))).file]);
  const table = tables.at(-1);
  if (table === undefined) throw new Error("the sample is no table");
  return table;
}

async function foundBy(
  model: AnyModel,
  methods: Readonly<Record<string, readonly string[]>>,
  row: Readonly<Record<string, unknown>>,
): Promise<readonly unknown[]> {
  return await Promise.all(
    Object.entries(methods).map(async ([method, names]) => await called(model, method, names, row)),
  );
}

async function called(
  model: AnyModel,
  method: string,
  names: readonly string[],
  row: Readonly<Record<string, unknown>>,
): Promise<unknown> {
  const find: unknown = Reflect.get(model, method);
  if (typeof find !== "function") throw new Error(`there is no method ${method}`);
  return await find.apply(
    model,
    names.map((name) => row[name]),
  );
}
