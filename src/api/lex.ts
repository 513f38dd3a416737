import { Lexer, tokenMatcher } from "chevrotain";
import type { ILexerConfig, ILexingResult, IToken } from "chevrotain";
import { diagnose } from "../diagnostics/diagnose.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import type { SourceFile } from "../text/source-file.ts";
import { spanOf } from "../text/span.ts";
import type { Comment } from "./ast.ts";
import { tokenSpan } from "./building.ts";
import type { Place } from "./building.ts";
import * as tokens from "./tokens.ts";

/** Deeper nesting is refused, so that neither the parser nor what reads its result can run out of stack. */
const nestingLimit = 100;

/** Some fifteen thousand routes. A longer text is no contract, and reading it would take much time and memory. */
const tokenLimit = 250_000;

export interface LexedFile {
  readonly tokens: IToken[];
  readonly comments: readonly Comment[];
  readonly diagnostics: readonly Diagnostic[];
  /** What is taken for a text that is not closed; what the parser says about it, and about the line around it, is noise. */
  readonly unclosed: Place | undefined;
  /** Whether the text is too long or nested too deeply to be read further. */
  readonly isBeyondLimits: boolean;
}

/** Splits a text into tokens. Never throws. */
export function lexApi(source: SourceFile): LexedFile {
  const { result, unclosed } = tokenize(source);
  const tooDeep = tokenBeyondNestingLimit(result.tokens);
  const tooLong = result.tokens[tokenLimit];
  return {
    tokens: result.tokens.filter((token) => !isUnclosed(token)),
    comments: (result.groups[tokens.commentGroup] ?? []).map((token) => ({
      text: token.image,
      span: spanOf(source, token.startOffset, token.startOffset + token.image.length),
    })),
    diagnostics: [
      ...(source.text.startsWith("\uFEFF") ? [diagnose("API1026", spanOf(source, 0, 1), {})] : []),
      ...(unclosed === undefined ? [] : [notClosed(source, unclosed.token)]),
      ...(tooDeep === undefined ? [] : [nestedTooDeeply(source, tooDeep)]),
      ...(tooLong === undefined ? [] : [diagnose("API1028", tokenSpan(source, tooLong), { limit: tokenLimit })]),
    ],
    unclosed: unclosed?.place,
    isBeyondLimits: tooDeep !== undefined || tooLong !== undefined,
  };
}

interface Tokenized {
  readonly result: ILexingResult;
  readonly unclosed: { readonly token: IToken; readonly place: Place } | undefined;
}

function tokenize(source: SourceFile): Tokenized {
  const text = withoutByteOrderMark(source.text);
  const result = lexer().tokenize(text);
  const token = result.tokens.find(isUnclosed);
  if (token === undefined) return { result, unclosed: undefined };
  const place = { start: token.startOffset, end: text.length };
  return withoutEarlyQuote(text, result.tokens, token) ?? { result, unclosed: { token, place } };
}

function isUnclosed({ tokenType }: IToken): boolean {
  return unclosedNames.has(tokenType.name);
}

/**
 * A forgotten quote turns all quotes behind it round, so that the last one of the file seems to be open. The one to blame is
 * most likely the first that opens a text of several lines. Gives the tokens of the text without that quote and what stands
 * behind it on its line; undefined if the file does not come out even so.
 */
function withoutEarlyQuote(text: string, all: readonly IToken[], last: IToken): Tokenized | undefined {
  const quote = last.image.charAt(0);
  if (quote === "/") return undefined;
  const token = all.find(({ image }) => image.startsWith(quote) && /[\r\n]/.test(image));
  if (token === undefined || token === last) return undefined;
  const lineEnd = token.startOffset + token.image.search(/[\r\n]/);
  const blank = " ".repeat(lineEnd - token.startOffset);
  const result = lexer().tokenize(text.slice(0, token.startOffset) + blank + text.slice(lineEnd));
  if (result.tokens.some(isUnclosed)) return undefined;
  const lineStart = Math.max(text.lastIndexOf("\n", token.startOffset), text.lastIndexOf("\r", token.startOffset)) + 1;
  return { result, unclosed: { token, place: { start: lineStart, end: lineEnd } } };
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

const unclosedNames: ReadonlySet<string> = new Set([
  tokens.UnclosedString.name,
  tokens.UnclosedRawString.name,
  tokens.UnclosedComment.name,
]);

/** What begins with a sign. */
const openings: ReadonlyMap<string, string> = new Map([
  ['"', "text in quotes"],
  ["`", "text in backticks"],
  ["/", "comment"],
]);

const wildcardHelp = { help: 'only at the end of a path "/*" is a wildcard' };

function notClosed(source: SourceFile, token: IToken): Diagnostic {
  const opening = token.image.startsWith("/*") ? 2 : 1;
  const span = spanOf(source, token.startOffset, token.startOffset + opening);
  const details = opening === 2 && /\w/.test(source.text.charAt(token.startOffset - 1)) ? wildcardHelp : {};
  return diagnose("API1004", span, { what: openings.get(token.image.charAt(0)) ?? "" }, details);
}

function nestedTooDeeply(source: SourceFile, token: IToken): Diagnostic {
  return diagnose("API1005", tokenSpan(source, token), { limit: nestingLimit });
}

function tokenBeyondNestingLimit(all: readonly IToken[]): IToken | undefined {
  let depth = 0;
  for (const token of all) {
    if (openingTypes.some((opening) => tokenMatcher(token, opening))) depth++;
    else if (closingTypes.some((closing) => tokenMatcher(token, closing))) depth--;
    if (depth > nestingLimit) return token;
  }
  return undefined;
}

const openingTypes = [tokens.LeftBrace, tokens.LeftParenthesis, tokens.LeftBracket];
const closingTypes = [tokens.RightBrace, tokens.RightParenthesis, tokens.RightBracket];
