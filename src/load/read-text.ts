import { diagnoseFile } from "../diagnostics/diagnose.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import type { Host } from "../host/host.ts";

/** The text of a file that was asked for by name, or why there is none. */
export function readText(path: string, host: Host): string | Diagnostic {
  const entry = host.read(path);
  switch (entry.kind) {
    case "file":
      return entry.text;
    case "directory":
      return diagnoseFile("GEN1002", path, { path });
    case "missing":
    case "link": // `read` follows links, so that a link here leads nowhere
      return diagnoseFile("GEN1001", path, { path });
    case "unreadable":
      return diagnoseFile("GEN1003", path, { path, reason: entry.reason });
  }
}

/** The same for a file that has to hold something. */
export function readFilledText(path: string, host: Host): string | Diagnostic {
  const text = readText(path, host);
  return typeof text === "string" && text.trim() === "" ? diagnoseFile("GEN1004", path, { path }) : text;
}
