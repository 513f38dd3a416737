import { expect, it } from "vitest";

import { generatedHeader, scaffoldedHeader } from "../../src/emit/virtual-file.ts";
import type { VirtualFile } from "../../src/emit/virtual-file.ts";
import type { Host } from "../../src/host/host.ts";
import { createMemoryHost } from "../../src/host/memory-host.ts";
import { applyPlan } from "../../src/write/apply-plan.ts";

function headed(source: string): string {
  return `${generatedHeader}\n// source: ${source}\n\nexport {};\n`;
}

const plan: readonly VirtualFile[] = [
  { path: "handler/get.ts", ownership: "generated", text: headed("a.api") },
  { path: "top.ts", ownership: "generated", text: headed("a.api") },
  { path: "logic/get.ts", ownership: "scaffolded", text: `${scaffoldedHeader}\n\nexport {};\n` },
];

it.each(["write", "dry-run", "check"] as const)(
  "tells what nothing asks for any more, and leaves it: %s",
  async (mode) => {
    const stale = {
      "out/handler/gone/deep/old.ts": `\uFEFF${headed("a.api").replaceAll("\n", "\r\n")}`,
      "out/handler/old.ts": headed("a.api"),
      "out/old.ts": headed("a.api"),
    };
    const host = createMemoryHost(stale);
    const { diagnostics } = await applyPlan(plan, { directory: "out", mode }, host);
    const told = diagnostics.map(({ code, path }) => `${code} out/${path}`);
    expect(new Set(told)).toEqual(new Set(Object.keys(stale).map((path) => `GEN2040 ${path}`)));
    expect(host.files()).toMatchObject(stale);
  },
);

it("tells what it cannot look into", async () => {
  const closed = { kind: "unreadable", reason: "permission denied" } as const;
  const host = createMemoryHost({
    "out/handler/sub": closed,
    "out/handler/old.ts": headed("a.api"),
    "out/logic/x": closed,
  });
  const { diagnostics } = await applyPlan(plan, { directory: "out", mode: "check" }, host);
  expect(diagnostics.map(({ code, path }) => `${code} ${path}`)).toEqual([
    "GEN1105 handler/sub",
    "GEN2040 handler/old.ts",
  ]);
});

it("leaves out files of another source, of the user's, and of folders that are not generated", async () => {
  const host = createMemoryHost({
    "out/handler/other.ts": headed("b.api"),
    "out/handler/mine.ts": "export {};\n",
    "out/handler/link.ts": { kind: "link", target: "/out/top.ts" },
    "out/logic/old.ts": headed("a.api"),
    "out/node_modules/x/old.ts": headed("a.api"),
  });
  expect((await applyPlan(plan, { directory: "out", mode: "write" }, host)).diagnostics).toEqual([]);
});

it("reads neither packages nor what is not TypeScript, in folders with tests of an earlier run either", async () => {
  const closed = { kind: "unreadable", reason: "not UTF-8 text" } as const;
  const host = createMemoryHost({
    "out/handler/fixtures/logo.png": closed,
    "out/handler/node_modules/x/old.ts": headed("a.api"),
    "out/handler/v1.0/old.ts": headed("a.api"),
  });
  const { diagnostics } = await applyPlan(plan, { directory: "out", mode: "check" }, host);
  expect(diagnostics.map(({ code, path }) => `${code} ${path}`)).toEqual(["GEN2040 handler/v1.0/old.ts"]);
});

it("reads nothing of the project folder that cannot be of an earlier run", async () => {
  const memory = createMemoryHost({ "out/dump.sql": headed("a.api"), "out/old.ts": headed("a.api") });
  const inspected: string[] = [];
  const inspect: Host["inspect"] = (path) => {
    inspected.push(path);
    return memory.inspect(path);
  };
  const { diagnostics } = await applyPlan(plan, { directory: "out", mode: "check" }, { ...memory, inspect });
  expect(diagnostics.map(({ path }) => path)).toEqual(["old.ts"]);
  expect(inspected).not.toContain("out/dump.sql");
});

it("tells logic that only a handler of an earlier run has called", async () => {
  const logic = `${scaffoldedHeader}\n\nexport class OldLogic {}\n`;
  const imports = 'import { OldLogic } from "../logic/old.ts";\nimport { own } from "../logic/own.ts";\n';
  const host = createMemoryHost({
    "out/handler/old.ts": `${headed("a.api")}${imports}import { GetLogic } from "../logic/get.ts";\n`,
    "out/logic/old.ts": logic,
    "out/logic/own.ts": "export const own = 1;\n",
  });
  const { diagnostics } = await applyPlan(plan, { directory: "out", mode: "write" }, host);
  expect(diagnostics.map(({ code, path }) => `${code} ${path}`)).toEqual([
    "GEN2040 handler/old.ts",
    "GEN2051 logic/old.ts",
  ]);
  expect(host.files()).toMatchObject({ "out/logic/old.ts": logic });
});
