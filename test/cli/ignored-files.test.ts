import { execFileSync } from "node:child_process";

import { afterEach, expect, it } from "vitest";

import { openWorkshop } from "./workshop.ts";

const workshop = openWorkshop();
afterEach(() => workshop.remove());

it("git leaves out what is built and installed, but no folder of a group of that name", async () => {
  workshop.write("user.api", "@server (\n\tgroup: dist\n)\nservice user-api {\n\t@handler Ping\n\tget /ping\n}\n");
  await workshop.run("api", "ts", "-api", "@/user.api", "-dir", "@/project");
  for (const path of ["dist/user.js", "node_modules/fastify/index.js", "user-api.db", "npm.log"])
    workshop.write(`project/${path}`, "made\n");
  // Of a repository the project may be a part.
  execFileSync("git", ["init", "--quiet"], { cwd: workshop.folder });
  const listed = execFileSync("git", ["ls-files", "--others", "--exclude-standard"], { cwd: workshop.folder });
  const files = listed.toString().split("\n");
  expect(files).toContain("project/internal/logic/dist/pinglogic.ts");
  expect(files.filter((path) => /^project\/(?:dist|node_modules|.*\.(?:db|log)$)/u.test(path))).toEqual([]);
});
