import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { expect, it } from "vitest";

import { generateProject } from "../../src/generate/generate-project.ts";
import { projectDefaults } from "../../src/generate/project-defaults.ts";
import { createMemoryHost } from "../../src/host/memory-host.ts";
import { writeProject } from "./written-project.ts";

const contract = `type Pong {
	Text string \`json:"text"\`
}

@server (
	middleware: Log
	group: pings
)
service user-api {
	@handler getPing
	get /ping returns (Pong)
}
`;

it.each(["go Zero", "go 字 Zero", "gö~go!zero", "go'$&+,;=@()[]{}^`Zero"])(
  "what --style %s names can be imported",
  async (style) => {
    const host = createMemoryHost({ "user.api": contract });
    const { diagnostics } = await generateProject({ ...projectDefaults, api: "user.api", style }, host);
    expect(diagnostics).toEqual([]);

    const project = writeProject(host.files());
    try {
      const routes = Object.keys(host.files()).find((path) => /^internal\/handler\/[^/]*routes/iu.test(path)) ?? "";
      const module = JSON.stringify(pathToFileURL(join(project.folder, routes)).href);
      const script = `const { registerHandlers } = await import(${module}); console.log(registerHandlers.name);`;
      const options = { cwd: project.folder, encoding: "utf8" } as const;
      const run = spawnSync(process.execPath, ["--import", "tsx", "--input-type=module", "-e", script], options);
      expect(run).toMatchObject({ stderr: "", stdout: "registerHandlers\n", status: 0 });
    } finally {
      project.remove();
    }
  },
);
