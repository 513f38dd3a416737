import type { Span } from "../text/span.ts";

/** What one CREATE TABLE means. */
export interface TableSpec {
  /** File name of the DDL without folders, as generated headers show it. */
  readonly source: string;
  readonly name: string;
  readonly comment: string;
  /** In the table's order. */
  readonly columns: readonly Column[];
  readonly primaryKey: readonly Column[];
  /** Unique keys other than the primary key, without doubles, in order of declaration. */
  readonly uniqueKeys: readonly UniqueKey[];
  readonly cascades: readonly Cascade[];
  readonly span: Span;
}

/** A foreign key by which the server itself deletes or changes rows, when the rows of another table are deleted that they refer to. */
interface Cascade {
  /** The other table. */
  readonly table: string;
  readonly span: Span;
}

export interface UniqueKey {
  readonly name: string;
  readonly columns: readonly Column[];
}

export interface Column {
  readonly name: string;
  readonly comment: string;
  readonly type: ColumnType;
  /** Whether a read may give NULL: no NOT NULL and not part of the primary key. */
  readonly nullable: boolean;
  readonly autoIncrement: boolean;
  /** Whether the database computes it; such a column is never written. */
  readonly generated: boolean;
  /** What it computes, in MySQL's SQL; empty for any other column. */
  readonly expression: string;
  /** Whether an INSERT may leave it out: a DEFAULT, AUTO_INCREMENT, or NULL allowed. */
  readonly hasDefault: boolean;
  /** The DEFAULT as a literal or as the source text of an expression. */
  readonly default: ColumnDefault | undefined;
  /** `ON UPDATE CURRENT_TIMESTAMP`. */
  readonly onUpdateNow: boolean;
  readonly span: Span;
}

export type ColumnDefault =
  | { readonly kind: "null" }
  | { readonly kind: "text"; readonly value: string }
  | { readonly kind: "number"; readonly value: string }
  /** CURRENT_TIMESTAMP and its synonyms. */
  | { readonly kind: "now" }
  | { readonly kind: "expression"; readonly source: string };

/** MySQL's column types by what a program sees of them (https://dev.mysql.com/doc/refman/8.4/en/data-types.html). */
export type ColumnType =
  /** tinyint 8, smallint 16, mediumint 24, int 32, bigint 64; year counts as 16 bits unsigned. */
  | {
      readonly kind: "integer";
      readonly bits: 8 | 16 | 24 | 32 | 64;
      readonly unsigned: boolean;
      readonly isYear?: boolean;
    }
  /** BOOL, BOOLEAN and TINYINT(1) written as BOOL. */
  | { readonly kind: "boolean" }
  | { readonly kind: "bit"; readonly length: number }
  | { readonly kind: "float"; readonly precision: "single" | "double" }
  | { readonly kind: "decimal"; readonly precision: number; readonly scale: number }
  | { readonly kind: "text"; readonly length: number | undefined; readonly caseSensitive: boolean | undefined }
  /** What is fixed is filled with zeros up to its length. */
  | { readonly kind: "binary"; readonly length: number | undefined; readonly isFixed?: boolean }
  | { readonly kind: "date" }
  | { readonly kind: "datetime"; readonly fraction: number }
  | { readonly kind: "timestamp"; readonly fraction: number }
  | { readonly kind: "time"; readonly fraction: number }
  | { readonly kind: "json" }
  | { readonly kind: "enum"; readonly values: readonly string[] }
  | { readonly kind: "set"; readonly values: readonly string[] }
  /** Types without a better form: uuid, inet6, geometry, vector; read as the driver gives them. */
  | { readonly kind: "other"; readonly name: string };
