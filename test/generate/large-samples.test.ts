import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { expect, it } from "vitest";

import { generateProject } from "../../src/generate/generate-project.ts";
import { projectDefaults } from "../../src/generate/project-defaults.ts";
import { createMemoryHost } from "../../src/host/memory-host.ts";
import { writeProject } from "./written-project.ts";

/** Each type has the next one twice, so that a body of the first has 2^20 values. */
const depth = 20;
const types = Array.from(
  { length: depth },
  (_, index) => `type L${index} {\n\tA L${index + 1} \`json:"a"\`\n\tB L${index + 1} \`json:"b"\`\n}\n`,
);

const contract = `${types.join("")}type L${depth} {
	X int \`json:"x"\`
}

type DeepReq {
	Id   int    \`path:"id"\`
	Kind string \`header:"X-Kind"\`
	Deep L0     \`json:"deep"\`
}

type Fixed {
	Numbers [5000]int \`json:"numbers"\`
}

type Query {
	Numbers [300]int \`form:"numbers"\`
}

@server (
	jwt: Auth
)
service deep-api {
	@handler Deep
	post /deep/:id (DeepReq)
}

service deep-api {
	@handler DeepList
	post /list ([]L0)

	@handler FixedNumbers
	post /fixed (Fixed)

	@handler QueryNumbers
	get /query (Query)

	@handler Small
	post /small (L${depth - 5})
}
`;

it("a request that would be too large to write is tested without what it requires", { timeout: 120_000 }, async () => {
  const host = createMemoryHost({ "deep.api": contract });
  const { diagnostics } = await generateProject({ ...projectDefaults, api: "deep.api" }, host);
  expect(diagnostics).toEqual([]);
  const tests = Object.entries(host.files()).filter(([path]) => path.endsWith(".test.ts"));
  const statuses = tests.map(([path, text]) => [path, text.match(/toBe\(\d+\)/gu)?.join(" ")]);
  expect(Object.fromEntries(statuses)).toEqual({
    "test/deep.test.ts": "toBe(401) toBe(400)",
    "test/deeplist.test.ts": "toBe(400)",
    "test/fixednumbers.test.ts": "toBe(400)",
    "test/querynumbers.test.ts": "toBe(400)",
    "test/small.test.ts": "toBe(501)",
  });
  expect(Math.max(...tests.map(([, text]) => text.length))).toBeLessThan(5000);

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
