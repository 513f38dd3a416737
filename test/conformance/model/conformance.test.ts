import { randomInt } from "node:crypto";
import { readFileSync } from "node:fs";
import { createConnection } from "mysql2/promise";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";

import type { FieldDescription, ModelDescription, TableDescription } from "../../../src/index.ts";
import { checkTables } from "../../../src/model/check-tables.ts";
import { parseSql } from "../../../src/sql/parse.ts";
import { lowerFirst } from "../../../src/text/identifier.ts";
import { SourceFile } from "../../../src/text/source-file.ts";
import { openWorkshop } from "../../cli/workshop.ts";
import type { Workshop } from "../../cli/workshop.ts";
import { commentDifferences, differences } from "./differences.ts";

/** What goctl 1.10.2 does with some tables: in a file of DDL, or in a database that is called `modelres`. */
interface Case {
  readonly name: string;
  readonly feature: string;
  readonly mode: "ddl" | "datasource";
  /** Options beside `--cache`. */
  readonly flags?: readonly string[];
  readonly sql: string;
  readonly accept: boolean;
  /** Whether it is accepted without `--cache`, where that differs. */
  readonly acceptWithoutCache?: boolean;
  readonly tables?: readonly GoTable[];
}

interface GoTable {
  readonly table: string;
  readonly struct: string;
  /** Column, field, type, comment. */
  readonly fields: readonly (readonly [string, string, string, string])[];
  /** Variables and values of the cache keys' beginnings. */
  readonly keys: readonly (readonly [string, string])[];
  /** With their parameters' names and types, but for the context. */
  readonly methods: readonly (readonly [string, readonly (readonly [string, string])[]])[];
  readonly insert: readonly string[];
  readonly update: readonly string[];
}

const cases: readonly Case[] = JSON.parse(readFileSync(new URL("cases.json", import.meta.url), "utf8"));

let workshop: Workshop;
beforeAll(() => void (workshop = openWorkshop()));
afterAll(() => workshop.remove());

describe("goctl's models", () => {
  it.each(cases.filter(({ name }) => !differences.has(name)))("are ours: $feature ($name)", async (entry) => {
    const [described, plain] = await bothOf(entry);
    expect(inTermsOfGo(described, entry)).toEqual(expected(entry));
    expect(plain !== undefined, "accepted without a cache").toBe(entry.acceptWithoutCache ?? entry.accept);
    expect(described === undefined ? [] : plain?.tables, "without a cache").toEqual(withoutKeys(described));
  });

  it.each(cases.filter(({ name }) => differences.has(name)))("are not ours: $feature ($name)", async (entry) => {
    const refused = { "256-ds-type-uuid": "ER_PARSE_ERROR" }[entry.name];
    const described = await bothOf(entry).then(
      ([model]) => inTermsOfGo(model, entry),
      async (error: unknown) => {
        // MySQL has no UUID.
        if (refused === undefined || (await isMariadb()) || !JSON.stringify(error).includes(refused)) throw error;
        return refused;
      },
    );
    const reason = `no longer differs: ${differences.get(entry.name)}`;
    expect(described, reason).not.toEqual(expected(entry));
  });

  it("has no difference without a case", () => {
    const names = new Set(cases.map((entry) => entry.name));
    expect([...differences.keys()].filter((name) => !names.has(name))).toEqual([]);
  });
});

describe("goctl's comments on columns", () => {
  const commented = cases.filter(({ tables = [] }) => tables.some(({ fields }) => fields.some((field) => field[3])));

  it.each(commented.filter(({ name }) => !commentDifferences.has(name)))("are ours: $feature ($name)", (entry) => {
    expect(commentsOf(entry)).toEqual(goComments(entry));
  });

  it.each([...commentDifferences])("are not ours: %s, since %s", (name, reason) => {
    const [entry] = commented.filter((candidate) => candidate.name === name);
    if (entry === undefined) throw new Error("there is no such case");
    expect(commentsOf(entry), `no longer differs: ${reason}`).not.toEqual(goComments(entry));
  });
});

function commentsOf({ sql }: Case): unknown {
  const { file } = parseSql(new SourceFile("input.sql", sql));
  return checkTables([file]).tables?.map(({ columns }) => columns.map(({ comment }) => comment));
}

function goComments({ tables }: Case): unknown {
  return tables?.map(({ fields }) => fields.map(([, , , comment]) => comment));
}

/** With a cache, with a cache and `--strict`, which are the same, and without a cache; undefined where the input is refused. */
async function bothOf(entry: Case): Promise<readonly [ModelDescription | undefined, ModelDescription | undefined]> {
  const source = entry.mode === "ddl" ? fileOf(entry) : await databaseOf(entry);
  try {
    const flags = [...source.flags, ...(entry.flags ?? [])];
    const cached = await describeModel(flags, "--cache");
    expect(await describeModel(flags, "--cache", "--strict")).toEqual(cached);
    return [source.renamed(cached), source.renamed(await describeModel(flags))];
  } finally {
    await source.close();
  }
}

interface Source {
  readonly flags: readonly string[];
  /** With the database called as it was for goctl. */
  renamed(description: ModelDescription | undefined): ModelDescription | undefined;
  close(): Promise<void>;
}

function fileOf({ sql }: Case): Source {
  workshop.write("input.sql", sql);
  return { flags: ["--src", "@/input.sql"], renamed: (description) => description, close: async () => {} };
}

async function isMariadb(): Promise<boolean> {
  const connection = await createConnection({ uri: inject("mysqlUrl") });
  const [rows] = await connection.query("select version() as version");
  await connection.end();
  return JSON.stringify(rows).includes("MariaDB");
}

async function databaseOf({ sql, name }: Case): Promise<Source> {
  const url = new URL(inject("mysqlUrl"));
  const connection = await createConnection({ uri: url.href, multipleStatements: true });
  const letters = Array.from({ length: 8 }, () => String.fromCodePoint(97 + randomInt(26)));
  const database = `modelres${letters.join("")}`;
  const close = async (): Promise<void> => {
    await connection.query(`drop database ${database}`);
    await connection.end();
  };
  await connection
    .query(`create database ${database} character set utf8mb4; use ${database}; ${sql}`)
    .catch(async (error: unknown) => {
      await close();
      throw error;
    });
  const login = [url.username, url.password].map(decodeURIComponent).join(":");
  const parameters = name.includes("url-params") ? "?charset=utf8mb4&parseTime=true&loc=Asia%2FShanghai" : "";
  return {
    flags: name.includes("no-url") ? [] : ["--url", `${login}@tcp(${url.host})/${database}${parameters}`],
    renamed: (description) =>
      description === undefined
        ? undefined
        : JSON.parse(
            JSON.stringify(description)
              .replaceAll(database, "modelres")
              .replaceAll(`M${database.slice(1)}`, "Modelres"),
          ),
    close,
  };
}

async function describeModel(
  ...commandLine: readonly (string | readonly string[])[]
): Promise<ModelDescription | undefined> {
  const { exitCode, results } = await workshop.run(
    "model",
    "mysql",
    "describe",
    ...commandLine.flat(),
    "--format",
    "json",
  );
  return exitCode === 0 ? JSON.parse(results) : undefined;
}

interface Verdict {
  readonly accept: boolean;
  readonly tables: readonly object[];
}

function expected({ tables = [], accept }: Case): Verdict {
  return { accept, tables: byName(tables.map(goTable)) };
}

/** goctl's models without a cache differ by the keys alone. */
function withoutKeys(cached: ModelDescription | undefined): readonly TableDescription[] {
  return (cached?.tables ?? []).map((table) => ({ ...table, cacheKeys: [] }));
}

function goTable({ table, struct, fields, keys, methods, insert, update }: GoTable) {
  return {
    table,
    class: `${struct}Model`,
    fields: fields.map(goField),
    keys,
    methods: methods.map(goMethod),
    insert,
    update,
  };
}

function goField([column, field, type]: GoTable["fields"][number]) {
  return { column, property: field, type };
}

function goMethod([name, parameters]: GoTable["methods"][number]) {
  const types = parameters.map(([, type]) => type);
  return { name: lowerFirst(name), params: types };
}

/** Whether a property has the name of a field but for letter case and underscores, and begins as properties do. */
function isNamed(property: string, field: string): boolean {
  return bare(property) === bare(field) && !/^[A-Z]/u.test(property);
}

function bare(name: string): string {
  return name.replaceAll("_", "").toLowerCase();
}

/** Our description with Go's types wherever ours say the same. */
function inTermsOfGo(description: ModelDescription | undefined, { tables = [] }: Case): Verdict {
  if (description === undefined) return { accept: false, tables: [] };
  return { accept: true, tables: byName(description.tables.map((table) => ourTable(table, tables))) };
}

function ourTable(table: TableDescription, goTables: readonly GoTable[]) {
  const go = goTables.find((candidate) => candidate.table === table.table);
  const fields = table.fields.map((field, index) => {
    const [, goName = "", type = ""] = go?.fields[index] ?? [];
    return {
      column: field.column,
      property: isNamed(field.property, goName) ? goName : field.property,
      type: means(field.type, type) ? type : field.type,
    };
  });
  const row = table.class.replace(/Model$/u, "");
  const methods = table.methods.map(({ name, params }, index) => ({
    name,
    params: params.map(({ type, name: parameter }, place) => {
      const goType = go?.methods[index]?.[1][place]?.[1] ?? "";
      const plain = type === `${row}["${parameter}"]` ? fieldType(table, parameter) : type;
      const isRow = goType === `*${row}` && type === (name === "insert" ? `New${row}` : row);
      return isRow || means(plain, goType) ? goType : type;
    }),
  }));
  const keys = table.cacheKeys.map(({ name, value }) => [name, value]);
  const { insertColumns: insert, updateColumns: update } = table;
  return { table: table.table, class: table.class, fields, keys, methods, insert, update };
}

function fieldType({ fields }: TableDescription, property: string): FieldDescription["type"] {
  return fields.find((field) => field.property === property)?.type ?? "";
}

/** Which types of ours hold what a type of Go's holds; a decimal is a text, and bytes, JSON and enums have better types than texts. */
const meanings: Readonly<Record<string, RegExp>> = {
  int64: /^number$/u,
  uint64: /^number$/u,
  bool: /^boolean$/u,
  byte: /^(?:boolean|number)$/u,
  float64: /^(?:number|string)$/u,
  "time.Time": /^Date$/u,
  string: /^(?:string|Buffer|unknown|(?:(?:"[^"]*"|'[^']*')(?: \| |$))+)$/u,
};
const nullable: Readonly<Record<string, string>> = {
  "sql.NullInt64": "int64",
  "sql.NullBool": "bool",
  "sql.NullByte": "byte",
  "sql.NullFloat64": "float64",
  "sql.NullTime": "time.Time",
  "sql.NullString": "string",
};

/** goctl takes no NULL where a column has a default, so that reading one fails; ours says what may be read. */
function means(type: string, goType: string): boolean {
  const base = nullable[goType];
  const isUnknown = type === "unknown";
  if (base !== undefined && !isUnknown && !type.endsWith(" | null")) return false;
  return meanings[base ?? goType]?.test(type.replace(/ \| null$/u, "")) === true;
}

function byName<Table extends { readonly table: string }>(tables: readonly Table[]): readonly Table[] {
  return tables.toSorted((a, b) => (a.table < b.table ? -1 : 1));
}
