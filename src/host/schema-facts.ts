/** What a database says of its tables and views, as its information schema has it. */
export interface SchemaFacts {
  readonly database: string;
  readonly isMariadb: boolean;
  /** In the order of their names. */
  readonly tables: readonly TableFacts[];
}

export interface TableFacts {
  readonly name: string;
  readonly isView: boolean;
  readonly comment: string;
  /** In the table's order. */
  readonly columns: readonly ColumnFacts[];
  readonly uniqueKeys: readonly KeyFacts[];
  /** Those by which the server deletes or changes rows when the rows are deleted that they refer to. */
  readonly cascades: readonly CascadeFacts[];
}

export interface ColumnFacts {
  readonly name: string;
  /** With lengths and values: `enum('a','b')`, `bigint(20) unsigned`. */
  readonly type: string;
  readonly nullable: boolean;
  /** As the server prints it: MySQL the bare text, MariaDB an SQL expression, in which NULL is the text `NULL`. */
  readonly default: string | null;
  /** Such as `auto_increment`, `DEFAULT_GENERATED on update CURRENT_TIMESTAMP` or `VIRTUAL GENERATED`. */
  readonly extra: string;
  /** What a generated column computes; null or empty for any other. */
  readonly expression: string | null;
  readonly comment: string;
  readonly collation: string | null;
  /** Whether the column only takes JSON, which MariaDB knows as a check. */
  readonly isJson: boolean;
}

export interface KeyFacts {
  /** `PRIMARY`, or the index's name. */
  readonly name: string;
  /** Null for a part that is an expression. */
  readonly columns: readonly (string | null)[];
}

/** A foreign key. */
export interface CascadeFacts {
  readonly name: string;
  readonly columns: readonly string[];
  /** The table that it refers to, and the columns there. */
  readonly table: string;
  readonly referenced: readonly string[];
  /** `CASCADE`, `SET NULL` or `SET DEFAULT`. */
  readonly rule: string;
}

/** Why the facts could not be had. No text of it holds a password. */
export interface SchemaFailure {
  readonly problem: "dataSource" | "unreachable" | "denied" | "unknownDatabase" | "refused";
  /** For people. */
  readonly reason: string;
}

/** Asks for the facts about the tables that `isWanted` names. Never throws. */
export type SchemaReader = (isWanted: (table: string) => boolean) => Promise<SchemaFacts | SchemaFailure>;
