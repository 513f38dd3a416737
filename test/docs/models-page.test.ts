import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { openWorkshop } from "../cli/workshop.ts";
import type { Workshop } from "../cli/workshop.ts";

const page = readFileSync(join(import.meta.dirname, "../../docs/models.md"), "utf8");

let workshop: Workshop;
beforeEach(() => void (workshop = openWorkshop()));
afterEach(() => workshop.remove());

it("docs/models.md shows the document that describe prints", async () => {
  workshop.write("tag.sql", "CREATE TABLE tag (id bigint NOT NULL AUTO_INCREMENT PRIMARY KEY, label varchar(20));\n");
  const { results } = await workshop.run("model", "mysql", "describe", "-src", "@/tag.sql", "-c", "--format", "json");
  const [, example = ""] = /```json\n(.*?)```/su.exec(page) ?? [];
  expect(JSON.parse(example)).toEqual(JSON.parse(results));
});
