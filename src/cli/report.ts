import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { hasErrors } from "../diagnostics/diagnostic.ts";
import { renderDiagnostic } from "../diagnostics/render.ts";
import type { Outcome } from "../generate/outcome.ts";
import { isChange } from "../write/action.ts";
import type { Action, ActionKind } from "../write/action.ts";
import type { WriteMode } from "../write/apply-plan.ts";
import { exitCodes } from "./terminal.ts";
import type { Terminal } from "./terminal.ts";

export function modeOf(flags: { readonly dryRun: boolean; readonly check: boolean }): WriteMode {
  if (flags.check) return "check";
  return flags.dryRun ? "dry-run" : "write";
}

/** Tells what was found (on stderr) and done (on stdout), and returns the exit code. */
export function reportOutcome(
  { diagnostics, actions }: Outcome,
  { mode, directory }: { readonly mode: WriteMode; readonly directory: string },
  terminal: Terminal,
): number {
  terminal.writeProblem(diagnostics.map((diagnostic) => `${renderDiagnostic(diagnostic)}\n`).join(""));
  if (diagnostics.length > 0) terminal.writeProblem(`${counted(diagnostics)}\n`);
  if (diagnostics.some(({ code }) => code === "GEN1010" || code === "GEN1011")) return exitCodes.usage;
  if (hasErrors(diagnostics)) return exitCodes.problems;

  const told = actions.filter(({ kind }) => kind !== "unchanged");
  terminal.writeResult(told.map(({ kind, path }) => `${kind.padEnd(8)} ${path}\n`).join(""));
  terminal.writeResult(`${summary(actions, mode)}\n`);
  const isFirst = actions.some(({ kind, path }) => kind === "create" && path === "package.json");
  if (mode === "write" && isFirst) terminal.writeResult(nextStep(directory));
  return mode === "check" && actions.some(isChange) ? exitCodes.problems : exitCodes.ok;
}

const doneWords: readonly (readonly [kind: ActionKind, done: string, planned: string])[] = [
  ["create", "created", "to create"],
  ["update", "updated", "to update"],
  ["merge", "merged", "to merge"],
  ["keep", "kept", "to keep"],
  ["unchanged", "unchanged", "unchanged"],
];

function summary(actions: readonly Action[], mode: WriteMode): string {
  if (actions.every(({ kind }) => kind === "unchanged")) return `${plural(actions.length, "file")}, all up to date`;
  const counts = doneWords
    .map(([kind, done, planned]) => {
      const count = actions.filter((action) => action.kind === kind).length;
      return { count, words: mode === "write" ? done : planned };
    })
    .filter(({ count }) => count > 0)
    .map(({ count, words }) => `${count} ${words}`);
  return counts.join(", ");
}

function nextStep(directory: string): string {
  const enter =
    directory === "." ? "" : `cd ${/^[\w./-]+$/u.test(directory) ? directory : JSON.stringify(directory)} && `;
  return `next: ${enter}npm install && npm run dev\n`;
}

function counted(diagnostics: readonly Diagnostic[]): string {
  const errors = diagnostics.filter(({ severity }) => severity === "error").length;
  const warnings = diagnostics.length - errors;
  return [errors > 0 ? plural(errors, "error") : "", warnings > 0 ? plural(warnings, "warning") : ""]
    .filter((text) => text !== "")
    .join(", ");
}

function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}
