import { describe, expect, it } from "vitest";
import { checkTables } from "../../src/model/check-tables.ts";
import type { Column, ColumnType, TableSpec } from "../../src/model/table-spec.ts";
import { parseSql } from "../../src/sql/parse.ts";
import { SourceFile } from "../../src/text/source-file.ts";

describe("types", () => {
  it.each<[string, ColumnType]>([
    ["tinyint(1)", integer(8)],
    ["smallint unsigned", integer(16, true)],
    ["mediumint zerofill", integer(24, true)],
    ["middleint", integer(24)],
    ["integer(11) signed", integer(32)],
    ["bigint(20) UNSIGNED ZEROFILL", integer(64, true)],
    ["year(4)", { kind: "integer", bits: 16, unsigned: true, isYear: true }],
    ["bool", { kind: "boolean" }],
    ["boolean", { kind: "boolean" }],
    ["bit", { kind: "bit", length: 1 }],
    ["bit(8)", { kind: "bit", length: 8 }],
    ["float", { kind: "float", precision: "single" }],
    ["float(7,3)", { kind: "float", precision: "single" }],
    ["float(30)", { kind: "float", precision: "double" }],
    ["double precision", { kind: "float", precision: "double" }],
    ["real", { kind: "float", precision: "double" }],
    ["decimal", { kind: "decimal", precision: 10, scale: 0 }],
    ["numeric(12, 4) unsigned", { kind: "decimal", precision: 12, scale: 4 }],
    ["char", text(1)],
    ["varchar(64)", text(64)],
    ["varchar(64) character set utf8mb4 collate utf8mb4_bin", text(64, true)],
    ["varchar(64) COLLATE utf8mb4_0900_ai_ci", text(64, false)],
    ["varchar(64) binary", text(64, true)],
    ["char(4) BYTE", { kind: "binary", length: 4, isFixed: true }],
    ["varchar(9) byte", { kind: "binary", length: 9, isFixed: false }],
    ["varchar(64) CHARSET binary", { kind: "binary", length: 64, isFixed: false }],
    ["national character varying(5)", text(5)],
    ["long varchar", text()],
    ["long varbinary", { kind: "binary", length: undefined }],
    ["mediumtext", text()],
    ["text(100)", text()],
    ["blob(100)", { kind: "binary", length: undefined }],
    ["varbinary(100)", { kind: "binary", length: 100 }],
    ["binary(16)", { kind: "binary", length: 16, isFixed: true }],
    ["longblob", { kind: "binary", length: undefined }],
    ["date", { kind: "date" }],
    ["datetime(6)", { kind: "datetime", fraction: 6 }],
    ["timestamp", { kind: "timestamp", fraction: 0 }],
    ["time(3)", { kind: "time", fraction: 3 }],
    ["json", { kind: "json" }],
    ["enum('a', 'it''s', 'x,y)', 'trimmed  ')", { kind: "enum", values: ["a", "it's", "x,y)", "trimmed"] }],
    ["set('a','b') collate utf8mb4_bin", { kind: "set", values: ["a", "b"] }],
    ["point SRID 4326", { kind: "other", name: "point" }],
    ["uuid", { kind: "other", name: "uuid" }],
  ])("reads %s", (written, type) => {
    expect(columnOf(written).type).toEqual(type);
  });

  it("takes the table's collation where the column has none", () => {
    const [table] = tablesOf(
      "CREATE TABLE t (a char(2) PRIMARY KEY, b char COLLATE utf8mb4_bin) COLLATE=utf8mb4_general_ci",
    );
    expect(table?.columns.map(({ type }) => type.kind === "text" && type.caseSensitive)).toEqual([false, true]);
  });
});

describe("NULL and DEFAULT", () => {
  it.each<[string, Partial<Column>]>([
    ["int", { nullable: true, hasDefault: true, default: undefined }],
    ["int NOT NULL", { nullable: false, hasDefault: false }],
    ["int NULL NOT NULL", { nullable: false }],
    ["int NOT NULL NULL", { nullable: true }],
    ["int DEFAULT NULL", { nullable: true, default: { kind: "null" } }],
    ["int NOT NULL DEFAULT -1", { hasDefault: true, default: { kind: "number", value: "-1" } }],
    ["int NOT NULL DEFAULT +1", { default: { kind: "number", value: "1" } }],
    ["int NOT NULL DEFAULT TRUE", { default: { kind: "number", value: "1" } }],
    ["int NOT NULL DEFAULT 0x1F", { default: { kind: "number", value: "31" } }],
    ["bit(3) NOT NULL DEFAULT b'101'", { default: { kind: "number", value: "5" } }],
    ["text DEFAULT 'NULLABLE'", { default: { kind: "text", value: "NULLABLE" } }],
    ["text DEFAULT 'a\\'b''c\\n'", { default: { kind: "text", value: "a'b'c\n" } }],
    [`text DEFAULT "it's"`, { default: { kind: "text", value: "it's" } }],
    ["text DEFAULT 'a' 'b' \"c\" COMMENT 'd'", { default: { kind: "text", value: "abc" }, comment: "d" }],
    ["text DEFAULT _utf8mb4'x'", { default: { kind: "text", value: "x" } }],
    ["date DEFAULT DATE '2026-01-01'", { default: { kind: "text", value: "2026-01-01" } }],
    ["timestamp DEFAULT CURRENT_TIMESTAMP", { default: { kind: "now" }, onUpdateNow: false }],
    ["datetime(3) DEFAULT NOW(3) ON UPDATE now(3)", { default: { kind: "now" }, onUpdateNow: true }],
    ["timestamp DEFAULT current_timestamp()", { default: { kind: "now" } }],
    ["datetime ON UPDATE CURRENT_TIMESTAMP", { default: undefined, onUpdateNow: true, hasDefault: true }],
    ["date DEFAULT (CURRENT_DATE)", { default: { kind: "expression", source: "CURRENT_DATE" } }],
    ["json DEFAULT (json_array(1, (2)))", { default: { kind: "expression", source: "json_array(1, (2))" } }],
    ["char(36) DEFAULT uuid()", { default: { kind: "expression", source: "uuid()" } }],
    ["int AS (1 + 2) STORED NOT NULL", { generated: true, nullable: false }],
    ["int GENERATED ALWAYS AS (other->>'$.a') VIRTUAL", { generated: true }],
    ["bigint SERIAL DEFAULT VALUE", { autoIncrement: true, nullable: false }],
    ["serial", { autoIncrement: true, nullable: false, hasDefault: true }],
    ["int COMMENT 'a; `b` */ -- c'", { comment: "a; `b` */ -- c" }],
  ])("reads %s", (written, facts) => {
    expect(columnOf(written)).toMatchObject(facts);
  });

  it("lets no part of a primary key be NULL", () => {
    const [table] = tablesOf("CREATE TABLE t (a int NULL, b int, PRIMARY KEY (b, A))");
    expect(table?.columns.map(({ nullable }) => nullable)).toEqual([false, false]);
    expect(table?.primaryKey.map(({ name }) => name)).toEqual(["b", "a"]);
  });
});

describe("keys", () => {
  it.each<[string, readonly (readonly [string, ...string[]])[]]>([
    [
      "a int, b int, UNIQUE (a), UNIQUE KEY u (b, a), UNIQUE INDEX v (a, b)",
      [
        ["a", "a"],
        ["u", "b", "a"],
        ["v", "a", "b"],
      ],
    ],
    ["a int UNIQUE KEY, UNIQUE u (a)", [["a", "a"]]],
    ["a int, CONSTRAINT c UNIQUE (a)", [["c", "a"]]],
    ["a int, UNIQUE u (id), UNIQUE v (id, a)", [["v", "id", "a"]]],
    ["a text, UNIQUE u USING BTREE (a(10) DESC) COMMENT 'c' INVISIBLE", [["u", "a"]]],
    [
      "a int, UNIQUE u (a) NOT IGNORED COMMENT 'c', KEY i (a) IGNORED, UNIQUE v (id, a)",
      [
        ["u", "a"],
        ["v", "id", "a"],
      ],
    ],
    ["a text, UNIQUE u ((lower(a))), UNIQUE v (id, (lower(a)))", []],
    ["a text, KEY (a(3)), FULLTEXT KEY f (a) WITH PARSER ngram, INDEX i USING HASH (a) KEY_BLOCK_SIZE=8", []],
    ["a int REFERENCES b (id) ON DELETE SET NULL ON UPDATE CASCADE UNIQUE", [["a", "a"]]],
    [
      "a int, CONSTRAINT f FOREIGN KEY k (a) REFERENCES db.b (id) MATCH FULL ON DELETE NO ACTION, UNIQUE (a)",
      [["a", "a"]],
    ],
    ["a int CHECK (a > 0) NOT ENFORCED, CONSTRAINT c CHECK (a < 9) ENFORCED, UNIQUE (a)", [["a", "a"]]],
  ])("finds the unique keys of %s", (elements, keys) => {
    const [table] = tablesOf(`CREATE TABLE t (id bigint PRIMARY KEY, ${elements})`);
    expect(table?.uniqueKeys.map((key) => [key.name, ...key.columns.map(({ name }) => name)])).toEqual(keys);
  });
});

describe("names", () => {
  it.each([
    ["`a``b`", "a`b"],
    ['"a""b"', 'a"b'],
    ["'a'", "a"],
    ["2fa", "2fa"],
    ["größe", "größe"],
    ["名称", "名称"],
    ["a$b", "a$b"],
    ["`key`", "key"],
    ["comment", "comment"],
    ["rank", "rank"],
  ])("reads %s", (written, name) => {
    expect(tablesOf(`CREATE TABLE t (${written} int PRIMARY KEY)`)[0]?.columns[0]?.name).toBe(name);
  });

  it.each(["db.t", "`db`.`t`", "db . t", "IF NOT EXISTS t"])("drops what stands before the table in %s", (written) => {
    expect(tablesOf(`create temporary table ${written} (id int key)`)[0]?.name).toBe("t");
  });
});

describe("statements", () => {
  const table = "CREATE TABLE t (id int PRIMARY KEY)";
  it.each([
    ["semicolons left out", `${table} CREATE TABLE u (id int KEY)`, ["t", "u"]],
    ["semicolons doubled", `;;${table};;`, ["t"]],
    ["a name that is a word of types", "CREATE TABLE byte (byte int PRIMARY KEY, ascii char(3) ASCII)", ["byte"]],
    ["a byte order mark", `\uFEFF${table}`, ["t"]],
    ["comments of every kind", `-- a;\n#b\n/* c; */${table}--\n;`, ["t"]],
    [
      "version comments",
      `/*!40101 SET NAMES utf8 */;CREATE TABLE /*!32312 IF NOT EXISTS*/ t (id int /*!50606 STORAGE DISK */ KEY)`,
      ["t"],
    ],
    ["MariaDB's version comments", `${table} /*M!100100 nonsense ( */ /*!100100 nonsense ( */`, ["t"]],
    [
      "partitions",
      `${table} ENGINE=InnoDB PARTITION BY RANGE (id) (PARTITION p VALUES LESS THAN (9), PARTITION q VALUES LESS THAN MAXVALUE)`,
      ["t"],
    ],
    [
      "a dump's other statements",
      `USE d; SET @a = 1; DROP TABLE IF EXISTS t; ${table}; LOCK TABLES t WRITE; INSERT INTO t VALUES (1,'it''s; (');`,
      ["t"],
    ],
    ["a statement before without its semicolon", `DROP TABLE IF EXISTS t ${table}`, ["t"]],
    ["SHOW CREATE TABLE", `SHOW CREATE TABLE x; ${table}`, ["t"]],
    [
      "a trigger without DELIMITER",
      `CREATE TRIGGER r BEFORE INSERT ON t FOR EACH ROW BEGIN IF 1 THEN SET @a = CASE 1 WHEN 1 THEN 2 END; END IF; END; ${table}`,
      ["t"],
    ],
    [
      "a trigger with DELIMITER",
      `DELIMITER $$\nCREATE TRIGGER r BEFORE INSERT ON t FOR EACH ROW BEGIN SET @a = '$$'; END$$\nDELIMITER ;\n${table};`,
      ["t"],
    ],
    [
      "a table between delimiters",
      `DELIMITER //\n${table}//\nCREATE TABLE u (id int KEY, a text COMMENT 'a;//b')//\nDELIMITER ;`,
      ["t", "u"],
    ],
    ["the end of a table before it is made again", `${table}; DROP TABLE t; ${table}`, ["t"]],
    ["the end of tables", `${table}; CREATE TABLE u (id int KEY); DROP TABLES IF EXISTS d.t, x RESTRICT`, ["u"]],
    [
      "the way back of goose",
      `-- +goose Up\n-- +goose StatementBegin\n${table};\n-- +goose StatementEnd\n-- +goose Down\nDROP TABLE t;\n`,
      ["t"],
    ],
    ["the way back of dbmate", `-- migrate:up\n${table};\n\n-- migrate:down\nALTER TABLE t DROP q; it's`, ["t"]],
    [
      "the ways back of sql-migrate",
      `-- +migrate Down\nDROP TABLE t;\n-- +migrate Up\n${table};\n-- +migrate Down notransaction\nDROP TABLE t`,
      ["t"],
    ],
    ["the end of temporary tables alone", `${table}; DROP TEMPORARY TABLE t`, ["t"]],
    ["a routine that never ends", `CREATE PROCEDURE p() BEGIN SELECT 1; ${table};`, ["t"]],
    ["LIKE a table that is declared", `${table}; CREATE TABLE u LIKE t; CREATE TABLE v (LIKE t)`, ["t", "u", "v"]],
    ["IF NOT EXISTS a second time", `${table}; CREATE TABLE IF NOT EXISTS t (x int KEY)`, ["t"]],
  ])("reads tables beside %s", (_, sql, names) => {
    expect(tablesOf(sql).map(({ name }) => name)).toEqual(names);
  });

  it.each<[string, readonly string[], readonly string[]]>([
    ["ADD PRIMARY KEY (b), ADD UNIQUE u (a), ENGINE=InnoDB", ["a", "b"], ["b", "u"]],
    [
      "ADD COLUMN c int FIRST, ADD d int AFTER a, ADD (e int, f int), ADD PRIMARY KEY (a)",
      ["c", "a", "d", "b", "e", "f"],
      ["a"],
    ],
    ["MODIFY a bigint NOT NULL AUTO_INCREMENT PRIMARY KEY, AUTO_INCREMENT=5", ["a", "b"], ["a"]],
    ["ADD PRIMARY KEY (a); ALTER TABLE t CHANGE COLUMN a z int AFTER b", ["b", "z"], ["z"]],
    ["ADD PRIMARY KEY (a, b); ALTER TABLE t DROP COLUMN b", ["a"], ["a"]],
    ["ADD PRIMARY KEY (a); ALTER TABLE t DROP PRIMARY KEY, ADD PRIMARY KEY (b)", ["a", "b"], ["b"]],
    ["ADD PRIMARY KEY (a), ADD UNIQUE u (b); ALTER TABLE t DROP INDEX u, DISABLE KEYS", ["a", "b"], ["a"]],
    [
      "ADD PRIMARY KEY (a), ADD CONSTRAINT f FOREIGN KEY (b) REFERENCES x (y); ALTER TABLE t DROP FOREIGN KEY f, ORDER BY a, b",
      ["a", "b"],
      ["a"],
    ],
  ])("lets ALTER TABLE t %s take effect", (changes, columns, keys) => {
    const [altered] = tablesOf(`CREATE TABLE t (a int, b int); ALTER TABLE t ${changes};`);
    expect(altered?.columns.map(({ name }) => name)).toEqual(columns);
    const primary = altered?.primaryKey.map(({ name }) => name) ?? [];
    expect([...primary, ...(altered?.uniqueKeys.map(({ name }) => name) ?? [])]).toEqual(keys);
  });

  it("lets CREATE UNIQUE INDEX take effect", () => {
    const [indexed] = tablesOf(
      "CREATE TABLE t (a int KEY, b text); CREATE UNIQUE INDEX u USING BTREE ON d.t (b(9) ASC) COMMENT 'x'",
    );
    expect(indexed?.uniqueKeys.map(({ name }) => name)).toEqual(["u"]);
  });

  it("reads what SHOW CREATE TABLE prints", () => {
    const [shown] = tablesOf(`CREATE TABLE \`user\` (
      \`id\` bigint NOT NULL AUTO_INCREMENT COMMENT 'the id',
      \`doc\` longtext CHARACTER SET utf8mb4 COLLATE utf8mb4_bin DEFAULT NULL CHECK (json_valid(\`doc\`)),
      \`hidden\` int DEFAULT NULL /*!80023 INVISIBLE */,
      PRIMARY KEY (\`id\`)
    ) ENGINE=InnoDB AUTO_INCREMENT=7 DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_0900_ai_ci ROW_FORMAT=DYNAMIC COMMENT='all users'`);
    expect(shown).toMatchObject({ source: "user.sql", name: "user", comment: "all users" });
    expect(shown?.columns.map(({ name, comment }) => [name, comment])).toEqual([
      ["id", "the id"],
      ["doc", ""],
      ["hidden", ""],
    ]);
  });
});

function integer(bits: 8 | 16 | 24 | 32 | 64, unsigned = false): ColumnType {
  return { kind: "integer", bits, unsigned };
}

function text(length?: number, caseSensitive?: boolean): ColumnType {
  return { kind: "text", length, caseSensitive };
}

describe("mistakes", () => {
  it.each([
    ["a table that could not be read", "CREATE TABLE t (id int KEY,); ALTER TABLE t ADD UNIQUE (x);"],
    ["a statement that nobody knows", "CREAT TABLE t (id int KEY); CREATE UNIQUE INDEX u ON t (id);"],
  ])("concludes nothing from %s", (_, sql) => {
    const { file, diagnostics } = parseSql(new SourceFile("user.sql", sql));
    expect(diagnostics.map(({ code }) => code)).toEqual(["SQL1001"]);
    expect(checkTables([file])).toEqual({ tables: undefined, diagnostics: [] });
  });

  it("leaves mistakes in statements about other things to the database", () => {
    const [table] = tablesOf("INSERT INTO ( ) SELECT ,; CREATE TABLE t (id int KEY); SET ((((;");
    expect(table?.name).toBe("t");
  });
});

/** The column `c` of a table with the definition given. */
function columnOf(written: string): Column {
  const column = tablesOf(`CREATE TABLE t (id int PRIMARY KEY, other json, c ${written})`)[0]?.columns[2];
  if (column === undefined) throw new Error("the table has no third column");
  return column;
}

function tablesOf(sql: string): readonly TableSpec[] {
  const { file, diagnostics } = parseSql(new SourceFile("some/folder/user.sql", sql));
  const checked = checkTables([file]);
  expect([...diagnostics, ...checked.diagnostics].map(({ message }) => message)).toEqual([]);
  return checked.tables ?? [];
}
