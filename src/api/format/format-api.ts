import { hasErrors } from "../../diagnostics/diagnostic.ts";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import { SourceFile } from "../../text/source-file.ts";
import { lexApi } from "../lex.ts";
import { parseApiTree } from "../parse.ts";
import type { ParsedTree } from "../parse.ts";
import { alignRows } from "./align-rows.ts";
import { layoutFile } from "./layout-file.ts";
import { Layout } from "./layout.ts";
import { printRows } from "./print-rows.ts";

export interface FormattedApi {
  /** Undefined if the text is not a file of the language. */
  readonly text: string | undefined;
  /** What keeps the text from being one. */
  readonly diagnostics: readonly Diagnostic[];
}

/** Lays out one `.api` file anew. Nothing but white space changes, and what says nothing is left out. */
export function formatApi(source: SourceFile): FormattedApi {
  const parsed = parseApiTree(source);
  if (hasErrors(parsed.diagnostics)) return { text: undefined, diagnostics: parsed.diagnostics };
  const layout = new Layout(source, parsed.comments);
  layoutFile(layout, parsed.tree);
  const text = alignRows(printRows(parsed, layout));
  expectNothingLost(parsed, layout, text);
  return { text, diagnostics: [] };
}

/** A user's file is about to be replaced by the text: losing a part of it would be a bug that must not get so far. */
function expectNothingLost({ tokens, comments }: ParsedTree, layout: Layout, text: string): void {
  const kept = { tokens: tokens.filter((token) => !layout.isOmitted(token)), comments };
  const printed = lexApi(new SourceFile("", text));
  if (contents(kept) !== contents(printed)) throw new Error("formatting a contract has lost a part of it");
}

/** All tokens and then all comments. Words that stand close together may have become one token. */
function contents({ tokens, comments }: Pick<ParsedTree, "tokens" | "comments">): string {
  const images = tokens.map(({ image }) => image.replaceAll(/\s/g, ""));
  return [images.join(""), ...comments.map((comment) => comment.text.replaceAll("\r\n", "\n"))].join("\n");
}
