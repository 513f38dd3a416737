import { Lexer, tokenMatcher } from "chevrotain";
import type { ILexerConfig, IToken } from "chevrotain";
import { diagnose } from "../diagnostics/diagnose.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import type { SourceFile } from "../text/source-file.ts";
import { spanOf } from "../text/span.ts";
import type { Comment } from "./ast.ts";
import { tokenSpan } from "./building.ts";
import * as tokens from "./tokens.ts";

/** Deeper nesting is refused, so that neither the parser nor what reads its result can run out of stack. */
const nestingLimit = 100;

/** Some fifteen thousand routes. A longer text is no contract, and reading it would take much time and memory. */
const tokenLimit = 250_000;

export interface LexedFile {
  readonly tokens: IToken[];
  readonly comments: readonly Comment[];
  readonly diagnostics: readonly Diagnostic[];
  /** Where something begins that is never closed; what the parser says about the text from there on is noise. */
  readonly unclosedAt: number;
  /** Whether the text is too long or nested too deeply to be read further. */
  readonly isBeyondLimits: boolean;
}

/** Splits a text into tokens. Never throws. */
export function lexApi(source: SourceFile): LexedFile {
  const result = lexer().tokenize(withoutByteOrderMark(source.text));
  const unclosed = result.tokens.find((token) => unclosedNames.has(token.tokenType.name));
  const tooDeep = tokenBeyondNestingLimit(result.tokens);
  const tooLong = result.tokens[tokenLimit];
  return {
    tokens: result.tokens.filter((token) => token !== unclosed),
    comments: (result.groups[tokens.commentGroup] ?? []).map((token) => ({
      text: token.image,
      span: spanOf(source, token.startOffset, token.startOffset + token.image.length),
    })),
    diagnostics: [
      ...(source.text.startsWith("\uFEFF") ? [diagnose("API1026", spanOf(source, 0, 1), {})] : []),
      ...(unclosed === undefined ? [] : [notClosed(source, unclosed)]),
      ...(tooDeep === undefined ? [] : [nestedTooDeeply(source, tooDeep)]),
      ...(tooLong === undefined ? [] : [diagnose("API1028", tokenSpan(source, tooLong), { limit: tokenLimit })]),
    ],
    unclosedAt: unclosed?.startOffset ?? Infinity,
    isBeyondLimits: tooDeep !== undefined || tooLong !== undefined,
  };
}

/** Makes the lexer; the tests make one with its own validations on. */
export function createApiLexer(config: Pick<ILexerConfig, "skipValidations">): Lexer {
  return new Lexer([...tokens.lexerTokens], { positionTracking: "full", ...config });
}

let shared: Lexer | undefined;

function lexer(): Lexer {
  shared ??= createApiLexer({ skipValidations: true });
  return shared;
}

/** A space in its place keeps all offsets. */
function withoutByteOrderMark(text: string): string {
  return text.startsWith("\uFEFF") ? ` ${text.slice(1)}` : text;
}

const unclosedNames: ReadonlyMap<string, string> = new Map([
  [tokens.UnclosedString.name, "text in quotes"],
  [tokens.UnclosedRawString.name, "text in backticks"],
  [tokens.UnclosedComment.name, "comment"],
]);

function notClosed(source: SourceFile, token: IToken): Diagnostic {
  const opening = token.image.startsWith("/*") ? 2 : 1;
  const span = spanOf(source, token.startOffset, token.startOffset + opening);
  return diagnose("API1004", span, { what: unclosedNames.get(token.tokenType.name) ?? "" });
}

function nestedTooDeeply(source: SourceFile, token: IToken): Diagnostic {
  return diagnose("API1005", tokenSpan(source, token), { limit: nestingLimit });
}

function tokenBeyondNestingLimit(all: readonly IToken[]): IToken | undefined {
  let depth = 0;
  for (const token of all) {
    if (openings.some((opening) => tokenMatcher(token, opening))) depth++;
    else if (closings.some((closing) => tokenMatcher(token, closing))) depth--;
    if (depth > nestingLimit) return token;
  }
  return undefined;
}

const openings = [tokens.LeftBrace, tokens.LeftParenthesis, tokens.LeftBracket];
const closings = [tokens.RightBrace, tokens.RightParenthesis, tokens.RightBracket];
