import { afterAll, beforeAll, describe, expect, it } from "vitest";

import type { Column, ColumnType } from "../../../src/model/table-spec.ts";
import { opaque } from "../../../templates/runtime/database/text-codecs.ts";
import { isClass, loadModel } from "../../model/load-model.ts";
import { bigint, sampleColumn, sampleTable } from "../../model/sample-tables.ts";
import { openStores, storeKinds, uniqueName } from "./stores.ts";
import type { Stores } from "./stores.ts";

interface Sample {
  readonly sql: string;
  readonly type: ColumnType;
  readonly values: readonly unknown[];
}

const text: ColumnType = { kind: "text", length: 100, caseSensitive: undefined };

const samples: readonly Sample[] = [
  { sql: "tinyint", type: { kind: "integer", bits: 8, unsigned: false }, values: [-128, 127] },
  { sql: "smallint unsigned", type: { kind: "integer", bits: 16, unsigned: true }, values: [65535] },
  { sql: "int", type: { kind: "integer", bits: 32, unsigned: false }, values: [-2147483648] },
  {
    sql: "bigint",
    type: { kind: "integer", bits: 64, unsigned: false },
    values: [9007199254740991, -9007199254740991],
  },
  { sql: "bigint unsigned", type: { kind: "integer", bits: 64, unsigned: true }, values: [9007199254740991] },
  { sql: "year", type: { kind: "integer", bits: 16, unsigned: true }, values: [2026] },
  { sql: "boolean", type: { kind: "boolean" }, values: [true, false] },
  { sql: "bit(1)", type: { kind: "bit", length: 1 }, values: [true, false] },
  { sql: "bit(12)", type: { kind: "bit", length: 12 }, values: [0, 2741] },
  { sql: "float", type: { kind: "float", precision: "single" }, values: [0.1, 16777216, -1.5e-10] },
  { sql: "double", type: { kind: "float", precision: "double" }, values: [0.1, 1.7976931348623157e308] },
  {
    sql: "decimal(10,2)",
    type: { kind: "decimal", precision: 10, scale: 2 },
    values: ["12.50", "-99999999.99", "0.00"],
  },
  {
    sql: "decimal(30,10)",
    type: { kind: "decimal", precision: 30, scale: 10 },
    values: ["12345678901234567890.0123456789"],
  },
  { sql: "varchar(100)", type: text, values: ["", 'it\'s \\ "x" 漢字 😀 `a` <b>&', "\u2028\n\t", " a "] },
  {
    sql: "blob",
    type: { kind: "binary", length: undefined },
    values: [Buffer.from("ff00fe41", "hex"), Buffer.alloc(0)],
  },
  { sql: "date", type: { kind: "date" }, values: [new Date("2026-02-28T00:00:00Z"), new Date("1600-01-01T00:00:00Z")] },
  { sql: "datetime", type: { kind: "datetime", fraction: 0 }, values: [new Date("2026-11-23T18:35:20Z")] },
  { sql: "datetime(3)", type: { kind: "datetime", fraction: 3 }, values: [new Date("2026-11-23T18:35:20.120Z")] },
  { sql: "datetime(6)", type: { kind: "datetime", fraction: 6 }, values: [new Date("2026-11-23T18:35:20.007Z")] },
  { sql: "timestamp(3)", type: { kind: "timestamp", fraction: 3 }, values: [new Date("2026-03-29T01:30:00.500Z")] },
  { sql: "time", type: { kind: "time", fraction: 0 }, values: ["23:59:59", "-12:30:00"] },
  { sql: "json", type: { kind: "json" }, values: [{ a: [1, "x", null, true], b: {} }, [], "text", 1.5] },
  { sql: "enum('a','b | c')", type: { kind: "enum", values: ["a", "b | c"] }, values: ["b | c"] },
  { sql: "set('x','y')", type: { kind: "set", values: ["x", "y"] }, values: ["", "x,y"] },
];

interface AnyModel {
  insert(row: object): Promise<number>;
  findOne(id: number): Promise<object | undefined>;
  update(row: object): Promise<void>;
}

const columns: readonly Column[] = samples.flatMap(({ type }, index) => [
  sampleColumn(`value_${index}`, type),
  sampleColumn(`maybe_${index}`, type, { nullable: true, hasDefault: true }),
]);
const table = sampleTable(
  "sample",
  [
    sampleColumn("id", { kind: "integer", bits: 64, unsigned: false }, { autoIncrement: true, hasDefault: true }),
    ...columns,
  ],
  { primary: ["id"] },
);
const ddl = `create table sample (id bigint auto_increment primary key, ${samples
  .map(({ sql }, index) => `value_${index} ${sql} not null, maybe_${index} ${sql} null`)
  .join(", ")})`;

/** Rows that hold each value of each sample at least once, in both columns; the first has NULL wherever it may. */
const rows = [0, 1, 2, 3].map((round) =>
  Object.fromEntries(
    samples.flatMap(({ values }, index) => {
      const value = values[round % values.length];
      return [
        [`value${index}`, value],
        [`maybe${index}`, round === 0 ? null : value],
      ];
    }),
  ),
);

describe.each(storeKinds)("on %s", (storeKind) => {
  describe.each(["cached", "plain"] as const)("a %s model", (kind) => {
    let stores: Stores;
    let model: AnyModel;

    beforeAll(async () => {
      const { Model, schema } = await loadModel(table, { kind, database: uniqueName() }, isClass<AnyModel>);
      stores = await openStores(storeKind, [ddl], schema);
      model = new Model(stores.database, stores.cache);
    });
    afterAll(async () => {
      await stores.close();
    });

    it.each(rows.map((row, index) => [index, row] as const))(
      "gives back what was written, from the database and from the cache (row %i)",
      async (_, row) => {
        stores.statements.length = 0;
        const id = await model.insert(row);
        expect(await model.findOne(id), "first read").toStrictEqual({ id, ...row });
        expect(await model.findOne(id), "second read").toStrictEqual({ id, ...row });
        const reads = stores.statements.filter((sql) => sql.startsWith("select")).length;
        expect(reads, "reads of the database").toBe(kind === "cached" ? 1 : 2);
        await model.update({ id, ...rows[3] });
        expect(await model.findOne(id), "after an update").toStrictEqual({ id, ...rows[3] });
      },
    );
  });
});

describe("a column of a type without a better form", () => {
  it.each([
    ["bytes", Buffer.from("ff00fe41", "hex")],
    ["a text", "POINT(1 1)"],
    ["a number", 1.5],
    ["an integer beyond a number", 2n ** 60n],
    ["a point", { x: 1, y: 2 }],
    ["a line", [{ x: 1, y: 2 }]],
  ])("comes from the cache as it comes from the database: %s", (_, value) => {
    const hit = opaque.fromJson(JSON.parse(JSON.stringify(opaque.toJson(value))));
    expect(hit).toStrictEqual(value);
  });

  it("gives bytes as a Buffer, from the database and from the cache", async () => {
    const other: ColumnType = { kind: "other", name: "vector" };
    const sample = sampleTable("sample", [sampleColumn("id", bigint), sampleColumn("value", other)], {
      primary: ["id"],
    });
    const { Model, schema } = await loadModel(sample, { kind: "cached", database: uniqueName() }, isClass<AnyModel>);
    const stores = await openStores("SQLite and memory", [], schema);
    const model = new Model(stores.database, stores.cache);
    const row = { id: 1, value: Buffer.from("ff00fe41", "hex") };
    await model.insert(row);
    expect(await model.findOne(1), "first read").toStrictEqual(row);
    expect(await model.findOne(1), "second read").toStrictEqual(row);
    await model.update({ ...row, value: Buffer.from([0]) });
    expect(await model.findOne(1), "after an update").toStrictEqual({ id: 1, value: Buffer.from([0]) });
    await stores.close();
  });
});
