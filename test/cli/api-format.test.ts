import { spawnSync } from "node:child_process";
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { main } from "../../src/cli/main.ts";

const untidy = "type   A{\n  X int // x\n}\n";
const tidy = "type A {\n\tX int // x\n}\n";
const broken = "type A {\n  X [int\n}\n";

let folder = "";

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "tsgoctl-format-"));
});

afterEach(() => rmSync(folder, { recursive: true }));

/** Runs `api format` with paths below the test's folder. */
async function format(commandLine: readonly string[], input?: string) {
  let results = "";
  let problems = "";
  const exitCode = await main(["api", "format", ...commandLine.map((argument) => argument.replace("@", folder))], {
    workingDirectory: folder,
    isColoured: false,
    readInput: () => Promise.resolve(input),
    writeResult: (text) => (results += text),
    writeProblem: (text) => (problems += text),
  });
  return { exitCode, results: results.replaceAll(folder, "@"), problems: problems.replaceAll(folder, "@") };
}

function runProgram(input: string | Uint8Array) {
  return spawnSync(process.execPath, ["bin/tsgoctl.js", "api", "format", "--stdin"], { input, encoding: "utf8" });
}

function place(files: Readonly<Record<string, string | Uint8Array>>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(join(folder, path, ".."), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
}

function textOf(path: string): string {
  return readFileSync(join(folder, path), "utf8");
}

describe("api format", () => {
  it("takes the options that editors give to goctl", async () => {
    expect(await format(["-stdin", "-iu", "--declare=true"], untidy)).toEqual({
      exitCode: 0,
      results: tidy,
      problems: "",
    });
  });

  it("writes what is not in form, names it, and has nothing to do the second time", async () => {
    place({ "a.api": untidy, "b.api": tidy });
    expect(await format(["@/a.api", "@/b.api"])).toEqual({ exitCode: 0, results: "@/a.api\n", problems: "" });
    expect(textOf("a.api")).toBe(tidy);
    expect(await format(["@/a.api", "@/b.api"])).toEqual({ exitCode: 0, results: "", problems: "" });
    expect(readdirSync(folder)).toEqual(["a.api", "b.api"]);
  });

  it("does not touch a file that is in form", async () => {
    place({ "a.api": tidy });
    const { mtimeMs, ino } = statSync(join(folder, "a.api"));
    await format(["@/a.api"]);
    expect(statSync(join(folder, "a.api"))).toMatchObject({ mtimeMs, ino });
  });

  it("takes options as goctl's users type them", async () => {
    place({ "a.api": untidy, "b.api": untidy });
    expect(await format(["-api", "@/a.api"])).toMatchObject({ exitCode: 0, results: "@/a.api\n" });
    expect(await format(["-dir=@"])).toMatchObject({ exitCode: 0, results: "@/b.api\n" });
  });

  it("finds the contracts below a folder, but none that are hidden, installed or linked", async () => {
    place({
      "z.api": untidy,
      "user/a.api": untidy,
      "user/a.txt": untidy,
      ".git/a.api": untidy,
      "node_modules/x/a.api": untidy,
    });
    symlinkSync(join(folder, "user"), join(folder, "linked"));
    symlinkSync(join(folder, "z.api"), join(folder, "l.api"));
    expect(await format(["--check", "@"])).toEqual({
      exitCode: 1,
      results: "@/user/a.api\n@/z.api\n",
      problems: "",
    });
  });

  it("writes a file that is named twice once", async () => {
    place({ "a.api": untidy });
    expect(await format(["@/a.api", "@/./a.api", "@"])).toMatchObject({ exitCode: 0, problems: "" });
    expect(textOf("a.api")).toBe(tidy);
  });

  it("tells a mistake, leaves its file alone and writes the others", async () => {
    place({ "a.api": untidy, "b.api": broken, "c.api": untidy });
    const { exitCode, results, problems } = await format(["@"]);
    expect({ exitCode, results }).toEqual({ exitCode: 1, results: "@/a.api\n@/c.api\n" });
    expect(problems).toMatch(/^error API1001: .*\n --> @\/b\.api:2:\d+\n[^]*\n1 error\n$/u);
    expect([textOf("a.api"), textOf("b.api"), textOf("c.api")]).toEqual([tidy, broken, tidy]);
  });

  it("looks at the layout alone: what is wrong with the meaning is no mistake", async () => {
    place({ "a.api": 'import "missing.api"\ntype A { X Missing }\n' });
    expect(await format(["@/a.api"])).toMatchObject({ exitCode: 0, problems: "" });
    expect(textOf("a.api")).toBe('import "missing.api"\n\ntype A {\n\tX Missing\n}\n');
  });

  it("refuses what it cannot read or must not write through", async () => {
    place({ "latin1.api": Uint8Array.of(0x2f, 0x2f, 0xe9, 0x0a), "a.api": untidy });
    symlinkSync(join(folder, "a.api"), join(folder, "l.api"));
    const { exitCode, results, problems } = await format(["@/latin1.api", "@/l.api", "@/none.api"]);
    expect({ exitCode, results }).toEqual({ exitCode: 1, results: "" });
    expect(problems).toBe(
      [
        "error GEN1020: @/l.api is a symbolic link and is not written through\n\n",
        "error GEN1003: file @/latin1.api cannot be read: not UTF-8 text\n\n",
        "error GEN1001: file @/none.api does not exist\n\n",
        "3 errors\n",
      ].join(""),
    );
    expect(textOf("a.api")).toBe(untidy);
  });
});

describe("api format --fix", () => {
  it("writes older dialects as goctl has it today, which are kept without it", async () => {
    const old = "type A struct {\n\tX int\n}\n";
    place({ "a.api": old });
    expect(await format(["@/a.api"])).toEqual({ exitCode: 0, results: "", problems: "" });
    expect(await format(["--fix", "--check", "@/a.api"])).toEqual({ exitCode: 1, results: "@/a.api\n", problems: "" });
    expect(await format(["--fix", "@/a.api"])).toEqual({ exitCode: 0, results: "@/a.api\n", problems: "" });
    expect(textOf("a.api")).toBe("type A {\n\tX int\n}\n");
    expect((await format(["--fix", "--stdin"], old)).results).toBe("type A {\n\tX int\n}\n");
  });
});

describe("api format --check", () => {
  it("names what is not in form, writes nothing and fails", async () => {
    place({ "a.api": untidy, "b.api": tidy });
    expect(await format(["--check", "@"])).toEqual({ exitCode: 1, results: "@/a.api\n", problems: "" });
    expect(textOf("a.api")).toBe(untidy);
    expect(await format(["--check", "@/b.api"])).toEqual({ exitCode: 0, results: "", problems: "" });
  });
});

describe("api format --diff", () => {
  it("shows what would be changed as a patch, and writes nothing", async () => {
    place({ "a.api": `${untidy}\nservice a {}\n`, "b.api": tidy });
    const { exitCode, results } = await format(["--diff", "@"]);
    expect(exitCode).toBe(0);
    expect(results.replaceAll("a@/", "a/@/").replaceAll("b@/", "b/@/")).toBe(
      [
        "--- a/@/a.api\n+++ b/@/a.api\n@@ -1,5 +1,5 @@\n",
        "-type   A{\n-  X int // x\n+type A {\n+\tX int // x\n",
        " }\n \n service a {}\n",
      ].join(""),
    );
    expect(textOf("a.api")).not.toBe(tidy);
  });

  it("fails together with --check", async () => {
    place({ "a.api": untidy });
    expect(await format(["--diff", "--check", "@"])).toMatchObject({
      exitCode: 1,
      results: expect.stringContaining("@@ -1,3 +1,3 @@"),
    });
  });

  it("shows a file that is changed in every line as one change", async () => {
    place({ "a.api": `type A {\n${"  X int\n".repeat(3_000)}}` });
    const { results } = await format(["--diff", "@"]);
    expect(results).toContain("@@ -1,3002 +1,3002 @@\n-type A {\n");
    expect(results).toContain("-}\n\\ No newline at end of file\n+type A {\n");
  });
});

describe("api format --stdin", () => {
  it("writes the result to standard output", async () => {
    expect(await format(["--stdin"], untidy)).toEqual({ exitCode: 0, results: tidy, problems: "" });
    expect(await format(["--stdin"], "")).toEqual({ exitCode: 0, results: "", problems: "" });
  });

  it("tells a mistake and writes nothing", async () => {
    const { exitCode, results, problems } = await format(["-stdin"], broken);
    expect({ exitCode, results }).toEqual({ exitCode: 1, results: "" });
    expect(problems).toContain(" --> <stdin>:2:");
  });

  it("says whether the text is in form, or how it is not", async () => {
    expect(await format(["--stdin", "--check"], tidy)).toMatchObject({ exitCode: 0, results: "" });
    expect(await format(["--stdin", "--check"], untidy)).toMatchObject({ exitCode: 1, results: "<stdin>\n" });
    expect((await format(["--stdin", "--diff"], untidy)).results).toContain("+\tX int // x\n");
  });

  it("refuses bytes that are no text", async () => {
    const { exitCode, problems } = await format(["--stdin"]);
    expect({ exitCode, problems }).toEqual({
      exitCode: 1,
      problems: "error GEN1003: file <stdin> cannot be read: not UTF-8 text\n\n1 error\n",
    });
  });

  it("reads the real standard input of the program", () => {
    expect(runProgram(untidy)).toMatchObject({ status: 0, stdout: tidy, stderr: "" });
    expect(runProgram(Uint8Array.of(0xff))).toMatchObject({ status: 1, stdout: "" });
  });
});

describe("api format --format json", () => {
  it("says the same to programs", async () => {
    place({ "a.api": untidy, "b.api": tidy });
    const { exitCode, results } = await format(["--check", "--format", "json", "@"]);
    expect(exitCode).toBe(1);
    expect(JSON.parse(results)).toEqual({
      ok: false,
      diagnostics: [],
      actions: [
        { kind: "update", path: "@/a.api" },
        { kind: "unchanged", path: "@/b.api" },
      ],
    });
    expect(JSON.parse((await format(["--stdin", "--format", "json"], untidy)).results)).toEqual({
      ok: true,
      diagnostics: [],
      text: tidy,
    });
  });
});

describe("api format, typed wrong", () => {
  it.each([[[]], [["--check"]], [["--stdin", "a.api"]], [["--stdin", "--dir", "."]]])("%j", async (commandLine) => {
    expect(await format(commandLine)).toEqual({
      exitCode: 2,
      results: "",
      problems: "error: expected either paths or --stdin, see tsgoctl api format --help\n",
    });
  });
});
