import { generatedHeader } from "../emit/virtual-file.ts";
import type { VirtualFile } from "../emit/virtual-file.ts";
import type { Entry } from "../host/host.ts";
import { generatedHeads, headOf } from "./generated-heads.ts";
import { plainText } from "./text-shape.ts";

/** What the files of a project export that are generated from the contract, so that users' files can be held against it. */
export interface PlannedExports {
  /**
   * The names that a generated file exports, none if nothing asks for it any more; undefined for any other file, and where they
   * cannot be seen.
   */
  of(path: string): ReadonlySet<string> | undefined;
  /** The first generated file that exports a name, the runtime aside. */
  homeOf(name: string): string | undefined;
}

/** The exports of a plan. A file that a user has taken over exports what it says, and not what the plan has for it. */
export function plannedExports(plan: readonly VirtualFile[], inspect: (path: string) => Entry): PlannedExports {
  const files = new Map(plan.map((file) => [file.path, file]));
  const heads = generatedHeads(plan);
  const known = new Map<string, ReadonlySet<string> | undefined>();
  const of = (path: string): ReadonlySet<string> | undefined => {
    if (!known.has(path))
      known.set(
        path,
        exportsAfterwards(files.get(path), heads, () => inspect(path)),
      );
    return known.get(path);
  };
  const homes = plan.filter(isGenerated).map(({ path }) => path);
  return { of, homeOf: (name) => homes.find((path) => !isRuntime(path) && of(path)?.has(name) === true) };
}

function exportsAfterwards(
  file: VirtualFile | undefined,
  heads: ReadonlySet<string>,
  inspect: () => Entry,
): ReadonlySet<string> | undefined {
  if (file !== undefined && !isGenerated(file)) return undefined;
  const entry = inspect();
  const present = entry.kind === "file" ? plainText(entry.text) : "";
  if (file === undefined) return heads.has(headOf(present)) ? new Set() : undefined;
  const isTakenOver = entry.kind === "file" && !present.startsWith(generatedHeader);
  return exportedNames(isTakenOver ? present : file.text);
}

function isGenerated({ ownership, path }: VirtualFile): boolean {
  return (ownership === "generated" || ownership === "shared") && path.endsWith(".ts");
}

/** Whether a file is part of the runtime, which no contract changes. */
export function isRuntime(path: string): boolean {
  return path.startsWith("internal/runtime/");
}

/** Undefined where an export is in a form that does not name what it exports. */
function exportedNames(text: string): ReadonlySet<string> | undefined {
  if (/^export\s+(?:\*|(?:const|let|var)\s*[[{])/mu.test(text)) return undefined;
  const declared = text.matchAll(
    /^export\s+(?:(?:declare|abstract|async|default)\s+)*(?:interface|type|class|function\s*\*?|const|let|var|enum|namespace)\s*(?<name>[\w$]+)/gmu,
  );
  const listed = [...text.matchAll(/^export\s+(?:type\s+)?\{(?<names>[^}]*)\}/gmu)].flatMap(({ groups = {} }) =>
    (groups["names"] ?? "").split(","),
  );
  const names = [...declared].map(({ groups = {} }) => groups["name"] ?? "");
  return new Set([...names, ...listed.map((text_) => /(?<name>[\w$]+)\s*$/u.exec(text_)?.groups?.["name"] ?? "")]);
}
