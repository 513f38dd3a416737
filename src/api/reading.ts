import type { CstNode, IToken } from "chevrotain";

/** What came of reading a row of tokens. */
export interface Reading {
  readonly tree: CstNode | undefined;
  /** Where the reading ended if not at the end. */
  readonly stop: Stop | undefined;
}

export interface Stop {
  /** The token that was not expected; EOF at the end. */
  readonly token: IToken;
  readonly expected: string;
  /** The lists that are open at that place, outermost first. */
  readonly lists: readonly OpenList[];
}

/** A list of statements, declarations, members, items or entries, as far as it was read. */
export interface OpenList {
  /** The first token in it. */
  readonly first: IToken;
  /** Where its current element starts. */
  current: IToken;
  /** Where the element before that starts. */
  previous: IToken | undefined;
}
