import { createToken, Lexer } from "chevrotain";
import type { CustomPatternMatcherFunc, ITokenConfig, TokenType } from "chevrotain";

/** Where comments are kept: the grammar does not see them, `build-ast` attaches them by position. */
export const commentGroup = "comments";

const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz_".split("");
const digits = "0123456789".split("");
/** One character for each of the groups that chevrotain sorts them into; all groups beyond ASCII. */
const beyondAscii = [
  ...Array.from({ length: 128 }, (_, index) => 128 + index),
  ...Array.from({ length: 257 }, (_, index) => Math.min(256 + index * 255, 65_535)),
];

/** What a value without quotes in `info` or `@doc` is made of: nearly anything that stands on its line. */
export const PlainText = category("PlainText", "a text", []);

/** What a value without quotes in `@server` is made of: `jwt`, `/api/v1`, `1m30s`, `a/b-c`, `A, B`. */
export const ServerText = category("ServerText", "a value", [PlainText]);

/** Any name; words such as `type` are names too, except where the grammar asks for them. */
export const Name = category("Name", "a name", [ServerText]);

/** Letters of any script, as in TypeScript; the rest of the language is ASCII. */
export const Identifier = token({
  name: "Identifier",
  pattern: identifierAt,
  label: "a name",
  categories: [Name],
  start_chars_hint: [...letters, ...beyondAscii],
});

export const Syntax = keyword("Syntax", "syntax");
export const Info = keyword("Info", "info");
export const Import = keyword("Import", "import");
export const Type = keyword("Type", "type");
export const Service = keyword("Service", "service");
export const Returns = keyword("Returns", "returns");
export const MapWord = keyword("MapWord", "map");
export const Struct = keyword("Struct", "struct");

export const methodWords = ["get", "head", "post", "put", "patch", "delete", "connect", "options", "trace"];

/** In lower case, or in upper case as older files have it. */
export const Method = token({
  name: "Method",
  pattern: new RegExp([...methodWords, ...methodWords.map((word) => word.toUpperCase())].join("|")),
  label: "a route",
  categories: [Name],
  longer_alt: Identifier,
  start_chars_hint: "ghpdcotGHPDCOT".split(""),
});

/** `interface{}`, which is a type of its own and not the start of a struct. */
export const InterfaceBraces = token({
  name: "InterfaceBraces",
  pattern: /interface[ \t\r\n]*\{[ \t\r\n]*\}/,
  label: '"interface{}"',
  line_breaks: true,
  start_chars_hint: ["i"],
});

export const AtDoc = annotation("AtDoc", /@doc(?![A-Za-z])/, "@doc");
export const AtHandler = annotation("AtHandler", /@handler(?![A-Za-z])/, "@handler");
export const AtJwt = annotation("AtJwt", /@jwt(?![A-Za-z])/, "@jwt");
export const AtServer = annotation("AtServer", /@server(?![A-Za-z])/, "@server");
/** Matched so that it can be named in a message; no rule accepts it, but a text may hold it. */
export const UnknownAnnotation = token({
  name: "UnknownAnnotation",
  pattern: /@[A-Za-z]*/,
  label: "an annotation",
  categories: [PlainText],
  start_chars_hint: ["@"],
});

/**
 * A path up to white space or a delimiter. The characters in it are checked later, where a better message is possible
 * than "unexpected character". `//` and `/*` start a comment even here, as everywhere; but a `/*` at the very end of a
 * path, with or without a name, is a wildcard. Behind it a `//` comment may stand, unless it would end a block comment.
 */
export const Path = token({
  name: "Path",
  pattern:
    /\/(?![/*])(?:\/(?![/*])|\/(?=\*(?:[A-Za-z_][A-Za-z0-9_]*)?[ \t]*(?:[\r\n(;}]|(?![^])|returns\b|\/\/(?![^\r\n]*?\*\/)))|[^\s/(){};"`])*/,
  label: 'a path such as "/users"',
  categories: [ServerText],
  start_chars_hint: ["/"],
});

export const Integer = token({
  name: "Integer",
  pattern: /[0-9]+/,
  label: "a number",
  categories: [ServerText],
  start_chars_hint: digits,
});

/** No escapes: the text goes up to the next quote and may span lines. */
export const StringLiteral = token({
  name: "StringLiteral",
  pattern: /"[^"]*"/,
  label: "a quoted text",
  line_breaks: true,
  start_chars_hint: ['"'],
});
export const RawString = token({
  name: "RawString",
  pattern: /`[^`]*`/,
  label: "a text in backticks",
  line_breaks: true,
  start_chars_hint: ["`"],
});

export const Ellipsis = punctuation("Ellipsis", "...", [PlainText]);
export const Dot = punctuation("Dot", ".", [ServerText]);
export const Comma = punctuation("Comma", ",", [ServerText]);
export const Colon = punctuation("Colon", ":", [PlainText]);
export const Semicolon = punctuation("Semicolon", ";", []);
export const Equals = punctuation("Equals", "=", [PlainText]);
export const Minus = punctuation("Minus", "-", [ServerText]);
export const Star = punctuation("Star", "*", [PlainText]);
export const LeftParenthesis = punctuation("LeftParenthesis", "(", []);
export const RightParenthesis = punctuation("RightParenthesis", ")", []);
export const LeftBrace = punctuation("LeftBrace", "{", []);
export const RightBrace = punctuation("RightBrace", "}", []);
export const LeftBracket = punctuation("LeftBracket", "[", [PlainText]);
export const RightBracket = punctuation("RightBracket", "]", [PlainText]);

/** The rest of an address behind its scheme, which would be a comment elsewhere. */
const AddressTail = token({
  name: "AddressTail",
  pattern: /:\/\/[^\s"`(){}]+/,
  label: "an address",
  categories: [PlainText],
  start_chars_hint: [":"],
});

/** Signs that mean nothing in the language, but may stand in a text without quotes. */
export const Sign = token({
  name: "Sign",
  pattern: matcher(/(?:(?![-*/=([{,.)\]};:"`@\u2018-\u201f\u00ab\u00bb])[\p{P}\p{S}])+/uy),
  label: "a sign",
  categories: [PlainText],
  start_chars_hint: ["!#$%&'+<>?\\^|~".split(""), beyondAscii].flat(),
});

/** What may stand nowhere but in comments and quoted texts: control characters, odd spaces, typographic quotes. */
export const Illegal = token({
  name: "Illegal",
  pattern: matcher(/(?:[\u2018-\u201f\u00ab\u00bb]|[^\x21-\x7e\p{L}\p{P}\p{S} \t\r\n\f\v])+/uy),
  label: "nothing",
  start_chars_hint: [...Array.from({ length: 32 }, (_, code) => code), 127, ...beyondAscii],
});

/** What is not closed goes to the end of the file. */
export const UnclosedString = unclosed("UnclosedString", /"[^"]*/, '"');
export const UnclosedRawString = unclosed("UnclosedRawString", /`[^`]*/, "`");
export const UnclosedComment = unclosed("UnclosedComment", /\/\*[^]*/, "/");

const WhiteSpace = token({
  name: "WhiteSpace",
  pattern: /[ \t\r\n\f\v]+/,
  group: Lexer.SKIPPED,
  line_breaks: true,
  start_chars_hint: " \t\r\n\f\v".split(""),
});
const LineComment = token({
  name: "LineComment",
  pattern: /\/\/[^\r\n]*/,
  group: commentGroup,
  start_chars_hint: ["/"],
});
const BlockComment = token({
  name: "BlockComment",
  pattern: /\/\*[^]*?\*\//,
  group: commentGroup,
  line_breaks: true,
  start_chars_hint: ["/"],
});

const annotations = [AtDoc, AtHandler, AtJwt, AtServer, UnknownAnnotation];
const keywords = [Syntax, Info, Import, Type, Service, Returns, MapWord, Struct];
const texts = [StringLiteral, UnclosedString, RawString, UnclosedRawString];
const signs = [Ellipsis, Dot, Comma, Colon, Semicolon, Equals, Minus, Star];
const brackets = [LeftBrace, RightBrace, LeftBracket, RightBracket, LeftParenthesis, RightParenthesis];

/** The tokens that the grammar knows, in order: where two match, the first wins. */
const grammarTokens: readonly TokenType[] = [
  ...annotations,
  InterfaceBraces,
  ...keywords,
  Method,
  Identifier,
  Integer,
  Path,
  ...texts,
  AddressTail,
  ...signs,
  ...brackets,
  Sign,
  Illegal,
];

export const lexerTokens: readonly TokenType[] = [
  WhiteSpace,
  LineComment,
  BlockComment,
  UnclosedComment,
  ...grammarTokens,
];

export const vocabulary: readonly TokenType[] = [PlainText, ServerText, Name, UnclosedComment, ...grammarTokens];

// Hints and `line_breaks` on every token save the lexer from analysing the patterns at each start.
function token(config: ITokenConfig): TokenType {
  return createToken({ line_breaks: false, ...config });
}

function category(name: string, label: string, categories: TokenType[]): TokenType {
  return token({ name, pattern: Lexer.NA, label, categories, start_chars_hint: [] });
}

function keyword(name: string, word: string): TokenType {
  return token({
    name,
    pattern: word,
    label: `"${word}"`,
    categories: [Name],
    longer_alt: Identifier,
    start_chars_hint: [word.charAt(0)],
  });
}

function annotation(name: string, pattern: RegExp, label: string): TokenType {
  return token({ name, pattern, label: `"${label}"`, categories: [PlainText], start_chars_hint: ["@"] });
}

function punctuation(name: string, text: string, categories: TokenType[]): TokenType {
  return token({ name, pattern: text, label: `"${text}"`, categories, start_chars_hint: [text.charAt(0)] });
}

function unclosed(name: string, pattern: RegExp, start: string): TokenType {
  return token({ name, pattern, line_breaks: true, start_chars_hint: [start] });
}

/** Chevrotain drops the `u` flag of an expression, so those that need it match by themselves. */
function matcher(expression: RegExp): CustomPatternMatcherFunc {
  return (text, offset) => {
    expression.lastIndex = offset;
    return expression.exec(text);
  };
}

/** Nearly every name is ASCII, for which a loop is faster than an expression. */
function identifierAt(text: string, offset: number): [string] | null {
  if (isDigit(text.charCodeAt(offset))) return null;
  let end = offset;
  while (isAsciiWord(text.charCodeAt(end))) end++;
  if (!(text.charCodeAt(end) >= 128)) return end === offset ? null : [text.slice(offset, end)];
  unicodeIdentifier.lastIndex = offset;
  const [image] = unicodeIdentifier.exec(text) ?? [];
  return image === undefined ? null : [image];
}

const unicodeIdentifier = /[\p{L}_][\p{L}\p{M}\p{Nd}_]*/uy;

function isAsciiWord(code: number): boolean {
  return (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || code === 95 || isDigit(code);
}

function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}
