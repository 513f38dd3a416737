import { expect, it } from "vitest";
import { matchingFiles } from "../../src/generate/matching-files.ts";
import { createMemoryHost } from "../../src/host/memory-host.ts";

const host = createMemoryHost({
  "sql/user.sql": "",
  "sql/order.sql": "",
  "sql/.draft.sql": "",
  "sql/old.sql/a.sql": "",
  closed: { kind: "unreadable", reason: "permission denied" },
});

it("a pattern names the files of its folder, but neither hidden ones nor folders", () => {
  expect(matchingFiles("sql/*.sql", host)).toEqual(["sql/order.sql", "sql/user.sql"]);
  expect(matchingFiles("sql/*", host)).toEqual(["sql/order.sql", "sql/user.sql"]);
  expect(matchingFiles("sql/[.d]*.sql", host)).toMatchObject({ code: "GEN1011" });
});

it("a path without signs is taken as it is", () => {
  expect(matchingFiles("sql/.draft.sql", host)).toEqual(["sql/.draft.sql"]);
});

it("a folder that cannot be looked into is told, not taken for empty", () => {
  expect(matchingFiles("closed/*.sql", host)).toMatchObject({
    code: "GEN1060",
    message: "folder closed/ cannot be looked into: permission denied",
    path: "closed/",
  });
});

it.each([
  ["numbers", "*.sql", ["10_c.sql", "2_b.sql", "1_a.sql"], ["1_a.sql", "2_b.sql", "10_c.sql"]],
  [
    "versions of Flyway",
    "V*.sql",
    ["V1__a.sql", "V1.10__c.sql", "V1.9__b.sql"],
    ["V1__a.sql", "V1.9__b.sql", "V1.10__c.sql"],
  ],
  ["padded numbers", "*.sql", ["010_c.sql", "002_b.sql", "0010_d.sql"], ["002_b.sql", "0010_d.sql", "010_c.sql"]],
  [
    "times of many digits",
    "*.sql",
    ["202601020304050607080910_b.sql", "202601020304050607080909_a.sql"],
    ["202601020304050607080909_a.sql", "202601020304050607080910_b.sql"],
  ],
  ["names without numbers", "*.sql", ["b.sql", "a.sql", "a10.sql", "a9.sql"], ["a.sql", "a9.sql", "a10.sql", "b.sql"]],
  [
    "the way back beside the way forth",
    "*.sql",
    ["1_a.up.sql", "1_a.down.sql", "2_b.down.sql"],
    ["1_a.up.sql", "2_b.down.sql"],
  ],
  [
    "Flyway's way back",
    "*.sql",
    ["V1__a.sql", "U1__a.sql", "U2__b.sql", "Users.sql"],
    ["U2__b.sql", "Users.sql", "V1__a.sql"],
  ],
])("files are read in the order in which migrations are run: %s", (_, pattern, names, expected) => {
  const folder = createMemoryHost(Object.fromEntries(names.map((name) => [`m/${name}`, "x"])));
  expect(matchingFiles(`m/${pattern}`, folder)).toEqual(expected.map((name) => `m/${name}`));
});
