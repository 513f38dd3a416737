import { diagnoseFile } from "../diagnostics/diagnose.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import type { VirtualFile } from "../emit/virtual-file.ts";
import type { Entry, Host } from "../host/host.ts";
import { importedPath } from "../text/relative-import.ts";
import { generatedHeads, headOf } from "./generated-heads.ts";
import { isScaffolded } from "./is-scaffolded.ts";
import { isSealed } from "./sealed-text.ts";
import { plainText } from "./text-shape.ts";

/**
 * Files of an earlier run that nothing asks for any more, such as the handler of a route that was renamed. They are looked for
 * where the plan has files that are rewritten, and below, among those that are generated from the same contract or tables, and
 * tests that nobody has edited. What they alone have called is told, too: a user's logic that its route has left behind.
 */
export function staleFiles(plan: readonly VirtualFile[], directory: string, host: Host): readonly Diagnostic[] {
  const rewritten = plan.filter(({ ownership }) => ownership === "generated" || ownership === "provisional");
  const heads = generatedHeads(plan);
  const planned = new Set(plan.map(({ path }) => path));
  const seen = new Set<string>();
  const pending = rewritten.map(({ path }) => path.slice(0, path.lastIndexOf("/") + 1));
  const stale = new Map<string, string>();
  const closed: Diagnostic[] = [];
  for (let folder = pending.pop(); folder !== undefined; folder = pending.pop()) {
    if (seen.has(folder)) continue;
    seen.add(folder);
    const { names, refusal } = host.list(`${directory}/${folder}`);
    tellClosed(closed, folder, refusal);
    for (const name of names) {
      const path = folder + name;
      // Below the project folder itself are packages, and what else is not ours.
      if (planned.has(path) || isOther(name, `${directory}/${folder}`, host)) continue;
      if (folder === "" && !name.endsWith(".ts")) continue;
      const entry = host.inspect(`${directory}/${path}`);
      if (entry.kind === "directory" && folder !== "") pending.push(`${path}/`);
      tellClosed(closed, path, refusalOf(entry));
      if (entry.kind === "file" && isLeftBehind(plainText(entry.text), heads)) stale.set(path, entry.text);
    }
  }
  const told = [...stale].flatMap(([path, text]) => [
    diagnoseFile("GEN2040", path, { path }),
    ...calledFiles(path, text)
      .filter((called) => !planned.has(called) && isUsers(host.inspect(`${directory}/${called}`)))
      .map((called) => diagnoseFile("GEN2051", called, { path: called, handler: path })),
  ]);
  return [...closed, ...told];
}

/** Packages, and files that are no TypeScript: those can be large, such as a picture for a test, and would be read for nothing. */
function isOther(name: string, folder: string, host: Host): boolean {
  if (name.startsWith(".") || name === "node_modules") return true;
  return name.includes(".") && !name.endsWith(".ts") && host.list(folder + name).names.length === 0;
}

/** Of a folder, or a file in it, that the machine does not let be seen. */
function tellClosed(closed: Diagnostic[], folderOrFile: string, reason: string | undefined): void {
  const path = folderOrFile.replace(/\/$/u, "") || ".";
  if (reason !== undefined) closed.push(diagnoseFile("GEN1105", path, { path, reason }));
}

function refusalOf(entry: Entry): string | undefined {
  return entry.kind === "unreadable" ? entry.reason : undefined;
}

/** Whether a text that nothing asks for is of an earlier run: generated from the same source, or a test that nobody has edited. */
function isLeftBehind(text: string, heads: ReadonlySet<string>): boolean {
  return heads.has(headOf(text)) || isSealed(text);
}

/** The files that a generated one imports. */
function calledFiles(path: string, text: string): readonly string[] {
  const imports = text.matchAll(/^import [^;]* from "(?<module>\.[^"]*)";$/gmu);
  return [...imports].flatMap(({ groups = {} }) => importedPath(path, groups["module"] ?? "") ?? []);
}

/** Whether a file is the user's by now: what only a stale file calls may be somebody's work. */
function isUsers(entry: Entry): boolean {
  return entry.kind === "file" && isScaffolded(plainText(entry.text));
}
