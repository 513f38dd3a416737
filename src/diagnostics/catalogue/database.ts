import { error, warning } from "../entry.ts";

/** `GEN105x` and `GEN108x`: options of models, and databases that tables are read from. */
export const databaseCatalogue = {
  GEN1050: error(
    () => "expected a text for --prefix, found none",
    "Cached rows are kept under keys that begin with it. Without a prefix they could meet the keys of others; without `--cache` none is needed.",
  ),
  GEN1051: error(
    ({ reason }: { reason: string }) => `--url cannot be read: ${reason}`,
    "A database is named as in go-zero's settings, `user:password@tcp(host:port)/database`, or by a `mysql://` URL, in which signs of the password are written as `%40`.",
  ),
  GEN1052: error(
    ({ reason }: { reason: string }) => `the database cannot be reached at ${reason}`,
    "Nothing that speaks MySQL's protocol has answered there. Check the host and the port, and whether a firewall stands between.",
  ),
  GEN1053: error(
    ({ reason }: { reason: string }) => `the database denies access: ${reason}`,
    "The server knows no such user with this password, or the user may not see the database.",
  ),
  GEN1054: error(
    ({ database }: { database: string }) => `there is no database ${database}`,
    "The server has no database of this name, or none that the user may see.",
  ),
  GEN1055: error(
    ({ reason }: { reason: string }) => `the database does not answer: ${reason}`,
    "The server has refused to tell of its tables.",
  ),
  GEN1056: error(
    ({ pattern }: { pattern: string }) => `pattern ${pattern} is malformed`,
    "`*` stands for any characters, `?` for one, `[a-z]` for one of a list, and `\\` takes the meaning from the next. A list that is opened has to be closed.",
  ),
  GEN1057: error(
    ({ patterns }: { patterns: string }) => `no table matches ${patterns}`,
    "The database has no such table. Patterns are compared with the whole name, in its letter case.",
  ),
  GEN1058: warning(
    ({ pattern }: { pattern: string }) => `no table matches ${pattern}`,
    "The other patterns are followed. The database has no table of this name, or none in this letter case.",
  ),
  GEN1059: warning(
    ({ view }: { view: string }) => `view ${view} is skipped`,
    "A view has no primary key that rows could be found by. Name the tables alone to have no note.",
  ),
  GEN1085: error(
    ({ expected, asked }: { expected: string; asked: string }) =>
      `expected models ${expected}, as the file has them, found a run ${asked}`,
    "A model's class is constructed with the cache or without it, and yours, which extends it, is written once. To change it on purpose, delete the generated file of the model, generate, and change your class and what constructs it.",
  ),
  GEN1086: warning(
    ({ table, parent }: { table: string; parent: string }) =>
      `rows of table ${table} that go or change with a row of ${parent} stay in the cache as they were`,
    "The database carries out ON DELETE CASCADE, SET NULL and SET DEFAULT by itself: no model knows which rows they have changed, so that the cache gives the old ones for up to a week. Delete or change these rows by their own model first, in the same transaction as the row that they refer to, and let the foreign key RESTRICT; or make the model without a cache.",
  ),
};
