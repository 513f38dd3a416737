import type { Column, ColumnType, TableSpec } from "../../src/model/table-spec.ts";
import { SourceFile } from "../../src/text/source-file.ts";

const span = { source: new SourceFile("sample.sql", ""), start: 0, end: 0 };

/** A NOT NULL column without a default, but for what `parts` says. */
export function sampleColumn(name: string, type: ColumnType, parts: Partial<Column> = {}): Column {
  return {
    name,
    type,
    comment: "",
    nullable: false,
    autoIncrement: false,
    generated: false,
    expression: "",
    hasDefault: false,
    default: undefined,
    onUpdateNow: false,
    span,
    ...parts,
  };
}

/** A table whose keys name its columns. */
export function sampleTable(
  name: string,
  columns: readonly Column[],
  keys: { readonly primary: readonly string[]; readonly unique?: readonly (readonly string[])[] },
): TableSpec {
  const named = (names: readonly string[]): readonly Column[] =>
    names.map((wanted) => {
      const column = columns.find((candidate) => candidate.name === wanted);
      if (column === undefined) throw new Error(`no column ${wanted}`);
      return column;
    });
  return {
    source: "sample.sql",
    name,
    comment: "",
    columns,
    primaryKey: named(keys.primary),
    uniqueKeys: (keys.unique ?? []).map((unique) => ({ name: `uk_${unique.join("_")}`, columns: named(unique) })),
    cascades: [],
    span,
  };
}

export const bigint: ColumnType = { kind: "integer", bits: 64, unsigned: false };

export function varchar(length: number): ColumnType {
  return { kind: "text", length, caseSensitive: undefined };
}

const now = { hasDefault: true, default: { kind: "now" } } as const;

/** The seed's table. */
export const userTableSpec: TableSpec = sampleTable(
  "user",
  [
    sampleColumn("id", bigint, { autoIncrement: true, hasDefault: true }),
    sampleColumn("username", varchar(64)),
    sampleColumn("password", varchar(128)),
    sampleColumn("role", varchar(16), { hasDefault: true, default: { kind: "text", value: "user" } }),
    sampleColumn("create_time", { kind: "timestamp", fraction: 0 }, now),
    sampleColumn("update_time", { kind: "timestamp", fraction: 0 }, { ...now, onUpdateNow: true }),
  ],
  { primary: ["id"], unique: [["username"]] },
);
