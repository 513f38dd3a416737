import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { expect, it } from "vitest";

import { generateProject } from "../../src/generate/generate-project.ts";
import { projectDefaults } from "../../src/generate/project-defaults.ts";
import { createMemoryHost } from "../../src/host/memory-host.ts";
import { writeProject } from "./written-project.ts";

const pairs = [
  ["form", "header"],
  ["form", "json"],
  ["header", "json"],
] as const;
const options = ["", ",optional", ",default=9"];

/** The name of a header is no identifier, so that its fields are taken one by one; `-` does the same to the query. */
const fields = pairs.flatMap(([first, second]) =>
  options.flatMap((ofFirst, row) =>
    options.map((ofSecond, column) => {
      const name = `${first.charAt(0)}${second.charAt(0)}${row}${column}`;
      const key = (source: string): string => (source === "json" ? name : `x-${name}`);
      const tags = [`${first}:"${key(first)}${ofFirst}"`, `${second}:"${key(second)}${ofSecond}"`];
      return `\tA${name} string \`${tags.join(" ")}\``;
    }),
  ),
);

const contract = `type Req {
	Id   string \`path:"id" json:"id,optional"\`
	Page string \`form:"page,default=1" json:"page,optional"\`
${fields.join("\n")}
}

service parts-api {
	@handler Collect
	post /parts/:id (Req)
}
`;

it("a handler takes each field from the last part that has it", { timeout: 120_000 }, async () => {
  const host = createMemoryHost({ "parts.api": contract });
  await generateProject({ ...projectDefaults, api: "parts.api" }, host);
  const handler = host.files()["internal/handler/collecthandler.ts"] ?? "";
  expect(handler).not.toContain('hj00: request.headers["x-hj00"]');
  expect(handler).toContain('hj21: request.headers["x-hj21"]');

  const project = writeProject(host.files());
  try {
    const tsc = join(project.folder, "node_modules/typescript/bin/tsc");
    const { status, stdout } = spawnSync(process.execPath, [tsc, "-p", project.folder], { encoding: "utf8" });
    expect({ status, stdout }).toEqual({ status: 0, stdout: "" });
  } finally {
    project.remove();
  }
});
