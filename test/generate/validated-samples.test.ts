import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { expect, it } from "vitest";

import { generateProject } from "../../src/generate/generate-project.ts";
import { projectDefaults } from "../../src/generate/project-defaults.ts";
import { createMemoryHost } from "../../src/host/memory-host.ts";
import { writeProject } from "./written-project.ts";

const contract = `type Address {
	City string \`json:"city" validate:"required,min=6"\`
	Zip  string \`json:"zip,optional" validate:"numeric,len=5"\`
}

type RegisterReq {
	Tenant   string     \`path:"tenant" validate:"lowercase"\`
	Page     int        \`form:"page" validate:"gte=10,lt=12"\`
	Day      string     \`form:"day" validate:"datetime=2006-01-02"\`
	Key      string     \`header:"X-Key" validate:"uuid4"\`
	Name     string     \`json:"name" validate:"required,min=3,max=64,alphanum"\`
	Password string     \`json:"password" validate:"min=8,password"\`
	Repeat   string     \`json:"repeat" validate:"eqfield=Password"\`
	Mail     string     \`json:"mail,optional" validate:"required_without=Name,omitempty,email"\`
	Roles    []string   \`json:"roles,optional" validate:"min=2,dive,oneof=admin user"\`
	Ratio    float64    \`json:"ratio" validate:"gt=0,lte=1"\`
	Home     *Address   \`json:"home" validate:"required"\`
	Others   []*Address \`json:"others" validate:"len=1,dive"\`
}

type RegisterResp {
	Ok bool \`json:"ok"\`
}

service register-api {
	@handler Register
	post /:tenant/register (RegisterReq) returns (RegisterResp)
}
`;

/** Rules of a route's one type, and what its test has to expect: 400 where no sample is found, or where none could be. */
const hardRules: readonly (readonly [fields: readonly string[], status: number])[] = [
  [['F float64 `json:"f" validate:"gt=0.1,lt=0.3"`', 'N int `json:"n" validate:"gt=3,lt=5"`'], 501],
  [['Pw string `json:"pw,optional"`', 'Re string `json:"re,optional" validate:"eqfield=Pw"`'], 501],
  [['Mail string `json:"mail" validate:"email,endswith=.org"`'], 400],
  [['A string `json:"a" validate:"lowercase,containsany=!?,len=7"`'], 400],
  [['Lo int `json:"lo"`', 'Hi int `json:"hi" validate:"gtfield=Lo"`'], 400],
  [['A string `json:"a" validate:"excludesall=aeiou"`'], 400],
  [['L []int `json:"l" validate:"unique,len=3"`'], 400],
  [['B []byte `json:"b" validate:"min=2"`'], 400],
  [['A string `form:"a" validate:"min=5,max=3"`'], 400],
  [['A string `header:"X-A" validate:"eq=a,eq=b"`'], 400],
  [['A string `path:"id" validate:"email,endswith=.org"`'], 400],
  [['A string `path:"id" validate:"len=0"`'], 400],
  [['Name string `json:"name"`', 'Re string `json:"re,optional" validate:"required_with=Name"`'], 400],
  [['A string `json:"a,optional" validate:"omitempty,email,endswith=.org"`'], 501],
  [['L []Pair `json:"l" validate:"len=1,dive"`'], 501],
  [['L []Odd `json:"l" validate:"len=1,dive"`'], 400],
  [['O *Odd `json:"o,optional"`'], 501],
];

const hardTypes = hardRules.map(([fields], index) => `type Req${index} {\n\t${fields.join("\n\t")}\n}`).join("\n\n");
const hardRoutes = hardRules.map((_, index) => `\t@handler Hard${index}\n\tpost /hard${index}/:id (Req${index})`);
const hardContract = `type Pair {
	A string \`json:"a"\`
	B string \`json:"b" validate:"eqfield=A"\`
}

type Odd {
	A string \`json:"a" validate:"email,endswith=.org"\`
	B string \`json:"b" validate:"eqfield=A"\`
}

${hardTypes}

service hard-api {
${hardRoutes.join("\n")}
}
`;

it("a generated test expects a refusal where no sample keeps all rules", { timeout: 240_000 }, async () => {
  const host = createMemoryHost({ "hard.api": hardContract });
  await generateProject({ ...projectDefaults, api: "hard.api" }, host);
  const expected = hardRules.map(
    (_, index) => /toBe\((\d+)\)/u.exec(host.files()[`test/hard${index}.test.ts`] ?? "")?.[1],
  );
  expect(expected).toEqual(hardRules.map(([, status]) => String(status)));
  expectGreen(host.files());
});

it("a generated test sends what the rules of the contract let pass", { timeout: 120_000 }, async () => {
  const host = createMemoryHost({ "register.api": contract });
  const { diagnostics } = await generateProject({ ...projectDefaults, api: "register.api" }, host);
  expect(diagnostics.map(({ code }) => code)).toEqual(["GEN2042"]);
  expect(host.files()["test/register.test.ts"]).toContain("toBe(501)");

  expectGreen(host.files());
});

function expectGreen(files: Readonly<Record<string, string>>): void {
  const project = writeProject(files);
  try {
    const vitest = join(project.folder, "node_modules/vitest/vitest.mjs");
    const run = spawnSync(process.execPath, [vitest, "run"], { cwd: project.folder, encoding: "utf8" });
    expect({ status: run.status, output: run.status === 0 ? "" : run.stdout + run.stderr }).toEqual({
      status: 0,
      output: "",
    });
  } finally {
    project.remove();
  }
}
