import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import type { SourceFile } from "../../text/source-file.ts";

/** What a merge of one language gets. */
export interface MergeInput {
  /** The file as it is, without a byte order mark. */
  readonly source: SourceFile;
  /** The whole file as it would be generated into an empty folder; its lines end in LF. */
  readonly wanted: string;
  /** The line end for what is inserted. */
  readonly lineEnd: string;
}

/** The outcome: the text, which is the old one when nothing is to be added or an error stands in the way. */
export interface Merge {
  readonly text: string;
  /** What was added, by name: `audit`, `Auth.AccessExpire`, `dependencies.ioredis`; each once. */
  readonly added: readonly string[];
  readonly diagnostics: readonly Diagnostic[];
}

/** A text to which nothing was added. */
export function unmerged(text: string, diagnostics: readonly Diagnostic[]): Merge {
  return { text, added: [], diagnostics };
}
