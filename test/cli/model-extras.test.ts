import { afterEach, beforeEach, expect, it } from "vitest";
import type { ModelDescription } from "../../src/index.ts";
import { openWorkshop } from "./workshop.ts";
import type { Workshop } from "./workshop.ts";

let workshop: Workshop;
beforeEach(() => {
  workshop = openWorkshop();
  workshop.write(
    "tables.sql",
    "CREATE TABLE note (id bigint NOT NULL AUTO_INCREMENT PRIMARY KEY, title varchar(20) NOT NULL, deleted_at datetime);\n" +
      "CREATE TABLE colour (name enum('red') NOT NULL PRIMARY KEY, del_state tinyint NOT NULL DEFAULT 1);\n",
  );
});
afterEach(() => workshop.remove());

const describing = ["model", "mysql", "describe", "-src", "@/tables.sql"];

it("describe tells the methods that are asked for, and which tables cannot have them", async () => {
  const extras = ["--with", "softdelete,bulk", "--with=count, page", "-int64", "string"];
  const { exitCode, results, problems } = await workshop.run(...describing, ...extras, "--format", "json");
  const { tables }: ModelDescription = JSON.parse(results);
  const [note, colour] = tables;
  expect(exitCode).toBe(0);
  expect(note?.methods.slice(4)).toEqual([
    { name: "findPage", params: [{ name: "page", type: "PageRequest<string>" }] },
    { name: "count", params: [] },
    { name: "findMany", params: [{ name: "keys", type: "readonly string[]" }] },
    { name: "insertMany", params: [{ name: "rows", type: "readonly NewNote[]" }] },
    { name: "deleteMany", params: [{ name: "keys", type: "readonly string[]" }] },
    { name: "restore", params: [{ name: "id", type: "string" }] },
  ]);
  expect([note?.insertColumns, note?.updateColumns]).toEqual([["title"], ["title"]]);
  expect(colour?.methods.slice(4).map(({ name }) => name)).toEqual(["count", "findMany", "insertMany", "deleteMany"]);
  expect([colour?.insertColumns, colour?.updateColumns]).toEqual([["name", "del_state"], ["del_state"]]);
  expect(problems.match(/GEN109\d: .*/gu)).toEqual([
    "GEN1097: rows of table colour are deleted for good: it has no column to mark them by",
    "GEN1098: the model of table colour has no findPage, since column name of its primary key has no usable order",
  ]);
});

it("a method that nobody knows is wrong usage", async () => {
  const { exitCode, problems } = await workshop.run(...describing, "--with", "page,cont");
  expect([exitCode, problems]).toEqual([
    2,
    "error: option '--with <names>' argument 'page,cont' is invalid. Allowed are page, count, bulk, softdelete.\n",
  ]);
});
