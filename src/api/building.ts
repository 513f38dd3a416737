import type { CstNode, IToken } from "chevrotain";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import type { SourceFile } from "../text/source-file.ts";
import { spanOf } from "../text/span.ts";
import type { Span } from "../text/span.ts";
import type { Comment, Literal, Name } from "./ast.ts";

/** What every part of `build-ast` needs: the file, and where to put the problems. */
export interface Building {
  readonly source: SourceFile;
  readonly comments: readonly Comment[];
  /** Whether the parser met a mistake; what seems to be missing may then stand in the text that it skipped. */
  readonly isBroken: boolean;
  readonly diagnostics: Diagnostic[];
}

/** Undefined for a token that is missing or that the parser made up to go on. */
export function nameOf({ source }: Building, token: IToken | undefined): Name | undefined {
  if (token === undefined || token.isInsertedInRecovery === true) return undefined;
  return { text: token.image, span: tokenSpan(source, token) };
}

export function literalOf({ source }: Building, token: IToken | undefined): Literal | undefined {
  if (token === undefined || token.isInsertedInRecovery === true) return undefined;
  return { text: token.image.slice(1, -1), span: tokenSpan(source, token) };
}

export function tokenSpan(source: SourceFile, token: IToken): Span {
  return spanOf(source, token.startOffset, token.startOffset + token.image.length);
}

/** Undefined for a node without any token of the text, which only recovery makes. */
export function nodeSpan({ source }: Building, node: CstNode): Span | undefined {
  const { startOffset = Number.NaN, endOffset = Number.NaN } = node.location ?? {};
  if (Number.isNaN(startOffset) || Number.isNaN(endOffset)) return undefined;
  return spanOf(source, startOffset, endOffset + 1);
}
