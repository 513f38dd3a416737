import type { IToken } from "chevrotain";
import { Path } from "../tokens.ts";

/** Whether a token is a path that ends with `/*` or `/*name`, behind which no block comment can start. */
export function isWildcardPath({ tokenType, image }: IToken): boolean {
  return tokenType === Path && /\/\*\w*$/.test(image);
}
