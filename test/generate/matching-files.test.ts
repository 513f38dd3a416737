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
