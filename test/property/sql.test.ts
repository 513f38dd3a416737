import { array, assert, constantFrom, oneof, property, string } from "fast-check";
import { expect, it } from "vitest";
import { checkTables } from "../../src/model/check-tables.ts";
import { parseSql } from "../../src/sql/parse.ts";
import { renderDiagnostic } from "../../src/diagnostics/render.ts";
import { SourceFile } from "../../src/text/source-file.ts";
import { runs } from "./runs.ts";
import { LINEAR_GROWTH, timeGrowth } from "./time-growth.ts";

const pieces =
  `CREATE TABLE t ( ) , ; . = ' " \` a b id int varchar enum NOT NULL DEFAULT PRIMARY KEY UNIQUE INDEX CONSTRAINT FOREIGN
  REFERENCES CHECK AS SELECT LIKE ON UPDATE COMMENT COLLATE CHARSET GENERATED ALWAYS ALTER ADD DROP MODIFY CHANGE COLUMN FIRST AFTER
  RENAME TRIGGER BEGIN END CASE IF EXISTS 1 -1 0x1F 'x' "y" \`z\` -- # /* */ /*!50100 DELIMITER // $$ + \uFF0C \u{1F600} \\`
    .trim()
    .split(/\s+/u);

const statements = array(oneof(constantFrom(...pieces), string({ unit: "binary", maxLength: 3 })), {
  maxLength: 60,
}).map((words) => words.join(" "));
const tables = statements.map(
  (inside) => `CREATE TABLE t (id int PRIMARY KEY, ${inside}); CREATE TABLE u (id int KEY);`,
);
const anyText = oneof(string({ unit: "binary" }), string(), statements, tables);

it("reads any text without throwing, and tells only of places in it", () => {
  assert(
    property(anyText, (text) => {
      const { file, diagnostics } = parseSql(new SourceFile("a.sql", text));
      for (const diagnostic of [...diagnostics, ...checkTables([file]).diagnostics]) {
        expect(renderDiagnostic(diagnostic)).toMatch(/^(?:error|warning) SQL\d{4}: \S/u);
        const { start = 0, end = 0 } = diagnostic.span ?? {};
        expect(start >= 0 && start <= end && end <= text.length).toBe(true);
      }
    }),
    { numRuns: runs(1500) },
  );
});

it("says the same of the same text", () => {
  assert(
    property(anyText, (text) => {
      const first = parseSql(new SourceFile("a.sql", text)).diagnostics.map(renderDiagnostic);
      expect(parseSql(new SourceFile("a.sql", text)).diagnostics.map(renderDiagnostic)).toEqual(first);
    }),
    { numRuns: runs(300) },
  );
});

it.each([
  ["parentheses in a column", `CREATE TABLE t (id int CHECK ${"(".repeat(100_000)}1${")".repeat(100_000)});`],
  ["parentheses alone", `CREATE TABLE t ${"(".repeat(100_000)}`],
  ["parentheses after a table", `CREATE TABLE t (id int) ${"(".repeat(100_000)}`],
])("tells once of 100,000 nested %s", (_, text) => {
  const { diagnostics } = parseSql(new SourceFile("a.sql", text));
  expect(diagnostics.map((diagnostic) => diagnostic.code)).toEqual(["SQL1003"]);
});

it.each([
  ["columns", (count: number) => `CREATE TABLE t (${list(count, (index) => `c${index} int KEY`)});`],
  ["broken columns", (count: number) => `CREATE TABLE t (${list(count, (index) => `c${index} (,)`)});`],
  ["tables", (count: number) => list(count, (index) => `CREATE TABLE t${index} (id int KEY);\n`, "")],
  ["triggers without an end", (count: number) => "CREATE TRIGGER t BEGIN SET a = 1;\n".repeat(count)],
  ["inserted rows", (count: number) => `INSERT INTO t VALUES ${"(1, 'it''s', 2.5),".repeat(count)} (1, '', 0);`],
  ["unclosed quotes", (count: number) => "'".repeat(count * 2 + 1)],
  ["nested parentheses", (count: number) => `CREATE TABLE t (id int CHECK ${"(".repeat(count)}1${")".repeat(count)});`],
])("takes time that grows with the number of %s, not with its square", (_, text) => {
  const growth = timeGrowth((count) => void parseSql(new SourceFile("a.sql", text(count))), 2_000);
  expect(growth).toBeLessThan(LINEAR_GROWTH);
});

function list(count: number, item: (index: number) => string, separator = ","): string {
  return Array.from({ length: count }, (_, index) => item(index)).join(separator);
}
