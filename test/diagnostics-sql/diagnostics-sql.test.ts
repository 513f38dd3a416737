import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { sqlCatalogue } from "../../src/diagnostics/catalogue/sql.ts";
import { inOrder } from "../../src/diagnostics/order.ts";
import { renderDiagnostic } from "../../src/diagnostics/render.ts";
import { checkTables } from "../../src/model/check-tables.ts";
import { parseSql } from "../../src/sql/parse.ts";
import { SourceFile } from "../../src/text/source-file.ts";

const folder = new URL("./", import.meta.url);
const fixtures = readdirSync(folder).filter((name) => name.endsWith(".sql"));
// In CI an expectation that is wrong must fail, not be rewritten.
const update = process.env["UPDATE_GOLDEN"] !== undefined && process.env["CI"] === undefined;

describe("problems in DDL", () => {
  it.each(fixtures)("%s", (fixture) => {
    const { file, diagnostics } = parseSql(new SourceFile(fixture, readFileSync(new URL(fixture, folder), "utf8")));
    const all = inOrder([...diagnostics, ...checkTables([file]).diagnostics]);
    const rendered = all.map(renderDiagnostic).join("\n");
    const golden = new URL(fixture.replace(/\.sql$/u, ".txt"), folder);
    if (update) writeFileSync(golden, rendered);
    expect(rendered).toBe(readFileSync(golden, "utf8"));
    expect(new Set(all.map(({ code }) => code))).toEqual(new Set([fixture.slice(0, 7)]));
  });

  it("has a fixture for every code of DDL", () => {
    expect([...new Set(fixtures.map((name) => name.slice(0, 7)))]).toEqual(Object.keys(sqlCatalogue));
  });
});
