import { spawnSync } from "node:child_process";
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, relative } from "node:path";

import { afterAll, describe, expect, it } from "vitest";

// A case is a folder: `case.json`, the contract and tables beside it, `before/` (what stands in the project already),
// `expected/` (the whole project afterwards, or only the files that `only` names) and `output.txt` (what the CLI said).
// `npm run golden` writes `expected/` and `output.txt` anew.

interface GoldenCase {
  readonly arguments: readonly string[];
  /** Files to compare; without it all of them are. */
  readonly only?: readonly string[];
}

const repository = join(import.meta.dirname, "../..");
const cases = readdirSync(import.meta.dirname).filter((name) =>
  existsSync(join(import.meta.dirname, name, "case.json")),
);
const isUpdate = process.env["UPDATE_GOLDEN"] === "1";
if (isUpdate && process.env["CI"] !== undefined) throw new Error("golden files are not rewritten where CI is set");

const workshop = mkdtempSync(join(tmpdir(), "tsgoctl-golden-"));
afterAll(() => rmSync(workshop, { recursive: true, force: true }));

describe("the CLI gives the expected files and output", () => {
  it.each(cases)("%s", (name) => {
    const folder = join(import.meta.dirname, name);
    const golden = readCase(folder);
    const project = prepare(name);
    const output = run(golden.arguments, project);
    const actual = read(project, golden.only ?? generated(folder, project));
    if (isUpdate) update(folder, actual, output);

    expect(output).toBe(readFileSync(join(folder, "output.txt"), "utf8"));
    expect(actual).toEqual(read(join(folder, "expected"), filesBelow(join(folder, "expected"))));
  });
});

it("the same run again changes nothing", () => {
  for (const name of cases) {
    const folder = join(import.meta.dirname, name);
    const project = prepare(name);
    const first = run(readCase(folder).arguments, project);
    const once = read(project, filesBelow(project));
    const second = run(readCase(folder).arguments, project);
    expect(read(project, filesBelow(project)), name).toEqual(once);
    const hasWritten = first.startsWith("exit code 0\n") && !readCase(folder).arguments.includes("--dry-run");
    expect(hasWritten ? second.replace(nothingToDo, "") : second, name).toBe(hasWritten ? told(first) : first);
  }
});

it("every generated project passes the compiler under its own settings", () => {
  const projects = generatedProjects();
  expect(projects.length).toBeGreaterThan(6);

  // One by one: each extends Fastify's types, with a class of its own.
  const tsc = join(repository, "node_modules/typescript/bin/tsc");
  for (const name of projects) {
    const args = [tsc, "-p", join(workshop, name), "--pretty", "false"];
    const { status, stdout } = spawnSync(process.execPath, args, { encoding: "utf8" });
    expect({ status, stdout }, name).toEqual({ status: 0, stdout: "" });
  }
}, 300_000);

it("every project that is generated from nothing passes its own tests", () => {
  const projects = generatedProjects().filter((name) => !existsSync(join(import.meta.dirname, name, "before")));
  expect(projects).toContain("hostile-text");
  expect(projects).toContain("request-sources");

  // One by one: a service reads its settings from the folder that it runs in.
  const vitest = join(repository, "node_modules/vitest/vitest.mjs");
  for (const name of projects) {
    const { status, stdout, stderr } = spawnSync(process.execPath, [vitest, "run"], {
      cwd: join(workshop, name),
      encoding: "utf8",
    });
    expect(status, `${name}\n${stdout}${stderr}`).toBe(0);
    expect(stdout, name).toMatch(/Tests .*passed/u);
  }
}, 300_000);

/** The cases that make a whole project, made anew in the workshop, where the packages are to be found. */
function generatedProjects(): readonly string[] {
  const packages = join(workshop, "node_modules");
  if (!existsSync(packages)) symlinkSync(join(repository, "node_modules"), packages, "junction");
  for (const name of cases) run(readCase(join(import.meta.dirname, name)).arguments, prepare(name));
  return cases.filter((name) => existsSync(join(workshop, name, "tsconfig.json")));
}

/** What a run says on stdout where every file is up to date, or the user's. */
const nothingToDo =
  /^exit code 0\n--- stdout\n(?:keep .*\n)*(?:\d+ files, all up to date|\d+ kept, \d+ unchanged)\n--- stderr\n/u;

/** What a run says on stderr: warnings stay until something is done about them. */
function told(output: string): string {
  return output.replace(/^[\s\S]*?\n--- stderr\n/u, "");
}

function readCase(folder: string): GoldenCase {
  return JSON.parse(readFileSync(join(folder, "case.json"), "utf8")) as GoldenCase;
}

/** A fresh folder with the case's input and what stands there already. */
function prepare(name: string): string {
  const folder = join(import.meta.dirname, name);
  const project = join(workshop, name);
  rmSync(project, { recursive: true, force: true });
  mkdirSync(project);
  const before = join(folder, "before");
  if (existsSync(before)) cpSync(before, project, { recursive: true });
  for (const input of inputs(folder)) cpSync(join(folder, input), join(project, input));
  return project;
}

function inputs(folder: string): readonly string[] {
  return readdirSync(folder).filter((name) => /\.(?:api|sql)$/u.test(name));
}

function run(args: readonly string[], cwd: string): string {
  const cli = join(repository, "bin/tsgoctl.js");
  const { status, stdout, stderr } = spawnSync(process.execPath, [cli, ...args], { cwd, encoding: "utf8" });
  return `exit code ${status}\n--- stdout\n${stdout}--- stderr\n${stderr}`;
}

function generated(folder: string, project: string): readonly string[] {
  const given = new Set(inputs(folder));
  return filesBelow(project).filter((path) => !given.has(path));
}

function filesBelow(folder: string): readonly string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => statSync(join(folder, name)).isFile())
    .map((name) => name.replaceAll("\\", "/"))
    .toSorted();
}

function read(folder: string, paths: readonly string[]): Readonly<Record<string, string>> {
  return Object.fromEntries(
    paths.map((path) => [
      path,
      existsSync(join(folder, path)) ? readFileSync(join(folder, path), "utf8") : "(missing)",
    ]),
  );
}

function update(folder: string, files: Readonly<Record<string, string>>, output: string): void {
  const expected = join(folder, "expected");
  rmSync(expected, { recursive: true, force: true });
  for (const [path, text] of Object.entries(files)) {
    const target = join(expected, path);
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, text);
  }
  writeFileSync(join(folder, "output.txt"), output);
  console.log(`wrote ${relative(repository, expected)}`);
}
