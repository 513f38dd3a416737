import { formatApi } from "../api/format/format-api.ts";
import { modernSpelling } from "../api/format/modern-spelling.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import type { Host } from "../host/host.ts";
import { SourceFile } from "../text/source-file.ts";
import { readText } from "./read-text.ts";

/** A contract as it is and as it is laid out; `after` is undefined if it has a mistake, `before` if it cannot be read. */
export interface FormattedFile {
  readonly before: string | undefined;
  readonly after: string | undefined;
  readonly diagnostics: readonly Diagnostic[];
}

/** Whether older dialects are kept as they are written, or written as goctl has it today. */
export type Spelling = "kept" | "modern";

/** Reads one contract and lays it out. Imports are not looked at: the layout depends on the file alone. */
export function loadFormatted(path: string, spelling: Spelling, host: Host): FormattedFile {
  const before = readText(path, host);
  if (typeof before !== "string") return { before: undefined, after: undefined, diagnostics: [before] };
  return { before, ...formattedText(path, before, spelling) };
}

/** Lays out a text that came from elsewhere than a file; `name` is what problems call it. */
export function formattedText(name: string, text: string, spelling: Spelling): Omit<FormattedFile, "before"> {
  const written = new SourceFile(name, text);
  const kept = formatApi(written);
  // A mistake is told in the text as it is written, not in the one that it is rewritten to.
  const isRewritten = spelling === "modern" && kept.text !== undefined;
  const { text: after, diagnostics } = isRewritten ? formatApi(new SourceFile(name, modernSpelling(written))) : kept;
  return { after, diagnostics };
}
