import { diagnoseFile } from "../diagnostics/diagnose.ts";
import { hasErrors } from "../diagnostics/diagnostic.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { inOrder } from "../diagnostics/order.ts";
import type { Host } from "../host/host.ts";
import { formattedText, loadFormatted } from "../load/load-formatted.ts";
import type { Spelling } from "../load/load-formatted.ts";
import { isChange } from "../write/action.ts";
import type { Action } from "../write/action.ts";
import type { WriteMode } from "../write/apply-plan.ts";
import { writeAll } from "../write/write-all.ts";
import { apiFiles } from "./api-files.ts";
import type { Outcome } from "./outcome.ts";
import { relativePath } from "./relative-path.ts";

/** Everything that `tsgoctl api format` is told. Paths are `/`-separated. */
export interface FormatCommandOptions {
  /** Contracts, or folders that hold some. */
  readonly paths: readonly string[];
  readonly spelling: Spelling;
  readonly mode: WriteMode;
  readonly workingDirectory: string;
}

/**
 * Lays out contracts anew: the whole of `tsgoctl api format`. A file with a mistake has no action and is not touched; the
 * others are written, all of them or, if the machine refuses one, none.
 */
export function formatContracts(options: FormatCommandOptions, host: Host): Outcome {
  const { spelling, mode, workingDirectory } = options;
  const given = new Set(options.paths);
  const found = apiFiles(options.paths, host);
  const diagnostics: Diagnostic[] = [...found.diagnostics];
  const actions: Action[] = [];
  // A file may be named twice; a link that was found in a folder, and not named, is left alone.
  const targets = new Map(found.paths.map((path) => [relativePath(".", path, workingDirectory), path]));
  for (const path of targets.values()) {
    if (!given.has(path) && host.inspect(path).kind === "link") continue;
    const { before, after, diagnostics: problems } = loadFormatted(path, spelling, host);
    for (const problem of problems) diagnostics.push(problem);
    if (before === undefined || after === undefined) continue;
    const isLink = after !== before && host.inspect(path).kind === "link";
    // Renaming would put a file in place of the link, and writing through it could reach anywhere.
    if (isLink && mode === "write") diagnostics.push(diagnoseFile("GEN1020", path, { path }));
    else actions.push(actionOf(path, before, after));
  }
  const changes = actions.filter(isChange).map(({ path, before, after = "" }) => ({ path, before, after }));
  const refused = mode === "write" ? writeAll(changes, ".", host) : [];
  return {
    diagnostics: [...inOrder(diagnostics), ...refused],
    actions: hasErrors(refused) ? [] : actions,
  };
}

/** Lays out one contract that is no file, such as an editor's; undefined stands for bytes that are no text. */
export function formatInputText(before: string | undefined, spelling: Spelling): Outcome {
  const path = "<stdin>";
  if (before === undefined) {
    return { diagnostics: [diagnoseFile("GEN1003", path, { path, reason: "not UTF-8 text" })], actions: [] };
  }
  const { after, diagnostics } = formattedText(path, before, spelling);
  return { diagnostics: inOrder(diagnostics), actions: after === undefined ? [] : [actionOf(path, before, after)] };
}

function actionOf(path: string, before: string, after: string): Action {
  return { kind: after === before ? "unchanged" : "update", path, before, after };
}
