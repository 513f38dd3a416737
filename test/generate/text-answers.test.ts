import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { expect, it } from "vitest";

import { generateProject } from "../../src/generate/generate-project.ts";
import { projectDefaults } from "../../src/generate/project-defaults.ts";
import { createMemoryHost } from "../../src/host/memory-host.ts";
import { writeProject } from "./written-project.ts";

const contract = `service text-api {
	@handler Text
	get /text returns (string)
	@handler Any
	get /any returns (any)
}
`;

/** Runs in the generated project, with logic that answers what it is told to. */
const test = `import { expect, it, vi } from "vitest";
import { AnyLogic } from "../internal/logic/anylogic.ts";
import { TextLogic } from "../internal/logic/textlogic.ts";
import { startTestServer } from "./testserver.ts";

async function answer(url: string, value: unknown): Promise<string> {
  const { server } = await startTestServer();
  vi.spyOn(TextLogic.prototype, "text").mockResolvedValue(value as string);
  vi.spyOn(AnyLogic.prototype, "any").mockResolvedValue(value);
  const { statusCode, headers, payload } = await server.inject({ url });
  return [statusCode, headers["content-type"], payload].join(" ");
}

const json = "200 application/json; charset=utf-8";

it("is written as Go writes it", async () => {
  const separator = String.fromCharCode(0x2028);
  expect(await answer("/text", "a" + separator)).toBe(json + ' "a\\\\u2028"');
  expect(await answer("/any", "a" + separator)).toBe(json + ' "a\\\\u2028"');
  expect(await answer("/any", [7])).toBe(json + " [7]");
  expect(await answer("/any", null)).toBe(json + " null");
});

it("is a mistake of the logic if it is no text", async () => {
  expect(await answer("/text", 5)).toContain("500 application/problem+json");
});
`;

it("an answer that is a text", { timeout: 120_000 }, async () => {
  const host = createMemoryHost({ "text.api": contract });
  await generateProject({ ...projectDefaults, api: "text.api" }, host);
  const project = writeProject({ ...host.files(), "test/answers.test.ts": test });
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
