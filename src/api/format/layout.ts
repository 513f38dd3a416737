import type { CstNode, IToken } from "chevrotain";
import type { SourceFile } from "../../text/source-file.ts";
import type { Comment } from "../ast.ts";
import { indexFrom } from "./index-from.ts";

/** What stands between a token and the one before it. */
export type Gap =
  | { readonly kind: "spaces"; readonly count: number }
  /** The token starts the next column of its line; `spaces` is how many there are at least. */
  | { readonly kind: "column"; readonly spaces: number }
  | { readonly kind: "line"; readonly indent: number; readonly blankAbove: boolean }
  /** The token closes a block: on a line of its own, or straight behind the opening one if the block is empty. */
  | { readonly kind: "close"; readonly indent: number };

const oneSpace: Gap = { kind: "spaces", count: 1 };

/** Collects, rule by rule, what stands before each token of a file. What nobody asked for is one space. */
export class Layout {
  readonly #source: SourceFile;
  readonly #commentStarts: readonly number[];
  readonly #gaps = new Map<number, Gap>();
  readonly #omitted = new Set<number>();

  constructor(source: SourceFile, comments: readonly Comment[]) {
    this.#source = source;
    this.#commentStarts = comments.map(({ span }) => span.start);
  }

  gapBefore(token: IToken): Gap {
    return this.#gaps.get(token.startOffset) ?? oneSpace;
  }

  isOmitted(token: IToken): boolean {
    return this.#omitted.has(token.startOffset);
  }

  /** The token, or the first one of the node, starts a line. */
  line(at: Part, indent: number): void {
    this.#set(at, { kind: "line", indent, blankAbove: false });
  }

  /** The token, or the first one of the node, starts a line with a blank one above it. */
  paragraph(at: Part, indent: number): void {
    this.#set(at, { kind: "line", indent, blankAbove: true });
  }

  close(at: IToken | undefined, indent: number): void {
    this.#set(at, { kind: "close", indent });
  }

  column(at: Part, spaces: number): void {
    this.#set(at, { kind: "column", spaces });
  }

  spaces(at: Part, count: number): void {
    this.#set(at, { kind: "spaces", count });
  }

  /** Leaves tokens out. Comments that stand between them stay, so that they are never lost. */
  omit(tokens: readonly IToken[]): void {
    for (const token of tokens) this.#omitted.add(token.startOffset);
  }

  /** Leaves parts out that say nothing, unless a comment stands in them. Tells whether it did. */
  omitUnlessCommented(parts: readonly (IToken | CstNode)[]): boolean {
    const tokens = parts.flatMap((part) => ("image" in part ? [part] : tokensOf(part)));
    const start = tokens.reduce((least, { startOffset }) => Math.min(least, startOffset), Infinity);
    const end = tokens.reduce((greatest, { startOffset }) => Math.max(greatest, startOffset), 0);
    if (this.hasComment(start, end)) return false;
    this.omit(tokens);
    return true;
  }

  /** Whether a comment stands between two offsets. */
  hasComment(start: number, end: number): boolean {
    const first = this.#commentStarts[indexFrom(this.#commentStarts, start)];
    return first !== undefined && first < end;
  }

  /** Whether the text goes on below between two offsets. */
  hasLineBreak(start: number, end: number): boolean {
    return /[\r\n]/.test(this.#source.text.slice(start, end));
  }

  #set(at: Part, gap: Gap): void {
    const offset = startOf(at);
    if (offset !== undefined) this.#gaps.set(offset, gap);
  }
}

/** A token or a node of the tree; undefined where the grammar leaves it out. */
export type Part = IToken | CstNode | undefined;

function startOf(part: Part): number | undefined {
  if (part === undefined) return undefined;
  return "image" in part ? part.startOffset : part.location?.startOffset;
}

/** The tokens of a node, in no order. */
function tokensOf(node: CstNode): readonly IToken[] {
  return Object.values(node.children)
    .flat()
    .flatMap((child) => ("image" in child ? [child] : tokensOf(child)));
}
