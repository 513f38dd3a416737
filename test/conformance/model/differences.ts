const mysqlAccepts = "MySQL accepts it and it takes nothing away from a model";
const mariaAccepts = "MariaDB accepts it and it takes nothing away from a model";
const supported = "the type is read as the driver gives it";
const unfilled =
  "goctl leaves out columns of its list that nothing else fills, so that every INSERT fails; ours writes them";
const computed = "a generated column takes no value, so that goctl's INSERT and UPDATE fail";
const usage = "a command that lacks what it needs is wrong usage, and does nothing with exit code 2 instead of 0";
const ownKeys = "go-zero's cache damages such values, so that rows with them have keys of their own";
const safeNames = "table names are made safe";

/** Reviewed: the cases in which tsgoctl is meant not to do as goctl does, each with its reason. */
export const differences: ReadonlyMap<string, string> = new Map([
  ["016-pk-inline", "an inline PRIMARY KEY is a primary key"],
  ["018-pk-inline-key-only", "a bare KEY after a column is a primary key in MySQL"],
  ["019-pk-inline-key-plus-pk", "a bare KEY is a primary key in MySQL, which refuses the second one"],
  ["024-pk-case-mismatch", "MySQL compares column names without regard to letter case"],
  ["027-pk-composite", "composite primary keys are supported"],
  ["031-pk-decimal", ownKeys],
  ["050-uk-functional", "the key is ignored, as no column can be looked up by it"],
  ["052-idx-expression", "a plain index does not matter to a model"],
  ["054-idx-create-index", "CREATE UNIQUE INDEX takes effect"],
  ["055-alter-table-unique", "ALTER TABLE takes effect"],
  ["065-type-bit", ownKeys],
  ["071-type-double-one-dim", "the width means nothing to a model; the database refuses it when the table is made"],
  ["085-type-long-varbinary", "LONG VARBINARY is MEDIUMBLOB"],
  ["086-type-binary", ownKeys],
  ["091-type-spatial-line", ownKeys],
  ["093-type-spatial-polygon", supported],
  ["097-type-spatial-geometrycollection", supported],
  ["098-type-spatial-srid", supported],
  ["099-type-serial", "SERIAL is BIGINT UNSIGNED NOT NULL AUTO_INCREMENT UNIQUE"],
  ["100-type-serial-default", "SERIAL DEFAULT VALUE makes the column unique"],
  ["101-type-unknown", "an unknown type is a warning, since servers get new types"],
  ["102-type-vector", supported],
  ["111-default-curdate-bare", mariaAccepts],
  ["112-default-utc-timestamp", mariaAccepts],
  ["113-auto-columns-default", unfilled],
  ["115-auto-columns-not-time", unfilled],
  ["117-ignore-columns-repeat", "a blank beside a comma of --ignore-columns is no part of the name"],
  ["119-ignore-all", unfilled],
  ["123-generated-columns", computed],
  ["124-generated-column-notnull", computed],
  ["125-generated-json-path", computed],
  ["130-name-column-clash", "two columns with one property name would give code that does not compile"],
  ["133-name-dash-dot-space", safeNames],
  ["136-name-unicode-table", safeNames],
  ["166-name-double-quoted", "double quotes around a name are not part of it"],
  ["167-name-backtick-escape", "a doubled backtick stands for one"],
  ["169-name-qualified-bare", "the database's name is dropped, quoted or not"],
  ["171-name-duplicate-column", "MySQL refuses a column declared twice"],
  ["183-multi-same-name", "a table declared twice would silently lose one of its two forms"],
  ["188-empty-file", "an empty file is most often one that was not saved"],
  ["207-fk-inline", mysqlAccepts],
  ["211-check-not-enforced", mysqlAccepts],
  ["220-column-invisible", mysqlAccepts],
  ["229-bom", "editors write a byte order mark that nobody sees"],
  ["239-ds-pk-composite", "composite primary keys are supported"],
  ["242-ds-view", "a view is skipped with a warning"],
  ["249-ds-no-table-flag", usage],
  ["250-ds-no-url", usage],
  ["251-ds-url-params", "a DSN with parameters is what go-zero's own settings have"],
  ["255-ds-type-point", supported],
  ["256-ds-type-uuid", supported],
]);

/** The same for what is said of columns in comments. */
export const commentDifferences: ReadonlyMap<string, string> = new Map([
  ["173-comment-column", "a doubled quote stands for one"],
]);
