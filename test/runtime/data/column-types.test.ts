import { createConnection } from "mysql2/promise";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";

import { checkTables } from "../../../src/model/check-tables.ts";
import type { ColumnType, TableSpec } from "../../../src/model/table-spec.ts";
import { parseSql } from "../../../src/sql/parse.ts";
import { SourceFile } from "../../../src/text/source-file.ts";
import { opaque } from "../../../templates/runtime/database/text-codecs.ts";
import { isClass, loadModel } from "../../model/load-model.ts";
import { bigint, sampleColumn, sampleTable } from "../../model/sample-tables.ts";
import { bigIntegers, columnSamples } from "./column-samples.ts";
import type { ColumnSample } from "./column-samples.ts";
import { openStores, storeKinds, uniqueName } from "./stores.ts";
import type { Stores } from "./stores.ts";

interface AnyModel {
  insert(row: object): Promise<unknown>;
  findOne(id: unknown): Promise<object | undefined>;
  update(row: object): Promise<void>;
}

/** A table with a column that may not be NULL and one that may for each sample, as DDL. */
function ddlOf(samples: readonly ColumnSample[]): string {
  const columns = samples.map(({ sql }, index) => {
    const type = sql.replace(/ null$/u, "");
    return `value_${index} ${type} not null, maybe_${index} ${type} null`;
  });
  return `create table sample (id bigint auto_increment primary key, ${columns.join(", ")}) charset utf8mb4`;
}

function tableOf(ddl: string): TableSpec {
  const { tables: [table] = [] } = checkTables([parseSql(new SourceFile("sample.sql", ddl)).file]);
  if (table === undefined) throw new Error("the samples are no table");
  return table;
}

/** Rows that hold each value of each sample at least once, in both columns; the first has NULL wherever it may. */
function rowsOf(samples: readonly ColumnSample[]): readonly object[] {
  const rounds = Math.max(...samples.map(({ values }) => values.length)) + 1;
  return Array.from({ length: rounds }, (_, round) =>
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
}

async function samplesOfServer(): Promise<readonly ColumnSample[]> {
  const connection = await createConnection({ uri: inject("mysqlUrl") });
  const [rows] = await connection.query("select version() as version");
  await connection.end();
  const isMariadb = JSON.stringify(rows).includes("MariaDB");
  return columnSamples.filter(({ only }) => only === undefined || isMariadb);
}

describe.each(storeKinds)("on %s", (storeKind) => {
  describe.each(["cached", "plain"] as const)("a %s model", (kind) => {
    describe.each(["number", "bigint", "string"] as const)("with 64-bit integers as %s", (int64) => {
      let stores: Stores;
      let model: AnyModel;
      let rows: readonly object[];

      beforeAll(async () => {
        const integers = [
          { sql: "bigint", values: bigIntegers[int64] },
          { sql: "int8", values: bigIntegers[int64] },
          { sql: "bigint unsigned", values: bigIntegers[int64].slice(1) },
        ];
        const samples = [...integers, ...(await samplesOfServer())];
        const ddl = ddlOf(samples);
        const options = { kind, int64, database: uniqueName() };
        const { Model, schema } = await loadModel(tableOf(ddl), options, isClass<AnyModel>);
        stores = await openStores(storeKind, [ddl], schema);
        model = new Model(stores.database, stores.cache);
        rows = rowsOf(samples);
      });
      afterAll(async () => {
        await stores.close();
      });

      it("gives back what was written, from the database and from the cache", async () => {
        for (const row of rows) {
          stores.statements.length = 0;
          const id = await model.insert(row);
          expect(typeof id).toBe(int64);
          expect(await model.findOne(id), "first read").toStrictEqual({ id, ...row });
          expect(await model.findOne(id), "second read").toStrictEqual({ id, ...row });
          const reads = stores.statements.filter((sql) => sql.startsWith("select")).length;
          expect(reads, "reads of the database").toBe(kind === "cached" ? 1 : 2);
          await model.update({ id, ...rows[1] });
          expect(await model.findOne(id), "after an update").toStrictEqual({ id, ...rows[1] });
        }
      });
    });
  });
});

describe("what SQLite cannot hold", () => {
  const ddl =
    "create table sample (id bigint auto_increment primary key, n bigint unsigned not null, t varchar(9) not null)";
  const row = { n: 2n ** 64n - 1n, t: "a\0b" };

  it("is kept by MySQL", async () => {
    const options = { kind: "cached", int64: "bigint", database: uniqueName() } as const;
    const { Model, schema } = await loadModel(tableOf(ddl), options, isClass<AnyModel>);
    const stores = await openStores("MySQL and Redis", [ddl], schema);
    const model = new Model(stores.database, stores.cache);
    const id = await model.insert(row);
    expect(await model.findOne(id), "first read").toStrictEqual({ id, ...row });
    expect(await model.findOne(id), "second read").toStrictEqual({ id, ...row });
    await stores.close();
  });

  it("is refused, and never changed", async () => {
    const options = { kind: "plain", int64: "bigint", database: "" } as const;
    const { Model, schema } = await loadModel(tableOf(ddl), options, isClass<AnyModel>);
    const stores = await openStores("SQLite and memory", [], schema);
    const model = new Model(stores.database, stores.cache);
    await expect(model.insert({ ...row, t: "" })).rejects.toThrow("SQLite holds no integers of 2^63 and more");
    await expect(model.insert({ ...row, n: 1n })).rejects.toThrow("SQLite holds no texts with a NUL character");
    await stores.close();
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
    const other: ColumnType = { kind: "other", name: "newer_than_this" };
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
