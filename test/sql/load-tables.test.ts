import { expect, it } from "vitest";
import { createMemoryHost } from "../../src/host/memory-host.ts";
import { loadTables } from "../../src/load/load-tables.ts";
import { checkTables } from "../../src/model/check-tables.ts";

it("takes several files together, in the order given", () => {
  const host = createMemoryHost({
    "sql/2.sql": "CREATE TABLE b (id int KEY); ALTER TABLE a ADD UNIQUE KEY u (x);",
    "sql/1.sql": "CREATE TABLE a (id int KEY, x int);",
  });
  const { files, diagnostics } = loadTables(["sql/1.sql", "sql/2.sql"], host);
  expect(diagnostics).toEqual([]);
  const { tables = [] } = checkTables(files);
  expect(tables.map(({ name, source, uniqueKeys }) => [name, source, uniqueKeys.length])).toEqual([
    ["a", "1.sql", 1],
    ["b", "2.sql", 0],
  ]);
});

it("tells of every file that cannot be read, and goes on", () => {
  const host = createMemoryHost({
    "good.sql": "CREATE TABLE a (id int KEY);",
    "empty.sql": " \n",
    folder: { kind: "directory" },
    "secret.sql": { kind: "unreadable", reason: "permission denied" },
    "broken.sql": "CREATE TABLE b (",
  });
  const paths = ["missing.sql", "empty.sql", "folder", "secret.sql", "broken.sql", "good.sql"];
  const { files, diagnostics } = loadTables(paths, host);
  expect(diagnostics.map(({ code, path }) => [code, path])).toEqual([
    ["GEN1001", "missing.sql"],
    ["GEN1004", "empty.sql"],
    ["GEN1002", "folder"],
    ["GEN1003", "secret.sql"],
    ["SQL1001", "broken.sql"],
  ]);
  expect(files.map(({ source }) => source.path)).toEqual(["broken.sql", "good.sql"]);
});
