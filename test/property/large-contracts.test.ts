import { describe, expect, it } from "vitest";
import { createMemoryHost } from "../../src/host/memory-host.ts";
import { loadApi } from "../../src/load/load-api.ts";
import { checkApi } from "../../src/model/check-api.ts";
import { LINEAR_GROWTH, timeGrowth } from "./time-growth.ts";

const service = "service a {\n@handler H\npost /a (A) returns (A)\n}\n";

/** Contracts with one thing in them very often, and the codes that are told of it. */
const large: readonly (readonly [what: string, codes: readonly string[], text: string])[] = [
  ["fields with one tag", [], `type A { ${list(124_000, (index) => `N${index}`, ",")} int }\n${service}`],
  ["options that are none", ["API2018"], field(`json:"x${list(150_000, () => ",foo", "")}"`)],
  ["keys of a tag", [], field(list(130_000, (index) => `k${index}:"x"`, " "))],
  ["one key of a tag", ["API2017"], field(list(200_000, () => 'k:"x"', " "))],
  [
    "entries without a colon",
    ["API1017", "API1018"],
    `info (\n${list(80_000, (index) => `k${index} a b`)}\n)\ntype A {}\n${service}`,
  ],
  ["structs that embed the next", ["API1005"], `${embedding(3_000)}${service}`],
  [
    "structs that embed the one before",
    ["API1005"],
    `${embedding(3_000).split("\n\n").toReversed().join("\n\n")}${service}`,
  ],
  ["path parameters", ["API1008"], `service a {\n@handler H\nget ${list(30_000, (index) => `/:p${index}`, "")}\n}`],
  [
    "letters in a name",
    ["API2002"],
    `type ${"A".repeat(400_000)} { X int }\nservice a {\n@handler H\npost /a (${"A".repeat(399_999)})\n}`,
  ],
];

describe("a contract with a great many", () => {
  it.each(large)("%s is checked", (_, codes, text) => {
    const found = problemsOf(text);
    expect([...new Set(found.map(({ code }) => code))].toSorted()).toEqual(codes);
    for (const { message } of found.slice(0, 10)) expect(message.length).toBeLessThanOrEqual(500);
  });
});

describe("the time to check a contract grows with the number of", () => {
  it.each<[what: string, size: number, text: (count: number) => string]>([
    ["keys of a tag", 2_000, (count) => field(list(count, (index) => `k${index}:"x"`, " "))],
    ["options of a field", 4_000, (count) => field(`json:"x,options=${list(count, (index) => `o${index}`, "|")}"`)],
    [
      "middlewares",
      4_000,
      (count) => `@server (\nmiddleware: ${list(count, (index) => `M${index}`, ",")}\n)\n${service}`,
    ],
    [
      "fields that look at others",
      500,
      (count) =>
        `type A {\n${list(count, (index) => `F${index} int \`json:"f${index},optional=x${index}" validate:"eqfield=F${count - index}"\``)}\n}\n${service}`,
    ],
    ["parts of a path", 4_000, (count) => `service a {\n@handler H\nget /a${" - a".repeat(count)}\n}`],
  ])("%s", (_, size, text) => {
    expect(timeGrowth((count) => void problemsOf(text(count)), size)).toBeLessThan(LINEAR_GROWTH);
  });
});

function list(count: number, item: (index: number) => string, separator = "\n"): string {
  return Array.from({ length: count }, (_, index) => item(index)).join(separator);
}

function field(tag: string): string {
  return `type A {\n\tX string \`${tag}\`\n}\n${service}`;
}

function embedding(count: number): string {
  const structs = list(count, (index) => `type ${index === 0 ? "A" : `A${index}`} {\n\tA${index + 1}\n}`, "\n\n");
  return `${structs}\n\ntype A${count} { Last int }\n\n`;
}

function problemsOf(text: string) {
  const { program, diagnostics } = loadApi("main.api", createMemoryHost({ "main.api": text }));
  return [...diagnostics, ...checkApi(program).diagnostics];
}
