import { renderDiagnostic } from "../../src/diagnostics/render.ts";
import { generatedHeader, scaffoldedHeader } from "../../src/emit/virtual-file.ts";
import type { Ownership, VirtualFile } from "../../src/emit/virtual-file.ts";
import type { Host } from "../../src/host/host.ts";
import { applyPlan } from "../../src/write/apply-plan.ts";
import type { WriteMode } from "../../src/write/apply-plan.ts";

export const generated = (path: string, body: string): VirtualFile =>
  file(path, "generated", `${generatedHeader}\n\n${body}\n`);
export const scaffolded = (path: string, body: string): VirtualFile =>
  file(path, "scaffolded", `${scaffoldedHeader}\n\n${body}\n`);

export function file(path: string, ownership: Ownership, text: string): VirtualFile {
  return { path, ownership, text };
}

/** Applies a plan and gives what a user would see of it. */
export async function run(plan: readonly VirtualFile[], host: Host, mode: WriteMode = "write") {
  const { actions, diagnostics } = await applyPlan(plan, { directory: "out", mode }, host);
  return {
    actions: actions.map(({ kind, path }) => `${kind} ${path}`),
    problems: diagnostics.map((diagnostic) => renderDiagnostic(diagnostic).split("\n")[0]),
  };
}
