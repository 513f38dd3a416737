import { describe, expect, it } from "vitest";

import { generateProject } from "../../src/generate/generate-project.ts";
import { projectDefaults } from "../../src/generate/project-defaults.ts";
import { createMemoryHost } from "../../src/host/memory-host.ts";

async function readmeOf(contract: string): Promise<string> {
  const host = createMemoryHost({ "user.api": contract });
  await generateProject({ ...projectDefaults, api: "user.api" }, host);
  return host.files()["README.md"] ?? "";
}

const notes = /^\*\*(.+?)\.\*\*/gm;
const optionOf = (key: string) => `@server (\n${key}: true\n)\nservice user-api {\n@handler Do\nget /do`;

describe("the README of a project", () => {
  it.each([
    ["Events", `type E {\nA int \`json:"a"\`\n}\n${optionOf("sse")} returns (E)\n}`],
    ["Downloads", `${optionOf("download")}\n}`],
    ["Redirects", `${optionOf("redirect")}\n}`],
    ["Raw bodies", `${optionOf("rawBody").replace("get", "post")}\n}`],
    ["Uploads", 'type U {\nA File `form:"a"`\n}\nservice user-api {\n@handler Do\npost /do (U)\n}'],
  ])("says what to know of %s where the contract has them, and of nothing else", async (title, contract) => {
    const readme = await readmeOf(contract);
    expect([...readme.matchAll(notes)].map(([, found]) => found)).toEqual([title]);
    expect(readme).toContain("\n\n## Events, files and raw bodies\n\n**");
    expect(readme).not.toContain("\n\n\n");
  });

  it("says nothing of them where it has none", async () => {
    const readme = await readmeOf("service user-api {\n@handler Ping\nget /ping\n}");
    expect([...readme.matchAll(notes)]).toEqual([]);
    expect(readme).not.toContain("Events");
    expect(readme).not.toContain("\n\n\n");
  });
});
