import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join, resolve } from "node:path";
import { publint } from "publint";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

/** The packed package, unpacked outside of the repository, with its two dependencies and nothing else. */
const folder = mkdtempSync(join(tmpdir(), "tsgoctl-package-"));
const tool = join(folder, "node_modules/tsgoctl");
let tarball = "";

beforeAll(() => {
  const packed = execFileSync("npm", ["pack", "--ignore-scripts", "--json", "--pack-destination", folder], {
    encoding: "utf8",
  });
  const [{ filename }] = JSON.parse(packed) as [{ filename: string }];
  tarball = join(folder, filename);
  mkdirSync(tool, { recursive: true });
  execFileSync("tar", ["-xzf", tarball, "-C", tool, "--strip-components=1"]);
  for (const name of ["prettier", "ts-morph"])
    symlinkSync(resolve("node_modules", name), join(folder, "node_modules", name));
}, 60_000);

afterAll(() => rmSync(folder, { recursive: true }));

function tsgoctl(...commandLine: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(tool, "bin/tsgoctl.js"), ...commandLine], {
    cwd: folder,
    encoding: "utf8",
  });
  return { status, stdout, stderr };
}

describe("the packed package", () => {
  it("holds the program and nothing of its making", () => {
    expect(readdirSync(tool).toSorted()).toEqual([
      "CHANGELOG.md",
      "LICENSE",
      "README.md",
      "bin",
      "dist",
      "package.json",
    ]);
  });

  it("brings the licences of the code of others that is in it", () => {
    const licenses = readFileSync(join(tool, "dist/THIRD-PARTY-LICENSES.txt"), "utf8");
    for (const name of ["chevrotain", "commander", "yaml"]) {
      expect(licenses).toMatch(new RegExp(`^${name} \\d+\\.\\d+\\.\\d+ \\(\\S+\\)$`, "mu"));
    }
    expect(licenses).toContain("Apache License");
  });

  it("loads few files to generate a service, as each takes its time to be found", () => {
    const dist = join(tool, "dist");
    const generation = readdirSync(dist).find((name) => name.startsWith("generation-")) ?? "";
    const loaded = new Set([join(dist, "cli.js"), join(dist, generation)]);
    for (const file of loaded) {
      for (const [, path = ""] of readFileSync(file, "utf8").matchAll(/\bfrom"(\.{1,2}\/[^"]+)"/gu)) {
        loaded.add(resolve(dirname(file), path));
      }
    }
    expect([...loaded].map((file) => basename(file))).toHaveLength(5);
  });

  it("opens neither the compiler nor prettier in a usual run", () => {
    const alone = mkdtempSync(join(tmpdir(), "tsgoctl-alone-"));
    const cli = join(alone, "node_modules/tsgoctl");
    cpSync(tool, cli, { recursive: true });
    const contract = "service ping-api {\n\t@handler ping\n\tget /ping\n}\n";
    const generate = () => {
      const { status, stdout } = spawnSync(
        process.execPath,
        [join(cli, "bin/tsgoctl.js"), "api", "ts", "-api", "ping.api"],
        { cwd: alone, encoding: "utf8" },
      );
      return { status, last: stdout.split("\n").at(-2) };
    };
    writeFileSync(join(alone, "ping.api"), contract);
    expect(generate()).toEqual({ status: 0, last: "next: npm install && npm run dev" });
    const logic = join(alone, "internal/logic/pinglogic.ts");
    writeFileSync(logic, readFileSync(logic, "utf8").replace("throw new", "// mine\n    throw new"));
    expect(generate()).toEqual({ status: 0, last: expect.stringMatching(/^\d+ files, all up to date$/u) });
    writeFileSync(join(alone, "ping.api"), contract.replace("/ping", "/pong"));
    expect(generate()).toEqual({ status: 0, last: expect.stringMatching(/^3 updated, \d+ unchanged$/u) });
    // Where a signature has to follow, the compiler is needed, and is not to be found here.
    writeFileSync(join(alone, "ping.api"), `type Pong {}\n${contract.replace("/ping", "/ping (Pong)")}`);
    expect(generate().status).toBe(70);
    rmSync(alone, { recursive: true });
  }, 60_000);

  it("has no fault that publint knows of", async () => {
    const { messages } = await publint({ pkgDir: tool, strict: true });
    expect(messages).toEqual([]);
  });

  it("has types that every resolution finds", () => {
    const attw = resolve("node_modules/@arethetypeswrong/cli/dist/index.js");
    const { status, stdout } = spawnSync(
      process.execPath,
      [attw, tarball, "--profile", "esm-only", "--format", "json"],
      { encoding: "utf8" },
    );
    expect(status, stdout).toBe(0);
  }, 60_000);

  it("shows its help on stdout without any argument", () => {
    expect(tsgoctl()).toMatchObject({ status: 0, stderr: "", stdout: expect.stringMatching(/^Usage: tsgoctl/u) });
  });

  it("answers wrong usage with one line and exit code 2", () => {
    expect(tsgoctl("api", "ts", "-ap", "x")).toEqual({
      status: 2,
      stdout: "",
      stderr: "error: unknown option '--ap'; did you mean --api?\n",
    });
  });

  it("reads letters and signs of any script, though it has no table of them", () => {
    const contract =
      'type 用户 {\n\tПочта string `json:"mail"` // 邮箱 ✓\n}\nservice ping-api {\n\t@handler ping\n\tget /ping (用户)\n}\n';
    writeFileSync(join(folder, "scripts.api"), contract);
    expect(tsgoctl("api", "validate", "-api", "scripts.api")).toMatchObject({ status: 0 });
    writeFileSync(join(folder, "signs.api"), contract.replace("get", "„ € 𝒳 get"));
    expect(tsgoctl("api", "validate", "-api", "signs.api")).toMatchObject({
      status: 1,
      stderr: expect.stringContaining('"„"'),
    });
  });

  it("generates a service, and as a library the same", () => {
    writeFileSync(join(folder, "ping.api"), "service ping-api {\n\t@handler ping\n\tget /ping\n}\n");
    expect(tsgoctl("api", "ts", "-api", "ping.api", "-dir", "out")).toMatchObject({ status: 0, stderr: "" });
    writeFileSync(
      join(folder, "check.mjs"),
      `import { createNodeHost, generateProject, projectDefaults } from "tsgoctl";
const options = { ...projectDefaults, api: "ping.api", directory: "out", mode: "check", workingDirectory: process.cwd() };
const { actions, diagnostics } = await generateProject(options, createNodeHost());
console.log(JSON.stringify([diagnostics, actions.filter(({ kind }) => kind !== "unchanged")]));
`,
    );
    expect(execFileSync(process.execPath, ["check.mjs"], { cwd: folder, encoding: "utf8" })).toBe("[[],[]]\n");
  });
});
