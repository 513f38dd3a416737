import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openWorkshop } from "./workshop.ts";
import type { Workshop } from "./workshop.ts";

const contract = `type LoginReq {
	Username string \`json:"username"\`
}

type LoginResp {
	Token string \`json:"token"\`
}

service user-api {
	@handler login
	post /user/login (LoginReq) returns (LoginResp)
}
`;

let workshop: Workshop;
let folder = "";

beforeEach(() => {
  workshop = openWorkshop();
  folder = workshop.folder;
  workshop.write("user.api", contract);
});

afterEach(() => workshop.remove());

async function run(...commandLine: string[]) {
  return await workshop.run(...commandLine);
}

describe("help and version are results", () => {
  it.each([
    [[]],
    [["--help"]],
    [["-h"]],
    [["api"]],
    [["api", "ts", "--help"]],
    [["model", "mysql"]],
    [["help", "api"]],
  ])("%j", async (commandLine) => {
    const { exitCode, results, problems } = await run(...commandLine);
    expect({ exitCode, problems }).toEqual({ exitCode: 0, problems: "" });
    expect(results).toMatch(/^Usage: tsgoctl/u);
  });

  it("tells the package's version", async () => {
    const { version } = JSON.parse(readFileSync("package.json", "utf8")) as { version: string };
    expect(await run("--version")).toEqual({ exitCode: 0, results: `${version}\n`, problems: "" });
  });
});

const emptyPath = "error: expected a path, found an empty text; a variable of the shell may not be set";

describe("what is typed wrong is told in one line", () => {
  it.each<[string[], string]>([
    [["apl"], "error: unknown command 'apl'; did you mean api?"],
    [["api", "tss"], "error: unknown command 'tss'; did you mean ts?"],
    [["api", "ts"], "error: option --api is needed, see tsgoctl api ts --help"],
    [["api", "ts", "-api"], "error: option -api needs a value"],
    [["api", "ts", "-api", "-dir", "x"], "error: option -api needs a value"],
    [["api", "ts", "--api", "--dir=x"], "error: option --api needs a value"],
    [["api", "ts", "-api", "--", "x"], "error: option -api needs a value"],
    [["api", "ts", "-api", "@/user.api", "--api=@/other.api"], "error: option --api is given twice"],
    [["api", "validate", "-api", "@/user.api", "-api", "@/user.api"], "error: option --api is given twice"],
    [["api", "format", "@/user.api", "--check", "--check=false"], "error: option --check is given twice"],
    [["api", "routes", "@/user.api", "--format", "json", "--format", "sarif"], "error: option --format is given twice"],
    [["model", "mysql", "ddl", "-s", "@/a.sql", "--src", "@/b.sql"], "error: option --src is given twice"],
    [["api", "ts", "-api", "@/user.api", "-dir", ""], emptyPath],
    [["api", "ts", "-api", "", "-dir", "@"], emptyPath],
    [["api", "ts", "-api=@/user.api", "-dir="], emptyPath],
    [["api", "ts", "-api", "@/user.api", "-ddl", ""], emptyPath],
    [["model", "mysql", "ddl", "-src", ""], emptyPath],
    [["api", "ts", "-api", "@/user.api", "-stlye", "x"], "error: unknown option '--stlye'; did you mean --style?"],
    [
      ["api", "ts", "--api", "@/user.api", "more"],
      "error: too many arguments for 'ts'. Expected 0 arguments but got 1.",
    ],
    [
      ["model", "mysql", "ddl", "-src", "x", "-home", "templates"],
      "error: option --home names templates of goctl, which are of Go code; leave it out",
    ],
    [
      ["api", "ts", "-api", "@/user.api", "--branch=main"],
      "error: option --branch names templates of goctl, which are of Go code; leave it out",
    ],
    [["model", "mysql", "ddl", "--source", "x"], "error: unknown option '--source'; did you mean --src?"],
  ])("%j", async (commandLine, problem) => {
    expect(await run(...commandLine)).toEqual({ exitCode: 2, results: "", problems: `${problem}\n` });
    expect(readdirSync(folder)).toEqual(["user.api"]);
  });

  it("is none for an option of goctl's that has nothing to do here", async () => {
    const { exitCode, problems } = await run("model", "mysql", "describe", "-src", "@/none.sql", "-idea", "-strict");
    expect(exitCode).not.toBe(2);
    expect(problems).toMatch(/^error GEN1001/u);
  });

  it("is exit code 2 for a style that is none", async () => {
    const { exitCode, problems } = await run("api", "ts", "-api", "@/user.api", "-dir", "@", "-style", "camel");
    expect(exitCode).toBe(2);
    expect(problems).toMatch(/^error GEN1010: expected a file name style .* found "camel"\n/u);
  });

  it.each(["#", "%", "?", "*", '"', "\\"])("is exit code 2 for a style that no import can hold: %s", async (sign) => {
    const style = `go${sign}Zero`;
    const told = await run("api", "ts", "-api", "@/user.api", "-dir", "@", "-style", style);
    expect(told).toEqual({
      exitCode: 2,
      results: "",
      problems: `error GEN1044: expected a file name style without ${sign}, found ${JSON.stringify(style)}\n\n1 error\n`,
    });
    expect(readdirSync(folder)).toEqual(["user.api"]);
  });
});

describe("api ts", () => {
  it("generates, has nothing to do the second time, and finds drift", async () => {
    const command = ["api", "ts", "-api", "@/user.api", "-dir", "@"];
    const first = await run(...command);
    expect(first).toMatchObject({ exitCode: 0, problems: "" });
    expect(first.results).toContain("create   internal/logic/loginlogic.ts\n");
    expect(first.results).toMatch(/\n\d+ created\nnext: cd .* && npm install && npm run dev\n$/u);

    expect(await run(...command)).toMatchObject({
      exitCode: 0,
      results: expect.stringMatching(/^\d+ files, all up to date\n$/u),
    });
    expect(await run(...command, "--check")).toMatchObject({ exitCode: 0 });

    writeFileSync(join(folder, "user.api"), contract.replace("Username", "Name"));
    const types = readFileSync(join(folder, "internal/types/types.ts"), "utf8");
    rmSync(join(folder, "internal/logic/loginlogic.ts"));
    const drift = await run(...command, "--check");
    expect(drift).toMatchObject({ exitCode: 1, problems: "" });
    expect(drift.results).toContain("create   internal/logic/loginlogic.ts\n");
    expect(drift.results).toMatch(/\n1 to create, .*unchanged\n$/u);
    expect(readFileSync(join(folder, "internal/types/types.ts"), "utf8")).toBe(types);
  });

  it("remembers what 64-bit integers are, and takes nothing else beside it", async () => {
    writeFileSync(join(folder, "user.api"), contract.replaceAll(" string ", " int64 "));
    const command = ["api", "ts", "-api", "@/user.api", "-dir", "@"];
    expect(await run(...command, "--int64", "bigint")).toMatchObject({ exitCode: 0, problems: "" });
    const types = readFileSync(join(folder, "internal/types/types.ts"), "utf8");
    expect(types).toContain(": bigint;");

    expect(await run(...command)).toMatchObject({ exitCode: 0, results: expect.stringMatching(/all up to date\n$/u) });
    expect(await run(...command, "-int64=string")).toEqual({
      exitCode: 2,
      results: "",
      problems:
        "error GEN1045: expected the type bigint for 64-bit integers, as package.json has it, found string\n\n1 error\n",
    });
    expect(readFileSync(join(folder, "internal/types/types.ts"), "utf8")).toBe(types);
  });

  it("finds what an earlier contract has left behind", async () => {
    const command = ["api", "ts", "-api", "@/user.api", "-dir", "@"];
    await run(...command);
    writeFileSync(join(folder, "user.api"), contract.replace("@handler login", "@handler signIn"));
    await run(...command);
    const { exitCode, results, problems } = await run(...command, "--check");
    expect(exitCode).toBe(1);
    expect(results).toMatch(/^\d+ files, all up to date\n$/u);
    expect(problems).toContain("warning GEN2040: internal/handler/loginhandler.ts is of an earlier run");
    expect(problems).toContain(
      "warning GEN2051: internal/logic/loginlogic.ts is not called any more: only internal/handler/loginhandler.ts did",
    );

    rmSync(join(folder, "internal/handler/loginhandler.ts"));
    rmSync(join(folder, "test/login.test.ts"));
    expect(await run(...command, "--check")).toMatchObject({ exitCode: 0, problems: "" });
  });

  it("keeps logic current with the contract: --check finds it, --dry-run shows it, a run does it", async () => {
    const command = ["api", "ts", "-api", "@/user.api", "-dir", "@"];
    await run(...command);
    const path = join(folder, "internal/logic/loginlogic.ts");
    const before = readFileSync(path, "utf8");
    writeFileSync(join(folder, "user.api"), contract.replaceAll("LoginReq", "SignInReq"));

    const checked = await run(...command, "--check");
    expect(checked).toMatchObject({ exitCode: 1, problems: "" });
    expect(checked.results).toContain("patch    internal/logic/loginlogic.ts: signature of login\n");
    expect(checked.results).not.toContain("@@");

    const shown = await run(...command, "--dry-run");
    expect(shown).toMatchObject({ exitCode: 0, problems: "" });
    expect(shown.results).toContain("--- a/internal/logic/loginlogic.ts\n+++ b/internal/logic/loginlogic.ts\n@@ ");
    expect(shown.results).toContain("\n-  async login(req: LoginReq): Promise<LoginResp> {\n");
    expect(shown.results).toContain("\n+  async login(req: SignInReq): Promise<LoginResp> {\n");
    expect(readFileSync(path, "utf8")).toBe(before);

    const done = await run(...command, "--format", "json");
    const { actions } = JSON.parse(done.results) as { actions: { kind: string }[] };
    const patches = actions.filter(({ kind }) => kind === "patch");
    expect(patches).toEqual([{ kind: "patch", path: "internal/logic/loginlogic.ts", edits: ["signature of login"] }]);
    expect(readFileSync(path, "utf8")).toBe(before.replaceAll("LoginReq", "SignInReq"));
    expect((await run(...command)).results).toMatch(/^\d+ files, all up to date\n$/u);
  });

  it("takes options as goctl's users type them", async () => {
    const { exitCode } = await run(
      "api",
      "ts",
      "--api=@/user.api",
      "-dir=@/out",
      "-style",
      "go_zero",
      "-dry-run=false",
    );
    expect(exitCode).toBe(0);
    expect(readdirSync(join(folder, "out/internal/logic"))).toEqual(["login_logic.ts"]);
  });

  it("writes nothing with --dry-run", async () => {
    const { exitCode, results } = await run("api", "ts", "-api", "@/user.api", "-dir", "@", "-dry-run");
    expect(exitCode).toBe(0);
    expect(results).toMatch(/\n\d+ to create\n$/u);
    expect(readdirSync(folder)).toEqual(["user.api"]);
  });

  it("takes an option that may be repeated as often as it is given", async () => {
    writeFileSync(join(folder, "a.sql"), "CREATE TABLE `a` (`id` bigint NOT NULL, PRIMARY KEY (`id`));\n");
    writeFileSync(join(folder, "b.sql"), "CREATE TABLE `b` (`id` bigint NOT NULL, PRIMARY KEY (`id`));\n");
    const ddl = ["-ddl", "@/a.sql", "--ddl=@/b.sql"];
    const { exitCode, results } = await run("api", "ts", "-api", "@/user.api", "-dir", "@", ...ddl, "-dry-run");
    expect(exitCode).toBe(0);
    expect(results).toContain("create   internal/model/amodel_gen.ts\n");
    expect(results).toContain("create   internal/model/bmodel_gen.ts\n");
  });

  it("takes the tables beside the contract", async () => {
    writeFileSync(
      join(folder, "user.sql"),
      "CREATE TABLE `user` (`id` bigint NOT NULL AUTO_INCREMENT, PRIMARY KEY (`id`));\n",
    );
    const { results } = await run("api", "ts", "-api", "@/user.api", "-dir", "@", "-dry-run");
    expect(results).toContain("create   internal/model/usermodel_gen.ts\n");
  });

  it("tells every problem with its place and counts them, and writes nothing", async () => {
    writeFileSync(
      join(folder, "user.api"),
      contract.replace("(LoginReq)", "(LoginRequest)").replace("LoginResp)", "Answer)"),
    );
    const { exitCode, results, problems } = await run("api", "ts", "-api", "@/user.api", "-dir", "@");
    expect({ exitCode, results }).toEqual({ exitCode: 1, results: "" });
    expect(problems).toContain("--> @/user.api:11:");
    expect(problems).toMatch(/\n2 errors\n$/u);
    expect(readdirSync(folder)).toEqual(["user.api"]);
  });

  it("fails for a contract that is not there", async () => {
    expect(await run("api", "ts", "-api", "@/no.api")).toEqual({
      exitCode: 1,
      results: "",
      problems: "error GEN1001: file @/no.api does not exist\n\n1 error\n",
    });
  });
});

describe("model mysql ddl", () => {
  it("generates the models of all files that a pattern names, and what they run on", async () => {
    mkdirSync(join(folder, "sql"));
    for (const table of ["order", "user"]) {
      writeFileSync(
        join(folder, `sql/${table}.sql`),
        `CREATE TABLE \`${table}\` (\`id\` bigint NOT NULL, PRIMARY KEY (\`id\`));\n`,
      );
    }
    const { exitCode, results, problems } = await run(
      "model",
      "mysql",
      "ddl",
      "-s",
      "@/sql/*.sql",
      "-d",
      "@/internal/model",
      "-c",
    );
    expect({ exitCode, problems }).toEqual({ exitCode: 0, problems: "" });
    expect(results).toContain("create   @/internal/model/ordermodel_gen.ts\n");
    expect(readdirSync(join(folder, "internal/model"))).toEqual([
      "ordermodel.ts",
      "ordermodel_gen.ts",
      "usermodel.ts",
      "usermodel_gen.ts",
      "vars.ts",
    ]);
    expect(readdirSync(join(folder, "internal/runtime"))).toContain("database");
  });

  it("fails where nothing matches", async () => {
    expect(await run("model", "mysql", "ddl", "-src", "@/*.sql")).toEqual({
      exitCode: 2,
      results: "",
      problems: "error GEN1011: no file matches @/*.sql\n\n1 error\n",
    });
  });
});
