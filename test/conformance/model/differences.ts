const mysqlAccepts = "MySQL accepts it and it takes nothing away from a model";
const mariaAccepts = "MariaDB accepts it and it takes nothing away from a model";
const supported = "the type is read as the driver gives it";
const neverNegative = "a YEAR is never negative";
const safeNames = "table names are made safe";

/** Reviewed: the cases in which tsgoctl is meant not to do as goctl does, each with its reason. */
export const differences: ReadonlyMap<string, string> = new Map([
  ["016-pk-inline", "an inline PRIMARY KEY is a primary key"],
  ["018-pk-inline-key-only", "a bare KEY after a column is a primary key in MySQL"],
  ["019-pk-inline-key-plus-pk", "a bare KEY is a primary key in MySQL, which refuses the second one"],
  ["024-pk-case-mismatch", "MySQL compares column names without regard to letter case"],
  ["027-pk-composite", "composite primary keys are supported"],
  ["050-uk-functional", "the key is ignored, as no column can be looked up by it"],
  ["052-idx-expression", "a plain index does not matter to a model"],
  ["054-idx-create-index", "CREATE UNIQUE INDEX takes effect"],
  ["055-alter-table-unique", "ALTER TABLE takes effect"],
  ["062-type-int-zerofill", "ZEROFILL implies UNSIGNED in MySQL"],
  ["071-type-double-one-dim", "the width means nothing to a model; the database refuses it when the table is made"],
  ["072-type-time-notnull", neverNegative],
  ["085-type-long-varbinary", "LONG VARBINARY is MEDIUMBLOB"],
  ["093-type-spatial-polygon", supported],
  ["097-type-spatial-geometrycollection", supported],
  ["098-type-spatial-srid", supported],
  ["099-type-serial", "SERIAL is BIGINT UNSIGNED NOT NULL AUTO_INCREMENT UNIQUE"],
  ["100-type-serial-default", "SERIAL DEFAULT VALUE makes the column unique"],
  ["101-type-unknown", "an unknown type is a warning, since servers get new types"],
  ["102-type-vector", supported],
  ["105-type-not-null-default-null-text", "the text 'NULLABLE' is a default like any other"],
  ["111-default-curdate-bare", mariaAccepts],
  ["112-default-utc-timestamp", mariaAccepts],
  ["130-name-column-clash", "two columns with one property name would give code that does not compile"],
  ["133-name-dash-dot-space", safeNames],
  ["136-name-unicode-table", safeNames],
  ["149-name-nonreserved-bare", neverNegative],
  ["166-name-double-quoted", "double quotes around a name are not part of it"],
  ["167-name-backtick-escape", "a doubled backtick stands for one"],
  ["169-name-qualified-bare", "the database's name is dropped, quoted or not"],
  ["171-name-duplicate-column", "MySQL refuses a column declared twice"],
  ["173-comment-column", "a doubled quote stands for one"],
  ["183-multi-same-name", "a table declared twice would silently lose one of its two forms"],
  ["207-fk-inline", mysqlAccepts],
  ["211-check-not-enforced", mysqlAccepts],
  ["220-column-invisible", mysqlAccepts],
  ["229-bom", "editors write a byte order mark that nobody sees"],
]);
