import type { OutputFormat } from "../diagnostics/output-format.ts";
import type { Outcome } from "../generate/outcome.ts";
import type { Action, ActionKind } from "../write/action.ts";
import type { WriteMode } from "../write/apply-plan.ts";
import { isOutOfDate } from "../write/is-out-of-date.ts";
import { diffOf } from "./diff-of.ts";
import { plural } from "./plural.ts";
import { exitCodeOf, report } from "./report.ts";
import { exitCodes } from "./terminal.ts";
import type { Terminal } from "./terminal.ts";

export function modeOf(flags: { readonly dryRun: boolean; readonly check: boolean }): WriteMode {
  if (flags.check) return "check";
  return flags.dryRun ? "dry-run" : "write";
}

interface OutcomeOptions {
  readonly mode: WriteMode;
  readonly directory: string;
  readonly format: OutputFormat;
}

/** Tells what a generating command has found and done, and returns the exit code. */
export async function reportOutcome(outcome: Outcome, options: OutcomeOptions, terminal: Terminal): Promise<number> {
  const { diagnostics, actions } = outcome;
  const found = exitCodeOf(diagnostics);
  const isDrift = options.mode === "check" && isOutOfDate(actions, diagnostics);
  const told = {
    diagnostics,
    exitCode: found === exitCodes.ok && isDrift ? exitCodes.problems : found,
    text: found === exitCodes.ok ? textOf(actions, options) + (await userChanges(actions, options)) : "",
    data: { actions: actions.map(({ kind, path, edits }) => ({ kind, path, edits })) },
  };
  return report(told, options.format, terminal);
}

function textOf(actions: readonly Action[], { mode, directory }: OutcomeOptions): string {
  const changes = actions.filter(({ kind }) => kind !== "unchanged");
  const lines = changes.map((action) => lineOf(action)).join("");
  const isFirst = actions.some(({ kind, path }) => kind === "create" && path === "package.json");
  return `${lines}${summary(actions, mode)}\n${mode === "write" && isFirst ? nextStep(directory) : ""}`;
}

/** What a dry run would change in files of the user's; those that are new, or generated anyway, need no look. */
async function userChanges(actions: readonly Action[], { mode }: OutcomeOptions): Promise<string> {
  if (mode !== "dry-run") return "";
  return await diffOf(actions.filter(({ kind }) => kind === "patch" || kind === "merge"));
}

function lineOf({ kind, path, edits }: Action): string {
  return `${kind.padEnd(8)} ${path}${edits === undefined ? "" : `: ${edits.join(", ")}`}\n`;
}

const doneWords: readonly (readonly [kind: ActionKind, done: string, planned: string])[] = [
  ["create", "created", "to create"],
  ["update", "updated", "to update"],
  ["merge", "merged", "to merge"],
  ["patch", "patched", "to patch"],
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
