import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { expect, it } from "vitest";

import { generateProject } from "../../src/generate/generate-project.ts";
import { projectDefaults } from "../../src/generate/project-defaults.ts";
import { createMemoryHost } from "../../src/host/memory-host.ts";

const nodeModules = join(import.meta.dirname, "../../node_modules");
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

    const folder = mkdtempSync(join(tmpdir(), "tsgoctl-style-"));
    try {
      for (const [path, text] of Object.entries(host.files())) {
        mkdirSync(dirname(join(folder, path)), { recursive: true });
        writeFileSync(join(folder, path), text);
      }
      symlinkSync(nodeModules, join(folder, "node_modules"));
      const routes = Object.keys(host.files()).find((path) => /^internal\/handler\/[^/]*routes/iu.test(path)) ?? "";
      const script = `const { registerHandlers } = await import(${JSON.stringify(pathToFileURL(join(folder, routes)).href)}); console.log(registerHandlers.name);`;
      const options = { cwd: folder, encoding: "utf8" } as const;
      const run = spawnSync(process.execPath, ["--import", "tsx", "--input-type=module", "-e", script], options);
      expect(run).toMatchObject({ stderr: "", stdout: "registerHandlers\n", status: 0 });
    } finally {
      rmSync(folder, { recursive: true });
    }
  },
);
