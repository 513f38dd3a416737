import type { Host } from "../host/host.ts";
import { SourceFile } from "../text/source-file.ts";

/** The `package.json` of a project that is there already. */
export interface ProjectPackage {
  readonly source: SourceFile;
  /** What stands under these names, one below the other; undefined if there is nothing, or if the file is no JSON, which its merge tells. */
  readonly member: (...names: readonly string[]) => unknown;
}

export function projectPackage(directory: string, host: Host): ProjectPackage | undefined {
  const path = `${directory}/package.json`;
  const entry = host.read(path);
  if (entry.kind !== "file") return undefined;
  const content = parsed(entry.text);
  const member = (...names: readonly string[]): unknown => names.reduce(memberOf, content);
  return { source: new SourceFile(path, entry.text), member };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function memberOf(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null ? Reflect.get(value, name) : undefined;
}
