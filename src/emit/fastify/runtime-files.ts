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
    pending.push(...moduleSpecifiers(runtimeSource(name)).filter(isRelative).map(baseName));
  }
  return [...wanted].toSorted(compareCodePoints).map((name) => ({
    path: `internal/runtime/${name}`,
    ownership: "generated",
    text: `${generatedHead(source)}\n\n${runtimeSource(name)}`,
  }));
}

function runtimeImports(text: string): readonly string[] {
  return moduleSpecifiers(text)
    .filter((specifier) => isRelative(specifier) && specifier.includes("/runtime/"))
    .map(baseName);
}

function runtimeSource(name: string): string {
  const source = runtimeSources[name];
  if (source === undefined) throw new Error(`there is no runtime file ${name}`);
  return source;
}

function isRelative(specifier: string): boolean {
  return specifier.startsWith(".");
}

function baseName(specifier: string): string {
  return specifier.slice(specifier.lastIndexOf("/") + 1);
}
