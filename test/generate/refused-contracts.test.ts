import { describe, expect, it } from "vitest";

import { generateProject } from "../../src/generate/generate-project.ts";
import { projectDefaults } from "../../src/generate/project-defaults.ts";
import { createMemoryHost } from "../../src/host/memory-host.ts";

/** What is told of a contract that cannot be generated, by code and place; nothing is written. */
async function refusals(contract: string, ddl = ""): Promise<readonly string[]> {
  const host = createMemoryHost({ "user.api": contract, ...(ddl !== "" && { "user.sql": ddl }) });
  const before = host.files();
  const { diagnostics } = await generateProject({ ...projectDefaults, api: "user.api" }, host);
  const isRefused = diagnostics.some(({ severity }) => severity === "error");
  expect(isRefused ? host.files() : before).toEqual(before);
  return diagnostics.map(({ code, span, message }) => {
    const line = span?.source.position(span.start).line ?? 0;
    return `${line} ${code}: ${message}`;
  });
}

const route = "service user-api {\n@handler Get\npost /get (Req)\n}\n";

describe("a field name that means something else in JavaScript", () => {
  it.each(["json", "form", "path", "header"])("is refused where it is __proto__: %s", async (source) => {
    expect(
      await refusals(`type Req {\nA string \`${source}:"__proto__"\`\n}\n${route.replace("/get", "/:__proto__")}`),
    ).toContain("2 GEN1040: field A is called __proto__ on the wire, which no request can hold");
  });

  it.each([
    'A string `json:"constructor,optional"`',
    'A string `json:"toString,default=x"`',
    'A string `json:"valueOf,omitempty"`',
    'A map[string]int `json:"hasOwnProperty"`',
    'ToString string `json:"-"`',
    'S {\nA *int `json:"isPrototypeOf,optional"`\n} `json:"s"`',
  ])("is refused where the field may be absent: %s", async (field) => {
    const told = await refusals(`type Req {\n${field}\n}\n${route}`);
    expect(told).toHaveLength(1);
    expect(told[0]).toMatch(
      /^[23] GEN1041: field \w+ may be left out, but every object has a member \w+ in JavaScript$/u,
    );
  });

  it("is taken where the field is always there", async () => {
    expect(
      await refusals(`type Req {\nA string \`json:"constructor"\`\nB int \`json:"toString"\`\n}\n${route}`),
    ).toEqual([]);
  });
});

describe("a default that a number cannot hold", () => {
  const fields =
    'A uint64 `json:"a,default=18446744073709551615"`\nB []*int64 `json:"b,default=[1,9007199254740993]"`\n';
  const contract = `type Req {\n${fields}C string \`json:"c,default=9007199254740993"\`\n}\n${route}`;

  it("is refused where 64-bit integers are numbers", async () => {
    expect(await refusals(contract)).toEqual([
      "2 GEN1090: field A has the default 18446744073709551615, which a number cannot hold exactly",
      "3 GEN1090: field B has the default 9007199254740993, which a number cannot hold exactly",
    ]);
  });

  it.each(["bigint", "string"] as const)("is taken where they are %s", async (int64) => {
    const host = createMemoryHost({ "user.api": contract });
    const { diagnostics } = await generateProject({ ...projectDefaults, api: "user.api", int64 }, host);
    expect(diagnostics).toEqual([]);
  });
});

function withTimeout(timeout: string): string {
  return `@server (\n\ttimeout: ${timeout}\n)\nservice user-api {\n@handler Get\nget /get\n}\n`;
}

describe("a time limit", () => {
  it("is refused where it is longer than a timer can wait", async () => {
    expect(await refusals(withTimeout("1000h"))).toEqual([
      "2 GEN1043: timeout of route get /get is longer than 24 days, which no timer of Node can wait",
    ]);
    expect(await refusals(withTimeout("596h31m23s648ms"))).toHaveLength(1);
    expect(await refusals(withTimeout("596h31m23s647ms"))).toEqual([]);
  });

  it.each([
    ["1\u00b5s", 1],
    ["1ns", 1],
    ["1ms1ns", 2],
    ["1s500ms", 1500],
    ["999\u00b5s1000ns", 1],
  ])("is rounded up to whole milliseconds: %s", async (timeout, expected) => {
    const host = createMemoryHost({ "user.api": withTimeout(timeout) });
    await generateProject({ ...projectDefaults, api: "user.api" }, host);
    const routes = host.files()["internal/handler/routes.ts"];
    expect(routes).toContain(`timeout: ${expected} }`);
  });
});

function stream(method: string, jwt: string): string {
  const block = `@server (\nsse: true\njwt: ${jwt}\n)\n`;
  return `type Req {\nA string \`json:"a"\`\n}\n${block}service user-api {\n@handler Watch\n${method} /watch returns (Req)\n}\n`;
}

describe("a stream of events", () => {
  it("is taken by get", async () => {
    expect(await refusals(stream("get", "Auth"))).toEqual([]);
  });

  it("is refused by head, whose answers have no body", async () => {
    expect(await refusals(stream("head", "Auth"))).toEqual([
      "10 GEN1070: route head /watch sends events, but an answer to HEAD has no body",
    ]);
  });

  it("has a setting, which no section may be", async () => {
    expect(await refusals(stream("get", "Sse"))).toEqual([
      "6 GEN1042: section Sse would be the setting sse, which is that of the service itself",
    ]);
  });
});

function inGroup(group: string, name: string): string {
  return `@server (\n\tgroup: ${group}\n)\nservice user-api {\n@handler ${name}\nget /${name}\n}\n`;
}

describe("groups that differ in case alone", () => {
  it("are refused, as their folders are one on some systems", async () => {
    expect(await refusals(inGroup("user", "a") + inGroup("User", "b"))).toEqual([
      "9 GEN1042: group User would be the folder User where case makes no difference, which is that of group user",
    ]);
    expect(await refusals(inGroup("user/a", "a") + inGroup("User/b", "b"))).toHaveLength(1);
  });

  it("are no others: one group in two blocks, and one inside another", async () => {
    expect(await refusals(inGroup("user", "a") + inGroup("user", "b") + inGroup("user/admin", "c"))).toEqual([]);
  });
});

describe("a group that can be no folder", () => {
  it.each(["con", "user/NUL", "aux.d"])("is told once, where it is written: %s", async (group) => {
    const told = await refusals(withGroup(group));
    expect(told).toHaveLength(1);
    expect(told[0]).toMatch(/^2 GEN2001: cannot write to ".*\.ts": \S+ is the name of a device on Windows$/u);
  });

  it("is told at the handler where that is what cannot be a file", async () => {
    const name = "A".repeat(240);
    const told = await refusals(withGroup("user").replace("Get", name));
    expect(told.map((text) => text.slice(0, 10))).toEqual(["5 GEN2001:"]);
  });
});

function withGroup(group: string): string {
  return `@server (\n\tgroup: ${group}\n)\nservice user-api {\n@handler Get\nget /get\n@handler Put\nput /put\n}\n`;
}
