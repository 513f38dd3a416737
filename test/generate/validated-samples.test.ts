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

it("a generated test sends what the rules of the contract let pass", { timeout: 120_000 }, async () => {
  const host = createMemoryHost({ "register.api": contract });
  const { diagnostics } = await generateProject({ ...projectDefaults, api: "register.api" }, host);
  expect(diagnostics.map(({ code }) => code)).toEqual(["GEN2042"]);
  expect(host.files()["test/register.test.ts"]).toContain("toBe(501)");

  const project = writeProject(host.files());
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
});
