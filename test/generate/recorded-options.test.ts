import { expect, it } from "vitest";

import { describeModel } from "../../src/generate/describe-model.ts";
import { generateProject } from "../../src/generate/generate-project.ts";
import { projectDefaults } from "../../src/generate/project-defaults.ts";
import { createMemoryHost } from "../../src/host/memory-host.ts";
import type { Host } from "../../src/host/host.ts";

const contract = "service user-api {\n\t@handler getPing\n\tget /ping\n}\n";
const options = { ...projectDefaults, api: "user.api" };

async function codes(host: Host, asked: Partial<typeof options>): Promise<readonly string[]> {
  const { diagnostics } = await generateProject({ ...options, ...asked }, host);
  return diagnostics.map(({ code, message }) => `${code}: ${message}`);
}

it.each(["go_zero", "go Zero", "go$`Zero"])("a later run takes the style %s of the first", async (style) => {
  const host = createMemoryHost({ "user.api": contract });
  expect(await codes(host, { style })).toEqual([]);
  const files = Object.keys(host.files());
  const { actions, diagnostics } = await generateProject(options, host);
  expect({ diagnostics, kinds: [...new Set(actions.map(({ kind }) => kind))] }).toEqual({
    diagnostics: [],
    kinds: ["unchanged"],
  });
  expect(Object.keys(host.files())).toEqual(files);
});

it("another style than the project's is refused, for it would start the logic anew", async () => {
  const host = createMemoryHost({ "user.api": contract });
  await codes(host, {});
  const before = host.files();
  expect(await codes(host, { style: "go_zero" })).toEqual([
    "GEN1046: expected the file name style gozero of the project, found go_zero",
  ]);
  expect(host.files()).toEqual(before);
  expect(await codes(host, { style: "gozero" })).toEqual([]);
});

it("a package.json of somebody else has no style", async () => {
  const host = createMemoryHost({ "user.api": contract, "package.json": '{"scripts":{"generate":"make"}}\n' });
  expect(await codes(host, { style: "go_zero" })).toEqual([]);
});

it("models get what an earlier run has recorded, and another choice is refused", async () => {
  const ddl = "CREATE TABLE tag (id bigint NOT NULL PRIMARY KEY);\n";
  const host = createMemoryHost({ "user.api": contract, "user.sql": ddl });
  expect(await codes(host, {})).toEqual([]);
  expect(host.files()["internal/model/tagmodel_gen.ts"]).not.toContain("findPage");
  expect(await codes(host, { extras: ["count", "page"] })).toEqual([]);
  const before = host.files();
  expect(JSON.parse(before["package.json"] ?? "")).toMatchObject({ tsgoctl: { with: ["page", "count"] } });
  expect(before["internal/model/tagmodel_gen.ts"]).toContain("findPage");
  expect(await codes(host, {})).toEqual([]);
  expect(await codes(host, { extras: ["page", "count"] })).toEqual([]);
  expect(await codes(host, { extras: ["bulk"] })).toEqual([
    "GEN1095: expected the models to be made with page,count, as package.json has it, found bulk",
  ]);
  expect(host.files()).toEqual(before);
});

it("the commands for models follow what the project in the current folder records", async () => {
  const files = { "tag.sql": "CREATE TABLE tag (id bigint NOT NULL PRIMARY KEY);\n" };
  const host = createMemoryHost({ ...files, "package.json": '{"tsgoctl":{"with":["count"]}}\n' });
  const naming = { style: undefined, cache: false, prefix: "", database: "", ignoreColumns: undefined };
  const source = { kind: "ddl", pattern: "tag.sql" } as const;
  const { description } = await describeModel({ ...naming, int64: undefined, extras: undefined, source }, host);
  expect(description?.tables[0]?.methods.at(-1)).toEqual({ name: "count", params: [] });
});

it("a recorded choice for models that is none is told at its place", async () => {
  const text = '{\n  "tsgoctl": { "with": ["pages"] }\n}\n';
  const host = createMemoryHost({ "user.api": contract, "package.json": text });
  const { diagnostics } = await generateProject(options, host);
  expect(diagnostics).toMatchObject([{ code: "GEN1096", path: "./package.json", span: { start: 17, end: 23 } }]);
  expect(host.files()["package.json"]).toBe(text);
});

it("a type of 64-bit integers that is none is told at its place", async () => {
  const text = '{\n  "tsgoctl": { "int64": "bigit" }\n}\n';
  const host = createMemoryHost({ "user.api": contract, "package.json": text });
  const { diagnostics } = await generateProject(options, host);
  expect(diagnostics).toMatchObject([{ code: "GEN1047", path: "./package.json", span: { start: 17, end: 24 } }]);
  expect(host.files()["package.json"]).toBe(text);
});

it("compiler settings of somebody else that cannot take the code are told of", async () => {
  const host = createMemoryHost({ "user.api": contract, "tsconfig.json": "{}\n" });
  expect(await codes(host, {})).toEqual([
    "GEN2043: tsconfig.json lacks rewriteRelativeImportExtensions, which the generated imports need",
  ]);
  expect(host.files()["tsconfig.json"]).toBe("{}\n");
  const extended = createMemoryHost({ "user.api": contract, "tsconfig.json": '{ "extends": "../base.json" }\n' });
  expect(await codes(extended, {})).toEqual([]);
});
