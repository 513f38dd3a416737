import { diagnoseFile } from "../diagnostics/diagnose.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import type { VirtualFile } from "../emit/virtual-file.ts";
import type { Host } from "../host/host.ts";

/**
 * The first generated model that reads its rows in another way than this run would make it: the user's class beside it hands the
 * cache on, or has none, and would no longer compile.
 */
export function otherCacheChoice(
  plan: readonly VirtualFile[],
  inFolder: (path: string) => string,
  host: Host,
): Diagnostic | undefined {
  for (const { path: planned, text } of plan) {
    const path = inFolder(planned);
    const asked = readsThroughCache(text);
    const entry = host.read(path);
    const found = entry.kind === "file" ? readsThroughCache(entry.text) : undefined;
    if (asked === undefined || found === undefined || asked === found) continue;
    return diagnoseFile("GEN1085", path, { expected: choice(found), asked: choice(asked) });
  }
  return undefined;
}

/** Undefined for a file that is no model. */
function readsThroughCache(text: string): boolean | undefined {
  if (/^import \{ CachedRows \} from/mu.test(text)) return true;
  return /^import \{ Rows \} from/mu.test(text) ? false : undefined;
}

function choice(isCached: boolean): string {
  return isCached ? "with a cache (-c)" : "without a cache (no -c)";
}
