import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

import { format } from "prettier";
import ts from "typescript";
import { describe, expect, it } from "vitest";

import { planModel } from "../../src/emit/cached-model/plan-model.ts";
import type { ModelOptions } from "../../src/emit/cached-model/plan-model.ts";
import { defaultFileStyle, parseFileStyle } from "../../src/emit/file-style.ts";
import type { VirtualFile } from "../../src/emit/virtual-file.ts";
import type { Column, ColumnType, TableSpec } from "../../src/model/table-spec.ts";
import { checkTables } from "../../src/model/check-tables.ts";
import { parseSql } from "../../src/sql/parse.ts";
import { SourceFile } from "../../src/text/source-file.ts";
import { columnSamples } from "../runtime/data/column-samples.ts";
import { bigint, sampleColumn, sampleTable, userTableSpec, varchar } from "./sample-tables.ts";

const repository = join(dirname(fileURLToPath(import.meta.url)), "../..");

const options: ModelOptions = {
  directory: "internal/model",
  runtime: "../runtime",
  style: defaultFileStyle,
  cache: true,
  prefix: "cache",
  database: "",
  ignoreColumns: undefined,
  int64: "number",
  extras: [],
};

function generated(table: TableSpec, changed: Partial<ModelOptions> = {}): string {
  return planModel([table], { ...options, ...changed })[0]?.text ?? "";
}

const key = sampleColumn("id", bigint, { autoIncrement: true, hasDefault: true });

function withColumns(columns: readonly Column[], unique: readonly (readonly string[])[] = []): TableSpec {
  return sampleTable("thing", [key, ...columns], { primary: ["id"], unique });
}

const hostileNames = [
  "*/ alert(1) /*",
  "back`tick",
  "${process.exit(1)}",
  "quo'te",
  'double"quote',
  "back\\slash",
  "line\u2028separator",
  "new\nline",
  "__proto__",
  "constructor",
  "class",
  "await",
  "arguments",
  "名称",
  "2fa",
  "id_key",
  "user_id",
  "userId",
  "column",
  "signal",
];
const hostileTable: TableSpec = {
  ...sampleTable(
    "ta*/b`le${1}",
    [
      key,
      ...hostileNames.map((name) =>
        sampleColumn(name, varchar(10), { comment: name, hasDefault: true, default: { kind: "text", value: name } }),
      ),
    ],
    { primary: ["id"], unique: hostileNames.map((name) => [name]) },
  ),
  comment: "*/ ${x} `y` \u2028",
};

const long = (name: string): string => `${name}_of_a_table_with_a_name_of_some_length`;
const longTable = sampleTable(
  "table_with_a_name_of_some_length",
  [
    sampleColumn(long("first"), bigint),
    sampleColumn(long("second"), { kind: "datetime", fraction: 3 }, { nullable: true, hasDefault: true }),
    sampleColumn("state", { kind: "enum", values: Array.from({ length: 12 }, (_, index) => `some value ${index}`) }),
    sampleColumn("kind", { kind: "enum", values: ["a", "b"] }, { nullable: true, hasDefault: true }),
  ],
  { primary: [long("first"), "state"], unique: [[long("second"), "state"], ["kind"]] },
);
const numberOnly = sampleTable("counter", [key], { primary: ["id"] });
const globalNames = ["date", "promise", "buffer", "table", "rows", "abort_signal"].map((name) =>
  sampleTable(name, [key, sampleColumn("at", { kind: "date" }), sampleColumn("data", { kind: "binary", length: 9 })], {
    primary: ["id"],
  }),
);
const everyType = columnSamples.map(({ sql }, index) => `c${index} ${sql.replace(/ null$/u, "")}`);
const everyTypeTables =
  checkTables([
    parseSql(
      new SourceFile(
        "types.sql",
        `create table every_type (id bigint auto_increment primary key, n bigint unsigned unique, ${everyType.join(", ")});`,
      ),
    ).file,
  ]).tables ?? [];
const tables = [...everyTypeTables, userTableSpec, hostileTable, longTable, numberOnly, ...globalNames];

describe.each(["number", "bigint", "string"] as const)("64-bit integers as %s", (int64) => {
  it("compile under the strictest options", () => {
    expect(everyTypeTables).toHaveLength(1);
    expect(compilerErrors(planModel(everyTypeTables, { ...options, ...absoluteRuntime, int64 }))).toEqual([]);
  });
});

describe.each(["cached", "plain"] as const)("the %s model of any table", (kind) => {
  const files = planModel(tables, { ...options, cache: kind === "cached" });

  it("is written as prettier would write it", async () => {
    for (const { path, text } of files) {
      expect(await format(text, { parser: "typescript", printWidth: 120 }), path).toBe(text);
    }
  });

  it("compiles under the strictest options", () => {
    expect(compilerErrors(planModel(tables, { ...options, ...absoluteRuntime, cache: kind === "cached" }))).toEqual([]);
  });
});

const absoluteRuntime = { runtime: join(repository, "templates/runtime") };

function compilerErrors(files: readonly VirtualFile[]): readonly string[] {
  const folder = mkdtempSync(join(tmpdir(), "tsgoctl-compile-"));
  try {
    writeFileSync(join(folder, "package.json"), '{ "type": "module" }');
    for (const { path, text } of files) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    }
    const { config } = ts.readConfigFile(join(repository, "tsconfig.json"), (path) => ts.sys.readFile(path));
    const { options: settings } = ts.parseJsonConfigFileContent(
      { ...config, files: [], include: [] },
      ts.sys,
      repository,
    );
    const program = ts.createProgram(
      files.map(({ path }) => join(folder, path)),
      { ...settings, typeRoots: [join(repository, "node_modules/@types")] },
    );
    return ts
      .getPreEmitDiagnostics(program)
      .map(({ file, messageText }) => `${file?.fileName}: ${ts.flattenDiagnosticMessageText(messageText, "\n")}`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

describe("names", () => {
  it("names the files by the style, and never with a path's characters", () => {
    const style = parseFileStyle("go_zero") ?? defaultFileStyle;
    const table = sampleTable("../user_log", [key], { primary: ["id"] });
    expect(planModel([userTableSpec, table], { ...options, style }).map(({ path }) => path)).toEqual([
      "internal/model/user_model_gen.ts",
      "internal/model/user_model.ts",
      "internal/model/___user_log_model_gen.ts",
      "internal/model/___user_log_model.ts",
      "internal/model/vars.ts",
    ]);
  });

  it("caches a column under go-zero's field name and gives it a property of its own", () => {
    const text = generated(
      withColumns(
        ["create_by", "URLPath", "2fa", "user_id", "userId", "toString"].map((name) => sampleColumn(name, varchar(9))),
      ),
    );
    expect(
      [...text.matchAll(/^ {4}(\S+): column\("[^"]*", "([^"]*)"/gmu)].map(([, property, field]) => [property, field]),
    ).toEqual([
      ["id", "Id"],
      ["createBy", "CreateBy"],
      ["urlPath", "URLPath"],
      ["_2fa", "_2Fa"],
      ["userId", "UserId"],
      ["userId_", "UserId_"],
      ["toString_", "ToString"],
    ]);
  });

  it("has the methods in goctl's order, which the word Prefix takes part in", () => {
    const columns = ["row_no", "col_no", "hall"].map((name) => sampleColumn(name, bigint));
    const text = generated(withColumns(columns, [["row_no"], ["hall", "row_no"], ["row_no", "col_no"]]));
    expect([...text.matchAll(/async (\w+)\(/gu)].map(([, name]) => name)).toEqual([
      "insert",
      "findOne",
      "findOneByHallRowNo",
      "findOneByRowNoColNo",
      "findOneByRowNo",
      "update",
      "delete",
    ]);
  });
});

it("tells keys apart whose columns' names run together alike", () => {
  const columns = ["a", "b", "a_b"].map((name) => sampleColumn(name, bigint));
  const text = generated(withColumns(columns, [["a", "b"], ["a_b"]]));
  expect([...text.matchAll(/async (findOneBy\w+)\(/gu)].map(([, name]) => name)).toEqual([
    "findOneByAB",
    "findOneByAB_",
  ]);
  expect([...text.matchAll(/^const (cache\w+) = "([^"]*)"/gmu)].map(([, name, value]) => [name, value])).toEqual([
    ["cacheThingIdPrefix", "cache:thing:id:"],
    ["cacheThingABPrefix", "cache:thing:a:b:"],
    ["cacheThingABPrefix_", "cache:thing:aB:"],
  ]);
});

describe("cache keys", () => {
  it.each([
    ["cache", "", ["cache:userLoginLog:id:", "cache:userLoginLog:createBy:rowNo:"]],
    ["my_app", "userdb", ["myApp:userdb:userLoginLog:id:", "myApp:userdb:userLoginLog:createBy:rowNo:"]],
    ["app:v1", "2my-db", ["app:v1:2MyDb:userLoginLog:id:", "app:v1:2MyDb:userLoginLog:createBy:rowNo:"]],
  ])("are go-zero's for prefix %s and database %s", (prefix, database, expected) => {
    const columns = [key, sampleColumn("create_by", bigint), sampleColumn("row_no", bigint)];
    const table = sampleTable("user_login_log", columns, { primary: ["id"], unique: [["create_by", "row_no"]] });
    const text = generated(table, { prefix, database });
    expect(prefixes(text)).toEqual(expected);
  });
});

it.each<[string, ColumnType]>([
  ["blob", { kind: "binary", length: undefined }],
  ["bit(1)", { kind: "bit", length: 1 }],
  ["decimal(16,2)", { kind: "decimal", precision: 16, scale: 2 }],
  ["geometry", { kind: "other", name: "geometry" }],
])("keeps rows with a %s, which go-zero reads as something else, under keys of their own", (_, type) => {
  const text = generated(withColumns([sampleColumn("value", type)], [["value"]]));
  expect(prefixes(text)).toEqual(["cache:thing@2:id:", "cache:thing@2:value:"]);
});

function prefixes(text: string): readonly (string | undefined)[] {
  return [...text.matchAll(/^const \w+Prefix = "([^"]*)"/gmu)].map(([, found]) => found);
}

function lists(text: string): readonly (string | undefined)[] {
  return [...text.matchAll(/^ {2}(?:inserted|updated): \[(.*)\],$/gmu)].map(([, list]) => list);
}

describe("what is written", () => {
  it("leaves generated columns, the number of the row and ignored columns to the database", () => {
    const table = withColumns([
      sampleColumn("a", bigint),
      sampleColumn("sum", bigint, { generated: true }),
      sampleColumn("update_time", { kind: "timestamp", fraction: 0 }, { hasDefault: true, default: { kind: "now" } }),
    ]);
    expect(lists(generated(table))).toEqual(['"a"', '"a"']);
    expect(lists(generated(table, { ignoreColumns: ["a"] }))).toEqual(['"updateTime"', '"updateTime"']);
  });

  it("inserts a column of goctl's list that no default would fill, unless it was named", () => {
    const table = withColumns([
      sampleColumn("a", bigint),
      sampleColumn("created_at", { kind: "datetime", fraction: 0 }),
    ]);
    expect(lists(generated(table))).toEqual(['"a", "createdAt"', '"a"']);
    expect(lists(generated(table, { ignoreColumns: ["created_at"] }))).toEqual(['"a"', '"a"']);
  });
});
