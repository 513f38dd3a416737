import { execFileSync } from "node:child_process";

import { expect, it } from "vitest";

import { generateProject } from "../../src/generate/generate-project.ts";
import { projectDefaults } from "../../src/generate/project-defaults.ts";
import { createMemoryHost } from "../../src/host/memory-host.ts";

/** What a shell makes of a script's command and arguments. */
function words(script: string): readonly string[] {
  return execFileSync("sh", ["-c", `printf '%s\\n' ${script}`], { encoding: "utf8" })
    .trim()
    .split("\n");
}

it.each([
  { style: "go_zero", name: "user_api" },
  { style: "go Zero", name: "user Api" },
  { style: "go$`Zero", name: "user$`Api" },
])("the scripts name the files of the style $style", async ({ style, name }) => {
  const host = createMemoryHost({ "user.api": "service user_api {\n\t@handler Ping\n\tget /ping\n}\n" });
  await generateProject({ ...projectDefaults, api: "user.api", style }, host);
  const { scripts } = JSON.parse(host.files()["package.json"] ?? "") as { scripts: { dev: string; start: string } };
  expect(words(scripts.dev)).toEqual(["tsx", "watch", `${name}.ts`, "-f", `etc/${name}.dev.yaml`]);
  expect(words(scripts.start)).toEqual(["node", `dist/${name}.js`, "-f", `etc/${name}.yaml`]);
  expect(Object.keys(host.files())).toEqual(expect.arrayContaining([`${name}.ts`, `etc/${name}.yaml`]));
});
