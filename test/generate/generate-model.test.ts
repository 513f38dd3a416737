import { describe, expect, it } from "vitest";

import { generateModel } from "../../src/generate/generate-model.ts";
import type { ModelCommandOptions } from "../../src/generate/generate-model.ts";
import { createMemoryHost } from "../../src/host/memory-host.ts";

const ddl = "/projects/shop/user.sql";
const options: ModelCommandOptions = {
  source: { kind: "ddl", pattern: ddl },
  directory: ".",
  style: "gozero",
  cache: true,
  prefix: "cache",
  database: "",
  ignoreColumns: undefined,
  int64: undefined,
  extras: undefined,
  mode: "write",
  workingDirectory: "/projects/shop",
};

/** The memory host has no working directory. */
function absolute(path: string): string {
  return path.startsWith("/") ? path : `${options.workingDirectory}/${path}`;
}

/** Runs with a directory as the command line would and gives the paths that are told, and those that are there, absolute. */
async function run(directory: string) {
  const host = createMemoryHost({
    [ddl]: "CREATE TABLE `user` (`id` bigint NOT NULL, PRIMARY KEY (`id`));\n",
  });
  const { actions, diagnostics } = await generateModel(
    { ...options, directory },
    {
      ...host,
      read: (path) => host.read(absolute(path)),
      inspect: (path) => host.inspect(absolute(path)),
      create: (path, text) => host.create(absolute(path), text),
      rename: (from, to) => host.rename(absolute(from), absolute(to)),
      makeDirectory: (path) => host.makeDirectory(absolute(path)),
    },
  );
  expect(diagnostics).toEqual([]);
  const told = actions.map(({ path }) => path);
  return { told, there: host.files() };
}

describe("where models and what they run on are written", () => {
  it.each([
    { directory: "internal/model", model: "internal/model/usermodel.ts", runtime: "internal/runtime/errors.ts" },
    { directory: "./internal//model/.", model: "internal/model/usermodel.ts", runtime: "internal/runtime/errors.ts" },
    { directory: "x/../model", model: "model/usermodel.ts", runtime: "runtime/errors.ts" },
    { directory: ".", model: "usermodel.ts", runtime: "runtime/errors.ts" },
    { directory: "./.", model: "usermodel.ts", runtime: "runtime/errors.ts" },
    { directory: "/", model: "/usermodel.ts", runtime: "/runtime/errors.ts" },
    { directory: "..", model: "../usermodel.ts", runtime: "../runtime/errors.ts" },
    { directory: "../shop", model: "../shop/usermodel.ts", runtime: "../shop/runtime/errors.ts" },
    { directory: "../shops/model", model: "../shops/model/usermodel.ts", runtime: "../shops/model/runtime/errors.ts" },
    {
      directory: "/projects/shop/internal/model",
      model: "/projects/shop/internal/model/usermodel.ts",
      runtime: "/projects/shop/internal/runtime/errors.ts",
    },
  ])("-dir $directory", async ({ directory, model, runtime }) => {
    const { told, there } = await run(directory);
    expect(told).toContain(model);
    expect(told).toContain(runtime);

    const generated = Object.keys(there).find((path) => path.endsWith("usermodel_gen.ts")) ?? "";
    const imported = /from "([^"]*)\/database\/table\.ts"/u.exec(there[generated] ?? "")?.[1] ?? "";
    expect(there).toHaveProperty([new URL(`${imported}/database/table.ts`, `file://${generated}`).pathname]);
  });

  it.each([".", "/", "..", "../elsewhere/model"])("is nowhere outside of -dir %s", async (directory) => {
    const { there } = await run(directory);
    const root = new URL(directory, "file:///projects/shop/").pathname.replace(/\/?$/u, "/");
    expect(Object.keys(there).filter((path) => path !== ddl && !path.startsWith(root))).toEqual([]);
  });
});

it("leaves what the models of other tables run on as it is, and calls none of it outdated", async () => {
  const host = createMemoryHost({
    "/p/sql/a.sql": "CREATE TABLE a (id bigint NOT NULL PRIMARY KEY);\n",
    "/p/sql/b.sql": "CREATE TABLE b (id bigint NOT NULL PRIMARY KEY);\n",
  });
  const directory = "/p/internal/model";
  const inProject = { ...options, directory, workingDirectory: "/p" };
  await generateModel({ ...inProject, source: { kind: "ddl", pattern: "/p/sql/a.sql" } }, host);
  const source = { kind: "ddl", pattern: "/p/sql/b.sql" } as const;
  const { actions, diagnostics } = await generateModel({ ...inProject, cache: false, source }, host);
  expect(diagnostics).toEqual([]);
  expect(actions.filter(({ kind }) => kind !== "unchanged").map(({ kind, path }) => `${kind} ${path}`)).toEqual([
    "create /p/internal/model/bmodel_gen.ts",
    "create /p/internal/model/bmodel.ts",
  ]);
});

it.each([true, false])(
  "a run with another choice than cache: %s is refused, for classes of the user's would break",
  async (cache) => {
    const host = createMemoryHost({ [ddl]: "CREATE TABLE a (id bigint PRIMARY KEY);\n" });
    const first = { ...options, directory: "/p/model", workingDirectory: "/p", cache };
    expect((await generateModel(first, host)).diagnostics).toEqual([]);
    const before = host.files();
    const { diagnostics, actions } = await generateModel({ ...first, cache: !cache }, host);
    expect({ diagnostics, actions }).toMatchObject({
      diagnostics: [{ code: "GEN1085", path: "/p/model/amodel_gen.ts" }],
      actions: [],
    });
    expect(host.files()).toEqual(before);
    expect((await generateModel(first, host)).diagnostics).toEqual([]);
  },
);

describe("several files of DDL", () => {
  const good = "CREATE TABLE a (id bigint NOT NULL PRIMARY KEY);\n";
  const files = { "/p/sql/1a.sql": good, "/p/sql/2b.sql": good.replace("a (", "b ("), "/p/sql/3c.txt": "not SQL" };
  const inProject = { ...options, directory: "/p/internal/model", workingDirectory: "/p" };

  it.each([
    ["/p/sql/*.sql", ["amodel_gen.ts", "bmodel_gen.ts"]],
    ["/p/sql/[2-9]?.sql", ["bmodel_gen.ts"]],
    ["/p/sql/[^2]*.sql", ["amodel_gen.ts"]],
  ])("are named by the pattern %s", async (pattern, expected) => {
    const host = createMemoryHost(files);
    const { diagnostics } = await generateModel({ ...inProject, source: { kind: "ddl", pattern } }, host);
    expect(diagnostics).toEqual([]);
    const models = Object.keys(host.files()).filter((path) => path.endsWith("model_gen.ts"));
    expect(models.map((path) => path.replace(/^.*\//u, ""))).toEqual(expected);
  });

  it.each([
    ["one of them has a mistake", "CREATE TABLE c (id bigint;", "SQL1001"],
    ["a table of theirs has no primary key", "CREATE TABLE c (id bigint);", "SQL2001"],
    ["two tables would be in one file", "CREATE TABLE A_ (id bigint PRIMARY KEY);", "SQL2011"],
  ])("write nothing if %s", async (_, third, code) => {
    const host = createMemoryHost({ ...files, "/p/sql/3c.sql": third });
    const source = { kind: "ddl", pattern: "/p/sql/*.sql" } as const;
    const { diagnostics, actions } = await generateModel({ ...inProject, source }, host);
    expect(diagnostics.map((diagnostic) => diagnostic.code)).toEqual([code]);
    expect(actions).toEqual([]);
    expect(Object.keys(host.files()).filter((path) => path.startsWith("/p/internal"))).toEqual([]);
  });
});

describe("what 64-bit integers are", () => {
  const files = {
    "/p/t.sql": "CREATE TABLE t (id bigint NOT NULL AUTO_INCREMENT PRIMARY KEY, n int NOT NULL);\n",
    "package.json": '{ "tsgoctl": { "int64": "bigint" } }',
  };
  const inProject = { ...options, directory: "/p/internal/model", workingDirectory: "/p" };
  const source = { kind: "ddl", pattern: "/p/t.sql" } as const;

  it("is what the project in the current folder records", async () => {
    const host = createMemoryHost(files);
    expect((await generateModel({ ...inProject, source }, host)).diagnostics).toEqual([]);
    const text = host.files()["/p/internal/model/tmodel_gen.ts"];
    expect(text).toContain("  id: bigint;\n  n: number;\n");
    expect(text).toContain(
      "async insert(row: NewT): Promise<bigint> {\n    return await this.rows.insertExact(row);\n",
    );
  });

  it("is not two things in one project", async () => {
    const { diagnostics } = await generateModel({ ...inProject, source, int64: "string" }, createMemoryHost(files));
    expect(diagnostics.map(({ code }) => code)).toEqual(["GEN1045"]);
  });
});
