import { diagnose } from "../../diagnostics/diagnose.ts";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import type { CalledMethod } from "../../emit/virtual-file.ts";
import { relativeImport } from "../../text/relative-import.ts";
import { SourceFile } from "../../text/source-file.ts";
import { spanOf } from "../../text/span.ts";
import type { PlannedExports } from "../planned-exports.ts";
import { bindingsOf } from "./bindings.ts";
import { withInsertions } from "./insertion.ts";
import type { Insertion } from "./insertion.ts";
import type { MergeInput } from "./merge.ts";
import { openTypeScript, parsed } from "./open-typescript.ts";
import type { ts, TypeScript } from "./open-typescript.ts";
import { patchImports } from "./patch-imports.ts";
import type { ImportPatch } from "./patch-imports.ts";
import { planSignature } from "./plan-signature.ts";
import type { PlannedSignature } from "./plan-signature.ts";
import { syntaxProblem } from "./typescript-outline.ts";

/** What a file of the user's is held against. */
export interface PatchInput extends MergeInput {
  readonly called: CalledMethod | undefined;
  readonly exports: PlannedExports;
}

export interface Patch {
  readonly text: string;
  /** What was changed, for people: `signature of login`. */
  readonly edits: readonly string[];
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Gives a file of the user's what the contract asks of it: the signature of the method that is called, and the imports of
 * generated types. All of it or nothing; what cannot be done without guessing is told.
 */
export function patchTypeScript(input: PatchInput): Patch {
  const { source } = input;
  const typescript = openTypeScript();
  const problem = syntaxProblem(typescript, source.text);
  if (problem !== undefined) {
    const span = spanOf(source, problem.start, problem.start + problem.length);
    return kept(source.text, [diagnose("GEN2053", span, { problem: problem.message })]);
  }

  const plan = planPatch(typescript, input);
  if (plan.diagnostics.some(({ code }) => code !== "GEN2052") || plan.insertions.length === 0) {
    return kept(source.text, plan.diagnostics);
  }
  const text = withInsertions(source.text, plan.insertions, input.lineEnd);
  if (isProven(typescript, { ...input, source: new SourceFile(source.path, text) })) {
    return { text, edits: plan.edits, diagnostics: plan.diagnostics };
  }
  return kept(source.text, plan.unproven());
}

function kept(text: string, diagnostics: readonly Diagnostic[]): Patch {
  return { text, edits: [], diagnostics };
}

/** A patched file can be read, and nothing is left to be done to it. */
function isProven(typescript: TypeScript, input: PatchInput): boolean {
  if (syntaxProblem(typescript, input.source.text) !== undefined) return false;
  const again = planPatch(typescript, input);
  return again.insertions.length === 0 && again.diagnostics.every(({ code }) => code === "GEN2052");
}

interface PatchPlan {
  readonly insertions: readonly Insertion[];
  readonly edits: readonly string[];
  readonly diagnostics: readonly Diagnostic[];
  /** What is told if the patch turns out not to be exact. */
  unproven(): readonly Diagnostic[];
}

function planPatch(typescript: TypeScript, input: PatchInput): PatchPlan {
  const { source, wanted, exports, called } = input;
  const { path } = source;
  const file = parsed(typescript, source.text);
  const bindings = bindingsOf(typescript, file, path, exports);
  const needed = new Set<string>();
  const toFit = { path, model: wanted, exports, file, bindings, needed };
  const signature = called === undefined ? undefined : planSignature(typescript, toFit, called);
  const edits = signature?.fit.edits ?? [];
  const imports = patchImports({ typescript, file, path, bindings, wanted, exports }, edits, needed);

  const told = [...tellMissing(source, signature), ...tellObstacle(input, signature, imports.obstacle)];
  const dangling = imports.dangling.filter(({ place }) => told.length === 0 || !isInside(place, signature?.node));
  const gone = tellDangling(source, dangling);
  return {
    insertions: [...edits, ...imports.edits],
    edits: [...(edits.length > 0 ? [`signature of ${called?.method ?? ""}`] : []), ...importEdits(imports, edits)],
    diagnostics: [...told, ...gone],
    unproven: () => [...tellObstacle(input, signature, "its layout is not understood"), ...gone],
  };
}

/** The imports that a signature needs go without saying. */
function importEdits({ moved, edits }: ImportPatch, signature: readonly Insertion[]): readonly string[] {
  if (moved.length > 0) return [`import of ${moved.join(", ")}`];
  return edits.length > 0 && signature.length === 0 ? ["imports"] : [];
}

function tellMissing(source: SourceFile, signature: PlannedSignature | undefined): readonly Diagnostic[] {
  if (signature?.missing === undefined) return [];
  const { what, place } = signature.missing;
  const span = spanOf(source, place.getStart(), place.end);
  return [diagnose("GEN2050", span, { path: source.path, missing: what, wanted: signature.wanted })];
}

function tellDangling(source: SourceFile, dangling: ImportPatch["dangling"]): readonly Diagnostic[] {
  return dangling.map(({ bound: { name, path }, place }) => {
    const module = relativeImport(source.path, path);
    return diagnose("GEN2052", spanOf(source, place.getStart(), place.end), { name, module });
  });
}

/** What stands in the way of the signature, or else of the imports. */
function tellObstacle(
  { source, called }: PatchInput,
  signature: PlannedSignature | undefined,
  other: string | undefined,
): readonly Diagnostic[] {
  const reason = signature?.fit.obstacle ?? other;
  if (reason === undefined) return [];
  if (signature?.node === undefined || called === undefined) {
    return [diagnose("GEN2054", spanOf(source, 0, 0), { path: source.path, reason })];
  }
  const { node, wanted } = signature;
  const start = (node.name ?? node).getStart();
  const head = source.text.slice(start, node.body?.getStart() ?? node.end).trimEnd();
  const span = spanOf(source, start, start + head.length);
  return [diagnose("GEN2041", span, { method: called.method, reason, wanted })];
}

function isInside(place: ts.Node, node: ts.Node | undefined): boolean {
  return node !== undefined && node.getStart() <= place.getStart() && place.end <= node.end;
}
