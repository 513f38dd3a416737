import { error, warning } from "../entry.ts";

/** `SQL1xxx` syntax, `SQL2xxx` tables, columns and keys. */
export const sqlCatalogue = {
  SQL1001: error(
    ({ expected, found }: { expected: string; found: string }) => `expected ${expected}, found ${found}`,
    "The DDL could not be read at this place.",
  ),
  SQL1002: error(
    ({ opening }: { opening: string }) => `expected an end for ${opening}, found the end of the file`,
    "A quote or a comment is opened and never closed, so that the rest of the file is taken for its text.",
  ),
  SQL1003: error(
    ({ limit }: { limit: number }) => `expected at most ${limit} nested parentheses, found more`,
    "Parentheses are nested deeper than any real DDL needs. Simplify the expression.",
  ),
  SQL2001: error(
    ({ table }: { table: string }) => `table ${table} has no primary key`,
    "A model reads, updates and deletes rows by their primary key. Declare one, inline or as PRIMARY KEY (…).",
  ),
  SQL2002: error(
    ({ table, column }: { table: string; column: string }) => `table ${table} has no column ${column}`,
    "A key, or a change of the table, names a column that the table does not have.",
  ),
  SQL2003: error(
    ({ table, column }: { table: string; column: string }) => `column ${column} of table ${table} is declared twice`,
    "MySQL compares the names of columns without regard to letter case and refuses a second one.",
  ),
  SQL2004: error(
    ({ table }: { table: string }) => `table ${table} is declared twice`,
    "Each table has one model. Remove one of the two declarations, or generate them into different folders.",
  ),
  SQL2005: error(
    ({ table, column, other, property }: { table: string; column: string; other: string; property: string }) =>
      `columns ${other} and ${column} of table ${table} would both become the property ${property}`,
    "Properties are named after the columns in camel case, so names that differ only by underscores or letter case clash. Rename one.",
  ),
  SQL2006: warning(
    ({ type }: { type: string }) => `type ${type} is not known`,
    "The column's type is none of MySQL's or MariaDB's. Its values are passed on as the driver gives them.",
  ),
  SQL2007: error(
    ({ table }: { table: string }) => `table ${table} has two primary keys`,
    "A table has one primary key. To make one of several columns, write PRIMARY KEY (a, b).",
  ),
  SQL2008: error(
    ({ table }: { table: string }) => `the columns of table ${table} are not written out`,
    "The table is made from a query, or like a table that is not in the DDL. Write its columns out, as SHOW CREATE TABLE prints them.",
  ),
  SQL2009: warning(
    ({ table }: { table: string }) => `table ${table} is changed, but not declared`,
    "Statements that change, rename or drop a table or its indexes take effect on the tables of the same DDL; this one is not among them.",
  ),
  SQL2010: warning(
    ({ table }: { table: string }) => `this change of table ${table} is not followed`,
    "The model is made from the table as it was before. Write the new form into the CREATE TABLE.",
  ),
  SQL2011: error(
    ({ table, other }: { table: string; other: string }) => `tables ${other} and ${table} would share one model`,
    "Models are named after the tables in camel case, so names that differ only by underscores or letter case clash.",
  ),
  SQL2012: warning(
    ({ path }: { path: string }) => `file ${path} declares no table`,
    "Models are made from CREATE TABLE statements, and there is none.",
  ),
  SQL2040: warning(
    ({ table, key }: { table: string; key: string }) => `table ${table} has no index ${key}`,
    "An index is dropped or renamed that the DDL does not declare before. MySQL refuses that, unless it says IF EXISTS.",
  ),
  SQL2041: warning(
    () => "what this statement runs is not followed",
    "CALL, EXECUTE and SOURCE run statements that stand in a routine, in a text or in another file. If they change tables, the models do not show it: write the changes out, or read the tables from the database with datasource.",
  ),
};
