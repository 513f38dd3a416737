import { tokenMatcher } from "chevrotain";
import type { IToken } from "chevrotain";
import { Colon, Dot, Integer, Minus, Name, Path, Returns } from "./tokens.ts";

/**
 * Whether a token on the line of a path belongs to it, too. Two words with nothing but white space between them are no path,
 * but a forgotten parenthesis or `@handler`.
 */
export function isPathPart(previous: IToken, next: IToken): boolean {
  if (tokenMatcher(next, Returns)) return false;
  const last = previous.image.at(-1);
  if (last === undefined) return false; // a token that a repair has made up
  if (tokenMatcher(next, Path)) return last !== "/";
  if (tokenMatcher(next, Minus) || tokenMatcher(next, Dot)) return true;
  if (tokenMatcher(next, Colon)) return "/-.".includes(last);
  return "/-.:".includes(last) && (tokenMatcher(next, Name) || tokenMatcher(next, Integer));
}
