import { createToken, Lexer } from "chevrotain";
import type { IMultiModeLexerDefinition, ITokenConfig, TokenType } from "chevrotain";

/** Where comments are kept: the grammar does not see them, `build-ast` attaches them by position. */
export const commentGroup = "comments";

const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz_".split("");
const digits = "0123456789".split("");

/** Any name; words such as `type` are names too, except where the grammar asks for them. */
export const Name = token({ name: "Name", pattern: Lexer.NA, label: "a name", start_chars_hint: [] });

const Identifier = token({
  name: "Identifier",
  pattern: /[A-Za-z_][A-Za-z0-9_]*/,
  label: "a name",
  categories: [Name],
  start_chars_hint: letters,
});

export const Syntax = keyword("Syntax", "syntax");
export const Info = keyword("Info", "info");
export const Import = keyword("Import", "import");
export const Type = keyword("Type", "type");
export const Service = keyword("Service", "service");
export const Returns = keyword("Returns", "returns");
export const MapWord = keyword("MapWord", "map");
export const Struct = keyword("Struct", "struct");

export const Method = token({
  name: "Method",
  pattern: /(?:get|head|post|put|patch|delete|connect|options|trace)(?![A-Za-z0-9_])/,
  label: "a route",
  categories: [Name],
  start_chars_hint: "ghpdcot".split(""),
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
/** Its values are lexed by rules of their own, up to the closing parenthesis. */
export const AtServer = token({
  name: "AtServer",
  pattern: /@server(?![A-Za-z])/,
  label: '"@server"',
  push_mode: "server",
  start_chars_hint: ["@"],
});
/** Matched so that it can be named in a message; no rule accepts it. */
export const UnknownAnnotation = annotation("UnknownAnnotation", /@[A-Za-z]*/, "@");

/**
 * A path up to white space or a delimiter. The characters in it are checked later, where a better message is possible
 * than "unexpected character". `//` and `/*` start a comment even here, as everywhere.
 */
export const Path = token({
  name: "Path",
  pattern: /\/(?![/*])(?:\/(?![/*])|[^\s/(){};"`])*/,
  label: 'a path such as "/users"',
  start_chars_hint: ["/"],
});

/** A key, or a part of a value, of `@server`: `jwt`, `/api/v1`, `1m30s`, `a/b-c`. */
export const ServerWord = token({
  name: "ServerWord",
  pattern: /(?:[A-Za-z0-9_.\u00b5-]|\/(?![/*]):?)+/,
  label: "a value",
  start_chars_hint: [...letters, ...digits, ".", "\u00b5", "-", "/"],
});

export const Integer = token({ name: "Integer", pattern: /[0-9]+/, label: "a number", start_chars_hint: digits });

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

export const Ellipsis = punctuation("Ellipsis", "...");
export const Dot = punctuation("Dot", ".");
export const Comma = punctuation("Comma", ",");
export const Colon = punctuation("Colon", ":");
export const Semicolon = punctuation("Semicolon", ";");
export const Equals = punctuation("Equals", "=");
export const Minus = punctuation("Minus", "-");
export const Star = punctuation("Star", "*");
export const LeftParenthesis = punctuation("LeftParenthesis", "(");
export const RightParenthesis = punctuation("RightParenthesis", ")");
export const LeftBrace = punctuation("LeftBrace", "{");
export const RightBrace = punctuation("RightBrace", "}");
export const LeftBracket = punctuation("LeftBracket", "[");
export const RightBracket = punctuation("RightBracket", "]");

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

// These end the mode, so that a forgotten parenthesis does not spoil the rest of the file.
const ServerRightParenthesis = endOfServer("ServerRightParenthesis", ")", RightParenthesis);
const ServerLeftBrace = endOfServer("ServerLeftBrace", "{", LeftBrace);
const ServerRightBrace = endOfServer("ServerRightBrace", "}", RightBrace);

const trivia = [WhiteSpace, LineComment, BlockComment, UnclosedComment];
const texts = [StringLiteral, UnclosedString, RawString, UnclosedRawString];
const annotations = [AtDoc, AtHandler, AtJwt, AtServer, UnknownAnnotation];
const keywords = [Syntax, Info, Import, Type, Service, Returns, MapWord, Struct];
const brackets = [LeftBrace, RightBrace, LeftBracket, RightBracket, LeftParenthesis, RightParenthesis];
const signs = [Ellipsis, Dot, Comma, Colon, Semicolon, Equals, Minus, Star, ...brackets];

/** In order: where two match, the first wins. */
export const lexerDefinition: IMultiModeLexerDefinition = {
  defaultMode: "main",
  modes: {
    main: [
      ...trivia,
      ...annotations,
      InterfaceBraces,
      ...keywords,
      Method,
      Identifier,
      Integer,
      Path,
      ...texts,
      ...signs,
    ],
    server: [
      ...trivia,
      ...texts,
      ServerWord,
      Comma,
      Colon,
      LeftParenthesis,
      ServerRightParenthesis,
      ServerLeftBrace,
      ServerRightBrace,
    ],
  },
};

/** The tokens that the grammar knows, wherever they come from. */
export const vocabulary: readonly TokenType[] = [
  Name,
  ...annotations,
  InterfaceBraces,
  ...keywords,
  Method,
  Identifier,
  Integer,
  Path,
  ServerWord,
  ...texts,
  ...signs,
  ServerRightParenthesis,
  ServerLeftBrace,
  ServerRightBrace,
  UnclosedComment,
];

// Hints and `line_breaks` on every token save the lexer from analysing the patterns at each start.
function token(config: ITokenConfig): TokenType {
  return createToken({ line_breaks: false, ...config });
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
  return token({ name, pattern, label: `"${label}"`, start_chars_hint: ["@"] });
}

function punctuation(name: string, text: string): TokenType {
  return token({ name, pattern: text, label: `"${text}"`, start_chars_hint: [text.charAt(0)] });
}

function unclosed(name: string, pattern: RegExp, start: string): TokenType {
  return token({ name, pattern, line_breaks: true, start_chars_hint: [start] });
}

function endOfServer(name: string, text: string, category: TokenType): TokenType {
  return token({
    name,
    pattern: text,
    label: `"${text}"`,
    categories: [category],
    pop_mode: true,
    start_chars_hint: [text],
  });
}
