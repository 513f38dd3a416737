import { tokenMatcher } from "chevrotain";
import type { IToken, TokenType } from "chevrotain";
import * as tokens from "./tokens.ts";

/**
 * Whether a word that a type may be named by starts a statement instead. What stands behind it can stand behind no name of a type,
 * so that nothing but the message depends on it: `type` alone on its line is told at the statement that comes next.
 */
export function isStatementStart(lookAhead: (distance: number) => IToken): boolean {
  return starts.some((row) =>
    row.every((types, index) => types.some((type) => tokenMatcher(lookAhead(index + 1), type))),
  );
}

const starts: readonly (readonly (readonly TokenType[])[])[] = [
  [[tokens.Service], [tokens.Name], [tokens.LeftBrace, tokens.Minus]],
  [[tokens.Info], [tokens.LeftParenthesis]],
  [[tokens.Import], [tokens.StringLiteral, tokens.LeftParenthesis]],
  [[tokens.Syntax], [tokens.Equals], [tokens.StringLiteral]],
];
