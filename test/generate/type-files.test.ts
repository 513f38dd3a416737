import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";

import { generateProject } from "../../src/generate/generate-project.ts";
import { projectDefaults } from "../../src/generate/project-defaults.ts";
import { createNodeHost } from "../../src/host/node-host.ts";
import { writeProject } from "./written-project.ts";
import type { WrittenProject } from "./written-project.ts";

const contract = `type AddReq {
	Name string \`json:"name"\`
}

type Shared {
	Id int64 \`json:"id"\`
}

@server (
	group: user
)
service user-api {
	@handler AddUser
	post /users (AddReq) returns (Shared)
}

@server (
	group: shop
)
service user-api {
	@handler GetShop
	get /shop returns (Shared)
}
`;

let project: WrittenProject;
beforeEach(() => void (project = writeProject({ "user.api": contract })));
afterEach(() => project.remove());

/** Generates with or without `--type-group`, checks the types of all files, and gives the texts of those that are generated. */
async function generated(typeFiles: "one" | "by-group") {
  const { folder } = project;
  const api = join(folder, "user.api");
  const options = { ...projectDefaults, api, directory: folder, typeFiles, workingDirectory: folder };
  const { diagnostics } = await generateProject(options, createNodeHost());
  const compiler = join(folder, "node_modules/typescript/bin/tsc");
  const { stdout } = spawnSync(process.execPath, [compiler], { cwd: folder, encoding: "utf8" });
  expect(stdout).toBe("");
  const files = readdirSync(join(folder, "internal"), { recursive: true, encoding: "utf8" }).filter((path) =>
    path.endsWith(".ts"),
  );
  const texts = Object.fromEntries(files.map((path) => [path, readFileSync(join(folder, "internal", path), "utf8")]));
  return { texts, told: diagnostics.map(({ code, path }) => `${code} ${path?.replace(`${folder}/`, "") ?? ""}`) };
}

it(
  "--type-group can be switched on and off over one folder, and the logic goes on compiling",
  {
    timeout: 120_000,
  },
  async () => {
    const first = await generated("one");
    expect(first.told).toEqual([]);

    const grouped = await generated("by-group");
    expect(grouped.told).toEqual([]);
    expect(grouped.texts["types/user.ts"]).toContain("export interface AddReq {");
    expect(grouped.texts["types/types.ts"]).not.toContain("interface AddReq");

    const back = await generated("one");
    expect(back.told).toEqual(["GEN2040 internal/types/user.ts"]);
    rmSync(join(project.folder, "internal/types/user.ts"));
    const clean = await generated("one");
    expect(clean).toEqual(first);
  },
);
