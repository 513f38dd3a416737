import { afterEach, beforeEach, expect, it } from "vitest";
import { catalogue } from "../../src/diagnostics/catalogue.ts";
import { openWorkshop } from "./workshop.ts";
import type { Workshop } from "./workshop.ts";

let workshop: Workshop;
beforeEach(() => void (workshop = openWorkshop()));
afterEach(() => workshop.remove());

it("explain prints the page of a code, in any case of its letters", async () => {
  expect(await workshop.run("explain", "api2014")).toEqual({
    exitCode: 0,
    problems: "",
    results: `error API2014: struct of field ‹name› has no fields

Use a declared empty type, or \`interface{}\` for any value.

Wrong:

    type Event {
      Data {} \`json:"data"\`
    }

Right:

    type Event {
      Data interface{} \`json:"data"\`
    }
`,
  });
});

it("explain without a code lists them all", async () => {
  const { exitCode, results } = await workshop.run("explain");
  expect(exitCode).toBe(0);
  expect(results.split("\n").map((line) => line.slice(0, 7))).toEqual([...Object.keys(catalogue).toSorted(), ""]);
  expect(results).toContain("API3004  warning  no field of the request reads path parameter ‹parameter› of ‹route›\n");
});

it("explain --format json gives the same to programs", async () => {
  const { results } = await workshop.run("explain", "GEN2006", "sql2007", "--format", "json");
  expect(JSON.parse(results)).toEqual([
    {
      code: "GEN2006",
      severity: "error",
      message: "‹path› was changed by something else during the run",
      explanation: catalogue.GEN2006.explanation,
      example: null,
    },
    {
      code: "SQL2007",
      severity: "error",
      message: "table ‹table› has two primary keys",
      explanation: catalogue.SQL2007.explanation,
      example: { wrong: expect.stringContaining("CREATE TABLE"), right: expect.stringContaining("CREATE TABLE") },
    },
  ]);
});
