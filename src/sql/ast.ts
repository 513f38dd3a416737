import type { SourceFile } from "../text/source-file.ts";
import type { Span } from "../text/span.ts";

/** What a file of DDL says about tables, in source order; statements about other things are not in it. */
export interface SqlFile {
  readonly source: SourceFile;
  readonly statements: readonly SqlStatement[];
}

export type SqlStatement =
  CreateTable | AlterTable | CreateIndex | DropTable | DropIndex | RenameTable | UnfollowedStatement | BrokenStatement;

/** A statement with a syntax error: nothing is concluded from it. */
interface BrokenStatement {
  readonly kind: "broken";
  readonly span: Span;
}

/** A statement that runs others, which are not in the file: CALL, EXECUTE, SOURCE. */
interface UnfollowedStatement {
  readonly kind: "unfollowed";
  readonly span: Span;
}

export interface CreateTable {
  readonly kind: "createTable";
  readonly name: Name;
  readonly ifNotExists: boolean;
  readonly orReplace: boolean;
  readonly temporary: boolean;
  readonly content: TableContent;
  readonly options: TableOptions;
  readonly span: Span;
}

export type TableContent =
  | { readonly kind: "elements"; readonly elements: readonly TableElement[] }
  | { readonly kind: "like"; readonly table: Name }
  /** The columns follow from a query. */
  | { readonly kind: "select"; readonly span: Span };

export interface TableOptions {
  readonly comment: string;
  readonly characterSet: string | undefined;
  readonly collation: string | undefined;
}

export type TableElement = ColumnDefinition | KeyDefinition;

export interface ColumnDefinition {
  readonly kind: "column";
  readonly name: Name;
  readonly type: DataType;
  readonly attributes: readonly ColumnAttribute[];
  readonly span: Span;
}

export interface DataType {
  /** Upper case, words separated by one blank: `DOUBLE PRECISION`. */
  readonly name: string;
  /** Lengths as written, enum values without their quotes. */
  readonly parameters: readonly string[];
  readonly span: Span;
}

export type ColumnAttribute =
  | { readonly kind: "null" }
  | { readonly kind: "notNull" }
  | { readonly kind: "default"; readonly value: DefaultValue }
  | { readonly kind: "onUpdate" }
  | { readonly kind: "autoIncrement" }
  | { readonly kind: "serialDefault" }
  | { readonly kind: "primaryKey" }
  | { readonly kind: "unique" }
  | { readonly kind: "comment"; readonly text: string }
  | { readonly kind: "characterSet"; readonly name: string }
  | { readonly kind: "collation"; readonly name: string }
  /** BINARY after a text type: compared by code. */
  | { readonly kind: "binaryCollation" }
  /** UNSIGNED, or ZEROFILL, which implies it. */
  | { readonly kind: "unsigned" }
  /** The expression as written, without the parentheses around it; empty for the rows of system versions. */
  | { readonly kind: "generated"; readonly source: string }
  /** The condition as written, without the parentheses around it. */
  | { readonly kind: "check"; readonly source: string }
  | { readonly kind: "reference"; readonly reference: Reference }
  /** Parsed and without a meaning for a model: STORAGE, INVISIBLE, … */
  | { readonly kind: "other" };

export type DefaultValue =
  | { readonly kind: "null" }
  | { readonly kind: "text"; readonly value: string }
  | { readonly kind: "number"; readonly value: string }
  /** A function or an expression as written, without the parentheses around it. */
  | { readonly kind: "expression"; readonly source: string };

export interface KeyDefinition {
  readonly kind: "key";
  /** `other` is an index, or a foreign key, which has one. `check` is a constraint without an index. */
  readonly type: "primary" | "unique" | "other" | "check";
  readonly name: string | undefined;
  readonly parts: readonly KeyPart[];
  /** `IF NOT EXISTS`: a key of that name stays as it is. */
  readonly ifNotExists: boolean;
  /** What a foreign key refers to. */
  readonly reference?: Reference;
  readonly span: Span;
}

/** REFERENCES: each row needs one of another table. */
export interface Reference {
  /** The name of the constraint; undefined if the server names it. */
  readonly name: string | undefined;
  readonly table: Name;
  /** Whether the server deletes or changes a row when the one that it refers to is deleted. */
  readonly followsDeletion: boolean;
}

/** One column of a key, or an expression, which has no column. */
export interface KeyPart {
  readonly column: Name | undefined;
  readonly span: Span;
}

export interface CreateIndex {
  readonly kind: "createIndex";
  readonly table: Name;
  readonly key: KeyDefinition;
  readonly orReplace: boolean;
  readonly span: Span;
}

export interface DropTable {
  readonly kind: "dropTable";
  readonly tables: readonly Name[];
  readonly ifExists: boolean;
  /** `DROP TEMPORARY TABLE` leaves every other table alone. */
  readonly temporary: boolean;
  readonly span: Span;
}

export interface DropIndex {
  readonly kind: "dropIndex";
  readonly table: Name;
  readonly key: Name;
  readonly ifExists: boolean;
  readonly span: Span;
}

export interface RenameTable {
  readonly kind: "renameTable";
  readonly renames: readonly { readonly from: Name; readonly to: Name }[];
  readonly ifExists: boolean;
  readonly span: Span;
}

export interface AlterTable {
  readonly kind: "alterTable";
  readonly table: Name;
  readonly ifExists: boolean;
  readonly changes: readonly TableChange[];
  readonly span: Span;
}

export type TableChange =
  | { readonly kind: "addKey"; readonly key: KeyDefinition }
  | { readonly kind: "addColumns"; readonly columns: readonly PlacedColumn[]; readonly ifNotExists: boolean }
  /** MODIFY and CHANGE; `from` is the column's name before. */
  | { readonly kind: "changeColumn"; readonly from: Name; readonly column: PlacedColumn; readonly ifExists: boolean }
  | { readonly kind: "renameColumn"; readonly from: Name; readonly to: Name; readonly ifExists: boolean }
  /** ALTER COLUMN SET DEFAULT; undefined for DROP DEFAULT. */
  | {
      readonly kind: "setDefault";
      readonly column: Name;
      readonly value: DefaultValue | undefined;
      readonly ifExists: boolean;
    }
  | { readonly kind: "dropColumn"; readonly column: Name; readonly ifExists: boolean }
  | { readonly kind: "dropPrimaryKey" }
  | { readonly kind: "dropKey"; readonly key: Name; readonly ifExists: boolean }
  | { readonly kind: "dropForeignKey"; readonly name: Name }
  /** A key, a foreign key or a check. */
  | { readonly kind: "dropConstraint"; readonly name: Name }
  | { readonly kind: "renameKey"; readonly from: Name; readonly to: Name; readonly ifExists: boolean }
  | { readonly kind: "renameTable"; readonly to: Name }
  /** Of the options, those that are not undefined. */
  | { readonly kind: "options"; readonly options: ChangedOptions }
  /** CONVERT TO CHARACTER SET: the table's texts get it too. */
  | { readonly kind: "convert"; readonly options: ChangedOptions }
  /** Changes that matter and are not followed. */
  | { readonly kind: "unsupported"; readonly span: Span }
  /** Without a meaning for a model: ENGINE=, ENABLE KEYS, ADD PARTITION, … */
  | { readonly kind: "other" };

export interface ChangedOptions {
  readonly comment: string | undefined;
  readonly characterSet: string | undefined;
  readonly collation: string | undefined;
}

export interface PlacedColumn {
  readonly definition: ColumnDefinition;
  /** `FIRST`, `AFTER column`, or undefined for where it is, at the end if it is new. */
  readonly place: "first" | { readonly after: Name } | undefined;
}

/** A name without its quotes. */
export interface Name {
  readonly text: string;
  readonly span: Span;
}
