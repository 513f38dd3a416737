import { tokenMatcher } from "chevrotain";
import type { IToken } from "chevrotain";
import { LeftParenthesis, PlainText, RightParenthesis } from "./tokens.ts";

/** Whether the parenthesis that comes next belongs to a text without quotes: its other half stands on the same line. */
export function isClosedOnLine(lookAhead: (distance: number) => IToken): boolean {
  const line = lookAhead(1).startLine;
  let depth = 0;
  for (let distance = 1; lookAhead(distance).startLine === line; distance++) {
    const token = lookAhead(distance);
    if (tokenMatcher(token, LeftParenthesis)) depth++;
    else if (tokenMatcher(token, RightParenthesis)) depth--;
    else if (!tokenMatcher(token, PlainText)) return false;
    if (depth === 0) return true;
  }
  return false;
}
