import { compareCodePoints } from "../../text/compare-code-points.ts";
import { runtimeSources } from "../templates/embedded.js";
import { generatedHead } from "../typescript-file.ts";
import type { VirtualFile } from "../virtual-file.ts";
import { moduleSpecifiers } from "./module-specifiers.ts";

/** `internal/runtime/`: the runtime files that the given files import, and those that these import in turn. */
export function runtimeFiles(files: readonly VirtualFile[], source: string): readonly VirtualFile[] {
  const wanted = new Set<string>();
  const pending = files.flatMap((file) => runtimeImports(file.text));
  for (let name = pending.pop(); name !== undefined; name = pending.pop()) {
    if (wanted.has(name)) continue;
    wanted.add(name);
    const imported = moduleSpecifiers(runtimeSource(name)).filter(isRelative);
    pending.push(...imported.map((specifier) => resolved(name, specifier)));
  }
  return [...wanted].toSorted(compareCodePoints).map((name) => ({
    path: `internal/runtime/${name}`,
    ownership: "generated",
    text: `${generatedHead(source)}\n\n${runtimeSource(name)}`,
  }));
}

/** The runtime files that a file outside the runtime imports, by their paths below `internal/runtime`. */
function runtimeImports(text: string): readonly string[] {
  return moduleSpecifiers(text).flatMap((specifier) => /^\.{1,2}\/(?:.*\/)?runtime\/(.+)$/u.exec(specifier)?.[1] ?? []);
}

function runtimeSource(name: string): string {
  const source = runtimeSources[name];
  if (source === undefined) throw new Error(`there is no runtime file ${name}`);
  return source;
}

function isRelative(specifier: string): boolean {
  return specifier.startsWith(".");
}

/** The path that a relative import leads to from the file at `from`. */
function resolved(from: string, specifier: string): string {
  const folders = from.split("/").slice(0, -1);
  for (const part of specifier.split("/")) {
    if (part === "..") folders.pop();
    else if (part !== ".") folders.push(part);
  }
  return folders.join("/");
}
