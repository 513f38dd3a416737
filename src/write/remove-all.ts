import { diagnoseFile } from "../diagnostics/diagnose.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { HostError } from "../host/host.ts";
import type { Host } from "../host/host.ts";

/** Removes files and folders; one that stays is told. */
export function removeAll(paths: Iterable<string>, host: Host): readonly Diagnostic[] {
  const diagnostics: Diagnostic[] = [];
  for (const path of paths) {
    try {
      if (host.inspect(path).kind !== "missing") host.remove(path);
    } catch (error) {
      if (!(error instanceof HostError)) throw error;
      diagnostics.push(diagnoseFile("GEN2008", path, { path, reason: error.reason }));
    }
  }
  return diagnostics;
}
