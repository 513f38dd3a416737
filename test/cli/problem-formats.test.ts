import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { wantsColour } from "../../src/cli/wants-colour.ts";
import { openWorkshop } from "./workshop.ts";
import type { Workshop } from "./workshop.ts";

const good = "service user-api {\n  @handler Login\n  post /login\n}\n";
const warned = "service user-api {\n  @handler Login\n  get /users/:id\n}\n";
const wrong = "type User {\n  Name Strng\n}\n\nservice user-api {\n  @handler Login\n  post /login\n}\n";

let workshop: Workshop;

beforeEach(() => {
  workshop = openWorkshop();
  workshop.write("good.api", good);
  workshop.write("warned.api", warned);
  workshop.write("wrong.api", wrong);
});

afterEach(() => workshop.remove());

describe("api validate --format json", () => {
  it.each([
    ["good.api", 0, { ok: true, diagnostics: [] }],
    ["warned.api", 0, { ok: true, diagnostics: [{ code: "API3004", severity: "warning" }] }],
    ["wrong.api", 1, { ok: false, diagnostics: [{ code: "API2002", severity: "error", line: 2, column: 8 }] }],
    ["no.api", 1, { ok: false, diagnostics: [{ code: "GEN1001", file: "@/no.api", line: null }] }],
  ])("%s", async (file, exitCode, document) => {
    const told = await workshop.run("api", "validate", "-api", `@/${file}`, "--format", "json");
    expect({ exitCode: told.exitCode, problems: told.problems }).toEqual({ exitCode, problems: "" });
    expect(JSON.parse(told.results)).toMatchObject(document);
    expect(Object.keys(JSON.parse(told.results) as object)).toEqual(["ok", "diagnostics"]);
    expect(told.results).toMatch(/\}\n$/u);
  });
});

describe("api validate --format sarif and github", () => {
  it("sarif is one document, with paths below the current folder", async () => {
    const { exitCode, results, problems } = await workshop.run("api", "validate", "-format", "sarif", "@/wrong.api");
    expect({ exitCode, problems }).toEqual({ exitCode: 1, problems: "" });
    const { runs } = JSON.parse(results) as { runs: readonly [{ results: readonly object[] }] };
    expect(runs[0].results).toMatchObject([
      { ruleId: "API2002", locations: [{ physicalLocation: { artifactLocation: { uri: "wrong.api" } } }] },
    ]);
  });

  it("github is a line for each problem, and what is for people goes to standard error", async () => {
    expect(await workshop.run("api", "validate", "--format=github", "@/wrong.api")).toEqual({
      exitCode: 1,
      results:
        "::error file=@/wrong.api,line=2,col=8,endLine=2,endColumn=13,title=API2002::" +
        "type Strng is not declared%0Ahelp: did you mean string?\n",
      problems: "",
    });
    expect(await workshop.run("api", "validate", "--format=github", "@/good.api")).toEqual({
      exitCode: 0,
      results: "",
      problems: "@/good.api: ok\n",
    });
  });
});

describe("api validate in words", () => {
  it.each([
    [["@/good.api"], "@/good.api: ok\n"],
    [["-api", "@/good.api"], "@/good.api: ok\n"],
    [["@/good.api", "@/warned.api"], "2 files ok\n"],
  ])("%j", async (paths, results) => {
    expect(await workshop.run("api", "validate", ...paths)).toMatchObject({ exitCode: 0, results });
  });

  it("tells the problems of a folder, and nothing is ok then", async () => {
    const { exitCode, results, problems } = await workshop.run("api", "validate", "@");
    expect({ exitCode, results }).toEqual({ exitCode: 1, results: "" });
    expect(problems).toMatch(/\n1 error, 1 warning\n$/u);
  });
});

describe("of very many problems", () => {
  const types = Array.from({ length: 400 }, (_, index) => `type T${index} {\n  Name string \`json:"a,b"\`\n}\n`);

  beforeEach(() => workshop.write("many.api", `${types.join("")}${good}type User {\n  Name Strng\n}\n`));

  it("300 are shown to people, every error among them, and the rest is counted", async () => {
    const { problems } = await workshop.run("api", "validate", "@/many.api");
    expect(problems.match(/^warning API2018/gmu)).toHaveLength(299);
    expect(problems).toContain("error API2002: type Strng is not declared\n");
    expect(problems).toMatch(/\n101 more problems not shown; --format json tells all\n1 error, 400 warnings\n$/u);
  });

  it("300 become annotations", async () => {
    const { results } = await workshop.run("api", "validate", "@/many.api", "--format", "github");
    expect(results.match(/^::(?:error|warning) /gmu)).toHaveLength(300);
    expect(results).toMatch(/\n::notice::101 more problems not shown; --format json tells all\n$/u);
  });

  it.each([
    ["json", /"code": "API2018"/gu],
    ["sarif", /"ruleId": "API2018"/gu],
  ])("programs are told all: %s", async (format, problem) => {
    const { results } = await workshop.run("api", "validate", "@/many.api", "--format", format);
    expect(results.match(problem)).toHaveLength(400);
  });
});

describe("api ts --format json", () => {
  it("tells what was done", async () => {
    const command = ["api", "ts", "-api", "@/good.api", "-dir", "@/out", "--format", "json"];
    const first = await workshop.run(...command);
    expect(first).toMatchObject({ exitCode: 0, problems: "" });
    const { ok, diagnostics, actions } = JSON.parse(first.results) as Record<string, unknown>;
    expect({ ok, diagnostics }).toEqual({ ok: true, diagnostics: [] });
    expect(actions).toContainEqual({ kind: "create", path: "internal/logic/loginlogic.ts" });

    const again = JSON.parse((await workshop.run(...command)).results) as Record<string, unknown>;
    expect(again["actions"]).toContainEqual({ kind: "unchanged", path: "internal/logic/loginlogic.ts" });
  });

  it("is not ok when --check finds drift", async () => {
    const command = ["api", "ts", "-api", "@/good.api", "-dir", "@/out", "--check"];
    const told = await workshop.run(...command, "--format", "json");
    expect(told.exitCode).toBe(1);
    expect(JSON.parse(told.results)).toMatchObject({ ok: false, diagnostics: [] });

    const annotated = await workshop.run(...command, "--format", "github");
    expect(annotated).toMatchObject({ exitCode: 1, results: "" });
    expect(annotated.problems).toContain("create   internal/logic/loginlogic.ts\n");
  });

  it("has no action if there is an error", async () => {
    const told = await workshop.run("api", "ts", "-api", "@/wrong.api", "-dir", "@/out", "-format", "json");
    expect(told.exitCode).toBe(1);
    expect(JSON.parse(told.results)).toMatchObject({ ok: false, diagnostics: [{ code: "API2002" }], actions: [] });
  });

  it("a style that is none is wrong usage, told as a problem without a file", async () => {
    const told = await workshop.run("api", "ts", "-api", "@/good.api", "-style", "camel", "-format", "json");
    expect(told.exitCode).toBe(2);
    expect(JSON.parse(told.results)).toMatchObject({ ok: false, diagnostics: [{ code: "GEN1010", file: null }] });
  });
});

it("model mysql ddl tells its problems as JSON too", async () => {
  workshop.write("user.sql", "CREATE TABLE user (id bigint);\n");
  const told = await workshop.run("model", "mysql", "ddl", "-src", "@/user.sql", "-dir", "@/model", "-format", "json");
  expect(told.exitCode).toBe(1);
  expect(JSON.parse(told.results)).toMatchObject({ ok: false, diagnostics: [{ code: "SQL2001" }], actions: [] });
});

describe("what is typed wrong is told in one line, in any format", () => {
  it.each<[string[], string]>([
    [["api", "validate"], "error: a contract is needed, see tsgoctl api validate --help"],
    [["api", "validate", "-format", "json"], "error: a contract is needed, see tsgoctl api validate --help"],
    [["api", "validat", "x"], "error: unknown command 'validat'; did you mean validate?"],
    [["api", "validate", "x", "-fromat", "json"], "error: unknown option '--fromat'; did you mean --format?"],
    [["api", "validate", "x", "--fromat=json"], "error: unknown option '--fromat'; did you mean --format?"],
    [["api", "route"], "error: unknown command 'route'; did you mean routes?"],
    [["api", "routes"], "error: a contract is needed, see tsgoctl api routes --help"],
    [["api", "routes", "a.api", "-api", "b.api"], "error: expected one contract, found a.api and b.api"],
    [["api", "routes", "-ap", "x"], "error: unknown option '--ap'; did you mean --api?"],
    [["explian"], "error: unknown command 'explian'; did you mean explain?"],
    [["explain", "API302"], "error: unknown code 'API302'; did you mean API3002?"],
    [["explain", "nonsense"], "error: unknown code 'nonsense'; see tsgoctl explain"],
    [
      ["api", "validate", "x", "--format", "xml"],
      "error: option '--format <name>' argument 'xml' is invalid. Allowed choices are pretty, json, sarif, github.",
    ],
  ])("%j", async (commandLine, problem) => {
    expect(await workshop.run(...commandLine)).toEqual({ exitCode: 2, results: "", problems: `${problem}\n` });
  });
});

describe("colours", () => {
  it.each([
    [{}, true, true],
    [{}, false, false],
    [{ NO_COLOR: "1" }, true, false],
    [{ NO_COLOR: "" }, true, true],
    [{ TERM: "dumb" }, true, false],
    [{ FORCE_COLOR: "1" }, false, true],
    [{ FORCE_COLOR: "" }, false, true],
    [{ FORCE_COLOR: "0" }, true, false],
    [{ FORCE_COLOR: "1", NO_COLOR: "1" }, false, true],
  ])("with %j, on a terminal: %j", (environment, isTerminal, wanted) => {
    expect(wantsColour(environment, isTerminal)).toBe(wanted);
  });
});
