import type { CstNode, IToken } from "chevrotain";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import type { SourceFile } from "../text/source-file.ts";
import { joinSpans, spanOf } from "../text/span.ts";
import type { Span } from "../text/span.ts";
import type { Comment, Literal, Name } from "./ast.ts";

/** What every part of `build-ast` needs: the file, and where to put the problems. */
export interface Building {
  readonly source: SourceFile;
  readonly comments: readonly Comment[];
  /** Where the tokens had to be changed to be read, in order. */
  readonly mistakes: readonly Place[];
  readonly diagnostics: Diagnostic[];
}

/** A range of offsets, both ends included. */
export interface Place {
  readonly start: number;
  readonly end: number;
}

/** Whether a mistake stands in a range: what it means is then not known, so it is left out. */
export function isBroken({ mistakes }: Building, span: Place | undefined): boolean {
  return span !== undefined && mistakes.some(({ start, end }) => start <= span.end && end >= span.start);
}

/**
 * The elements of a list in or beside which no mistake stands; beside, since a part of them can be what is wrong there.
 * The first and the last reach to the ends of the list.
 */
export function soundElements<Element>(
  building: Building,
  { list, elements, spanOfElement }: ListOf<Element>,
): readonly Element[] {
  if (building.mistakes.length === 0) return elements;
  const spans = elements.map(spanOfElement);
  return elements.filter((_, index) => {
    const start = spans[index - 1]?.end ?? list?.start ?? 0;
    const end = spans[index + 1]?.start ?? (list?.end ?? 0) + 1;
    return !isBroken(building, { start, end: end - 1 });
  });
}

interface ListOf<Element> {
  readonly list: Place | undefined;
  readonly elements: readonly Element[];
  readonly spanOfElement: (element: Element) => Place | undefined;
}

/** The same for a list of nodes. */
export function soundNodes<Node extends CstNode>(
  building: Building,
  list: CstNode,
  elements: readonly Node[] | undefined,
): readonly Node[] {
  const spanOfElement = (node: Node) => nodeSpan(building, node);
  return soundElements(building, { list: nodeSpan(building, list), elements: elements ?? [], spanOfElement });
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

/** Undefined for a node without any token of the text, which only a made-up tree has. */
export function nodeSpan({ source }: Building, node: CstNode | undefined): Span | undefined {
  const { startOffset = Number.NaN, endOffset = Number.NaN } = node?.location ?? {};
  if (!Number.isNaN(startOffset) && !Number.isNaN(endOffset)) return spanOf(source, startOffset, endOffset + 1);
  // chevrotain knows no place for a node whose last token is made up.
  const spans = node === undefined ? [] : writtenTokens(node).map((token) => tokenSpan(source, token));
  const [first, ...others] = spans;
  return first && others.reduce(joinSpans, first);
}

function writtenTokens(node: CstNode): readonly IToken[] {
  return Object.values(node.children)
    .flat()
    .flatMap((child) => ("children" in child ? writtenTokens(child) : child))
    .filter((token) => token.isInsertedInRecovery !== true);
}
