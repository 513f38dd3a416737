import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { afterAll, beforeAll, expect, it } from "vitest";

import { installPackedCli, runNode } from "./packed-cli.ts";
import type { PackedCli } from "./packed-cli.ts";
import { freePort, startService } from "./service-process.ts";

const repository = join(import.meta.dirname, "../..");
const seed = readFileSync(join(repository, "test/golden/seed/user.api"), "utf8");

let cli: PackedCli;
beforeAll(() => {
  cli = installPackedCli();
}, 180_000);
afterAll(() => rmSync(cli.folder, { recursive: true, force: true }));

function newProject(name: string, files: Readonly<Record<string, string>>): string {
  const project = join(cli.folder, name);
  mkdirSync(project);
  for (const [path, text] of Object.entries(files)) writeFileSync(join(project, path), text);
  return project;
}

function tree(folder: string): Readonly<Record<string, string>> {
  const paths = readdirSync(folder, { recursive: true, encoding: "utf8", withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  return Object.fromEntries(
    paths.map((entry) => {
      const path = join(entry.parentPath, entry.name);
      return [path.slice(folder.length + 1), readFileSync(path, "utf8")];
    }),
  );
}

const spellings = [
  ["-api", "user.api", "-dir", "."],
  ["--api", "user.api", "--dir", "."],
  ["-api=user.api", "--dir=."],
  ["--api", join("..", "spelling-3", "user.api")],
];

it("takes options with one dash or two, and gives the same bytes in every folder", () => {
  const trees = spellings.map((options, index) => {
    const project = newProject(`spelling-${index}`, { "user.api": seed });
    expect(cli.run(["api", "ts", ...options], project)).toMatchObject({ status: 0, stderr: "" });
    return tree(project);
  });

  for (const other of trees.slice(1)) expect(other).toEqual(trees[0]);
  const written = Object.keys(trees[0] ?? {}).filter((path) => path !== "user.api");
  expect(written).toContain("internal/logic/loginlogic.ts");
  const again = cli.run(["api", "ts", "-api", "user.api", "-dir", "."], join(cli.folder, "spelling-0"));
  expect(again).toEqual({ status: 0, stdout: `${written.length} files, all up to date\n`, stderr: "" });
});

it("gives a project that installs, passes its tests and its compiler, and serves", async () => {
  const sql = readFileSync(join(repository, "examples/user-api/user.sql"), "utf8");
  const project = newProject("fresh", { "user.api": seed, "user.sql": sql });
  expect(cli.run(["api", "ts", "-api", "user.api", "-dir", "."], project).status).toBe(0);

  const npm = (...args: readonly string[]) => spawnSync("npm", args, { cwd: project, encoding: "utf8" });
  expect(npm("install", "--no-audit", "--no-fund")).toMatchObject({ status: 0 });
  expect(npm("test")).toMatchObject({ status: 0 });
  expect(npm("run", "typecheck")).toMatchObject({ status: 0 });
  expect(npm("run", "build")).toMatchObject({ status: 0 });
  const prettier = join(repository, "node_modules/prettier/bin/prettier.cjs");
  expect(runNode([prettier, "--check", "."], project)).toMatchObject({ status: 0 });

  const port = await freePort();
  const settings = readFileSync(join(project, "etc/user-api.dev.yaml"), "utf8").replace(
    /^Port: .*$/mu,
    `Port: ${port}`,
  );
  writeFileSync(join(project, "etc/test.yaml"), settings);
  const service = await startService(project, "etc/test.yaml", port);
  const answer = await service.post("/user/login", { username: "alice", password: "secret123" });
  expect(answer).toMatchObject({ status: 501, body: { status: 501 } });
  expect(await service.stop()).toBe(0);

  // In production mode the placeholder secrets are refused, each with its key and the variable to set.
  const refused = runNode(["dist/user.js", "-f", "etc/user-api.yaml"], project);
  expect(refused.status).toBe(1);
  expect(refused.stderr).toMatch(/etc\/user-api\.yaml:6: Auth\.AccessSecret: .*ACCESS_SECRET/u);
  expect(refused.stderr).not.toMatch(/change-me|at .*\.js:\d/u);
}, 300_000);

it("brings the example's generated files to what the repository holds", () => {
  const example = join(repository, "examples/user-api");
  const project = newProject("example", {});
  for (const name of ["user.api", "user.sql", "internal/logic"])
    cpSync(join(example, name), join(project, name), { recursive: true });
  expect(cli.run(["api", "ts", "-api", "user.api", "-dir", "."], project).status).toBe(0);

  const handWritten = /^(?:test\/(?!testserver)|node_modules\/|.*\.db)/u;
  const generated = Object.entries(tree(project)).filter(([path]) => !handWritten.test(path));
  expect(generated.length).toBeGreaterThan(60);
  for (const [path, text] of generated) expect(text, path).toBe(readFileSync(join(example, path), "utf8"));
});

it("writes the model alone", () => {
  const sql = readFileSync(join(repository, "examples/user-api/user.sql"), "utf8");
  const project = newProject("model", { "user.sql": sql });
  const run = cli.run(["model", "mysql", "ddl", "-src", "user.sql", "-dir", "internal/model", "-c"], project);

  expect(run).toMatchObject({ status: 0, stderr: "" });
  expect(Object.keys(tree(project))).toEqual(
    expect.arrayContaining([
      "internal/model/usermodel.ts",
      "internal/model/usermodel_gen.ts",
      "internal/model/vars.ts",
    ]),
  );
});

it("prints help when it is asked nothing", () => {
  const run = cli.run([], cli.folder);

  expect(run).toMatchObject({ status: 0, stderr: "" });
  expect(run.stdout).toContain("Usage: tsgoctl");
});
