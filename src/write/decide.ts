import { diagnoseFile } from "../diagnostics/diagnose.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { generatedHeader } from "../emit/virtual-file.ts";
import type { VirtualFile } from "../emit/virtual-file.ts";
import type { Entry } from "../host/host.ts";
import type { Action } from "./action.ts";
import { isScaffolded } from "./is-scaffolded.ts";
import { pretty } from "./pretty.ts";
import { patchText } from "./patch-text.ts";
import type { PlannedExports } from "./planned-exports.ts";
import { isSealed, sealed } from "./sealed-text.ts";
import { inShape, plainText, shapeOf } from "./text-shape.ts";
import { unwrittenRules } from "./unwritten-rules.ts";

export interface Decision {
  readonly action: Action;
  readonly diagnostics: readonly Diagnostic[];
}

/** Decides what is to be done with one file of the plan, from what stands at its path. */
export async function decide(file: VirtualFile, entry: Entry, exports: PlannedExports): Promise<Decision> {
  const { action, diagnostics } = await decideFile(file, entry, exports);
  const unwritten = file.ownership === "merged" ? unwrittenRules(file.path, action.after ?? "") : [];
  return { action, diagnostics: [...diagnostics, ...unwritten] };
}

async function decideFile(file: VirtualFile, entry: Entry, exports: PlannedExports): Promise<Decision> {
  const { path } = file;
  if (entry.kind === "missing") {
    return decision({ kind: "create", path, before: undefined, after: await firstText(file) });
  }
  if (entry.kind !== "file") return undecidable(file, entry);
  switch (file.ownership) {
    case "generated":
      return decideGenerated(file, entry.text);
    case "shared":
      return decideGenerated({ ...file, text: withSourceOf(entry.text, file.text) }, entry.text);
    case "provisional":
      return decideProvisional(file, entry.text, exports);
    case "scaffolded":
      return decideScaffolded(file, entry.text, exports);
    case "merged":
      return decideMerged(file, entry.text);
  }
}

async function firstText({ path, text, ownership }: VirtualFile): Promise<string> {
  const first = await pretty(path, text);
  return ownership === "provisional" ? sealed(first) : first;
}

/** A scaffolded file is the user's whatever it holds; of the others the text would have to be known. */
function undecidable(file: VirtualFile, entry: Entry): Decision {
  const { path } = file;
  const unchanged: Action = { kind: "unchanged", path, before: undefined, after: undefined };
  if (file.ownership === "scaffolded" || file.ownership === "provisional") return decision(unchanged);
  const reason = entry.kind === "unreadable" ? entry.reason : "it is not a file";
  return decision(unchanged, diagnoseFile("GEN2004", path, { path, reason }));
}

async function decideGenerated({ path, text }: VirtualFile, before: string): Promise<Decision> {
  const wanted = await pretty(path, text);
  const present = plainText(before);
  if (present === wanted) return decision({ kind: "unchanged", path, before, after: before });
  if (hasHeader(present, generatedHeader)) {
    return decision({ kind: "update", path, before, after: inShape(wanted, shapeOf(before)) });
  }
  if (withoutHead(present) === withoutHead(wanted)) {
    return decision({ kind: "unchanged", path, before, after: before });
  }
  return decision({ kind: "keep", path, before, after: before }, diagnoseFile("GEN2010", path, { path }));
}

/** A generated text with the source that another one names. */
function withSourceOf(before: string, text: string): string {
  const source = /^[^\n]*\n(?<line>\/\/ source: [^\n]*)/u.exec(plainText(before))?.groups?.["line"];
  return source === undefined ? text : text.replace(/^\/\/ source: .*$/mu, () => source);
}

async function decideProvisional(file: VirtualFile, before: string, exports: PlannedExports): Promise<Decision> {
  const { path } = file;
  const present = plainText(before);
  if (!isSealed(present)) return decideScaffolded(file, before, exports);
  const wanted = await firstText(file);
  if (present === wanted) return decision({ kind: "unchanged", path, before, after: before });
  return decision({ kind: "update", path, before, after: inShape(wanted, shapeOf(before)) });
}

async function decideScaffolded(file: VirtualFile, before: string, exports: PlannedExports): Promise<Decision> {
  const { path, text } = file;
  if (isForeign(text, before)) {
    return decision({ kind: "keep", path, before, after: before }, diagnoseFile("GEN2011", path, { path }));
  }
  const { text: after, edits, diagnostics } = await patchText(file, before, exports);
  if (after !== before) return { action: { kind: "patch", path, before, after, edits }, diagnostics };
  const kind = diagnostics.length > 0 ? "keep" : "unchanged";
  return decision({ kind, path, before, after: before }, ...diagnostics, ...unfitSettings(path, before));
}

/** The settings of a compiler are the user's, but the generated imports end in `.ts`. What they extend may allow that. */
function unfitSettings(path: string, text: string): readonly Diagnostic[] {
  const isFit = /"(?:extends|rewriteRelativeImportExtensions|allowImportingTsExtensions)"/u.test(text);
  return path === "tsconfig.json" && !isFit ? [diagnoseFile("GEN2043", path, { path })] : [];
}

async function decideMerged({ path, text }: VirtualFile, before: string): Promise<Decision> {
  const wanted = await pretty(path, text);
  if (plainText(before) === wanted) return decision({ kind: "unchanged", path, before, after: before });
  const { mergeText } = await import("./merge/merge-text.ts");
  const { text: after, added, diagnostics } = await mergeText(path, before, wanted);
  if (after !== before && isForeign(wanted, before)) {
    const missing = { path, wanted: addedLines(before, after).join(" "), reason: "it was not made by tsgoctl" };
    const told = [diagnoseFile("GEN2021", path, missing), ...diagnostics];
    return decision({ kind: "keep", path, before, after: before }, ...told);
  }
  if (after !== before) return { action: { kind: "merge", path, before, after, edits: added }, diagnostics };
  return decision({ kind: diagnostics.length > 0 ? "keep" : "unchanged", path, before, after }, ...diagnostics);
}

/** What a merge, which only adds, would add: each line that is new or not as it was. */
function addedLines(before: string, after: string): readonly string[] {
  const present = new Set(
    plainText(before)
      .split("\n")
      .map((line) => line.trim()),
  );
  return plainText(after)
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => !present.has(line));
}

/** Whether somebody else wrote what stands there. A README or a JSON file has no header to tell it by; a TypeScript file has. */
function isForeign(wanted: string, before: string): boolean {
  return isScaffolded(wanted) && !isScaffolded(plainText(before));
}

/** Whether the first line is the header, whatever kind of comment the file's language has. */
function hasHeader(text: string, header: string): boolean {
  const words = header.replace("// ", "");
  const firstLine = text.slice(0, text.indexOf("\n") + 1 || undefined);
  return firstLine.includes(words);
}

/** The text below the header and the line that names its source. */
function withoutHead(text: string): string {
  const lines = text.split("\n");
  const first = lines.findIndex((line) => line !== generatedHeader && !line.startsWith("// source: "));
  return lines.slice(first).join("\n").trim();
}

function decision(action: Action, ...diagnostics: readonly Diagnostic[]): Decision {
  return { action, diagnostics };
}
