import type { IToken } from "chevrotain";
import type { ParenthesizedCstNode, PlainTextCstNode } from "./cst.d.ts";

/** The tokens of a text without quotes, in order. */
export function plainTextTokens(node: PlainTextCstNode | ParenthesizedCstNode): readonly IToken[] {
  const { parenthesized = [], ...own } = node.children;
  const tokens = [...Object.values(own).flat(), ...parenthesized.flatMap(plainTextTokens)];
  return tokens.toSorted((a, b) => a.startOffset - b.startOffset);
}
