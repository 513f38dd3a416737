import { createToken, Lexer } from "chevrotain";
import type { TokenType } from "chevrotain";
import { endOfQuoted } from "./quoted-text.ts";
import { reservedWords } from "./reserved-words.ts";

/** One character for each table slot of the lexer, which tells those above 255 apart by their high byte only. */
const anyCharacter = Array.from({ length: 512 }, (_, index) => (index < 256 ? index : (index - 256) * 256));
const wordCharacter = /[\w$\u00A1-\uFFFF]/u;

/** Every token but parentheses and commas: what text that is only skipped is made of. */
export const Plain = category("Plain", []);
/** What can stand where a table, a column or a key is named. */
export const Name = category("Name", [Plain], "a name");
/** A text, in either kind of quotes: MySQL takes double quotes for a text unless ANSI_QUOTES is set. */
export const Text = category("Text", [Name], "a text in quotes");
/** What can name a column type; most of MySQL's type names are reserved words. */
export const TypeName = category("TypeName", [Plain], "a column type");
/** A bare word that is not reserved. */
export const Word = createToken({
  name: "Word",
  // U+0080 and above as in MySQL, but no white space and no full-width punctuation: typed by mistake, they would hide in names.
  pattern: /(?:[\w$\u00A1-\u1FFF\u2070-\u2FFF\u3040-\uFEFE]|[\uFF10-\uFF19\uFF21-\uFF3A\uFF41-\uFF5A])+/,
  categories: [Name, TypeName],
  start_chars_hint: anyCharacter.filter((code) => wordCharacter.test(String.fromCharCode(code))),
  line_breaks: false,
});
/** A reserved word that the grammar does not know by itself. */
export const Reserved = category("Reserved", [TypeName]);

export const LeftParenthesis = symbol("LeftParenthesis", "(", []);
export const RightParenthesis = symbol("RightParenthesis", ")", []);
export const Comma = symbol("Comma", ",", []);
export const Semicolon = symbol("Semicolon", ";", []);
export const Dot = symbol("Dot", ".", [Plain]);
export const Equals = symbol("Equals", "=", [Plain]);

const WhiteSpace = createToken({
  name: "WhiteSpace",
  pattern: /[\s\uFEFF]+/,
  group: Lexer.SKIPPED,
  start_chars_hint: anyCharacter,
  line_breaks: true,
});
const LineComment = createToken({
  name: "LineComment",
  pattern: /(?:#|--(?!\S))[^\n]*/,
  group: Lexer.SKIPPED,
  start_chars_hint: ["#", "-"],
  line_breaks: false,
});
/** `/*!50100`: MySQL executes what follows, so only the marks around it are dropped. Versions above 99999 are MariaDB's. */
export const VersionStart = createToken({
  name: "VersionStart",
  pattern: /\/\*!(?!0*[1-9]\d{5})\d*/,
  group: "version",
  start_chars_hint: ["/"],
  line_breaks: false,
});
export const VersionEnd = createToken({
  name: "VersionEnd",
  pattern: "*/",
  group: "version",
  start_chars_hint: ["*"],
  line_breaks: false,
});
const BlockComment = createToken({
  name: "BlockComment",
  pattern: /\/\*[^]*?\*\//,
  group: Lexer.SKIPPED,
  start_chars_hint: ["/"],
  line_breaks: true,
});
const BacktickName = quoted("BacktickName", "`", Name);
const SingleQuoted = quoted("SingleQuoted", "'", Text);
const DoubleQuoted = quoted("DoubleQuoted", '"', Text);
/** A quote or a comment without its end takes the rest of the file, as it does for MySQL. */
export const Unclosed = createToken({
  name: "Unclosed",
  pattern: /(?:['"`]|\/\*)[^]*/,
  start_chars_hint: ["'", '"', "`", "/"],
  line_breaks: true,
});
/** MySQL allows names that begin with a digit, so that `2fa` is a word and `2` is a number. */
export const NumberToken = createToken({
  name: "NumberToken",
  label: "a number",
  pattern: /(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?(?![\w$])|0x[0-9a-fA-F]+(?![\w$])/,
  categories: [Plain],
  start_chars_hint: Array.from(".0123456789"),
  line_breaks: false,
});
const Variable = createToken({
  name: "Variable",
  pattern: /@@?(?:[\w.$]+|`[^`]*`)?/,
  categories: [Plain],
  start_chars_hint: ["@"],
  line_breaks: false,
});
export const Sign = createToken({
  name: "Sign",
  pattern: /[+-]/,
  categories: [Plain],
  start_chars_hint: ["+", "-"],
  line_breaks: false,
});
const Operator = createToken({
  name: "Operator",
  pattern: /[*/%<>!&|^~:?{}[\]\\]/,
  categories: [Plain],
  start_chars_hint: Array.from("*/%<>!&|^~:?{}[]\\"),
  line_breaks: false,
});
/** Everything else, so that no text stops the lexer; no rule of the grammar takes it. */
const Stray = createToken({ name: "Stray", pattern: /[^]/, start_chars_hint: anyCharacter, line_breaks: true });

/** Words by their upper-case spelling. The lexer gives `Word`; `withKeywords` looks them up where a statement is parsed. */
const keywords = new Map<string, TokenType>();

// Reserved in MySQL, so never a name.
export const Add = keyword("ADD", [Plain]);
export const Alter = keyword("ALTER", [Plain]);
export const As = keyword("AS", [Plain]);
export const Ascending = keyword("ASC", [Plain]);
export const Binary = keyword("BINARY", [TypeName]);
export const Change = keyword("CHANGE", [Plain]);
export const Character = keyword("CHARACTER", [TypeName]);
export const Check = keyword("CHECK", [Plain]);
export const Collate = keyword("COLLATE", [Plain]);
export const Column = keyword("COLUMN", [Plain]);
export const Constraint = keyword("CONSTRAINT", [Plain]);
export const Convert = keyword("CONVERT", [Plain]);
export const Create = keyword("CREATE", [Plain]);
export const Default = keyword("DEFAULT", [Plain]);
export const Delete = keyword("DELETE", [Plain]);
export const Descending = keyword("DESC", [Plain]);
export const Drop = keyword("DROP", [Plain]);
export const Exists = keyword("EXISTS", [Plain]);
export const Foreign = keyword("FOREIGN", [Plain]);
export const Fulltext = keyword("FULLTEXT", [Plain]);
export const Generated = keyword("GENERATED", [Plain]);
export const If = keyword("IF", [Plain]);
export const Ignore = keyword("IGNORE", [Plain]);
export const Index = keyword("INDEX", [Plain]);
export const Key = keyword("KEY", [Plain]);
export const Like = keyword("LIKE", [Plain]);
export const Match = keyword("MATCH", [Plain]);
export const Not = keyword("NOT", [Plain]);
export const Null = keyword("NULL", [Plain]);
export const On = keyword("ON", [Plain]);
export const Or = keyword("OR", [Plain]);
export const Primary = keyword("PRIMARY", [Plain]);
export const References = keyword("REFERENCES", [Plain]);
export const Rename = keyword("RENAME", [Plain]);
export const Replace = keyword("REPLACE", [Plain]);
export const Select = keyword("SELECT", [Plain]);
export const SetWord = keyword("SET", [TypeName]);
export const Spatial = keyword("SPATIAL", [Plain]);
export const Table = keyword("TABLE", [Plain]);
export const To = keyword("TO", [Plain]);
export const Unique = keyword("UNIQUE", [Plain]);
export const Unsigned = keyword("UNSIGNED", [Plain]);
export const Update = keyword("UPDATE", [Plain]);
export const Using = keyword("USING", [Plain]);
export const With = keyword("WITH", [Plain]);
export const Zerofill = keyword("ZEROFILL", [Plain]);

// Keywords that may also be names.
export const After = keyword("AFTER", [Word]);
export const Always = keyword("ALWAYS", [Word]);
export const AutoIncrement = keyword("AUTO_INCREMENT", [Word]);
export const Charset = keyword("CHARSET", [Word]);
export const Comment = keyword("COMMENT", [Word]);
export const Enforced = keyword("ENFORCED", [Word]);
export const First = keyword("FIRST", [Word]);
export const Modify = keyword("MODIFY", [Word]);
export const Serial = keyword("SERIAL", [Word]);
export const Period = keyword("PERIOD", [Word]);
export const Signed = keyword("SIGNED", [Word]);
/** Behind CHAR it makes it BINARY. */
export const Byte = keyword("BYTE", [Word]);
export const No = keyword("NO", [Word]);
export const Online = keyword("ONLINE", [Word]);
export const Tables = keyword("TABLES", [Word]);
export const Temporary = keyword("TEMPORARY", [Word]);
export const Value = keyword("VALUE", [Word]);
export const Vector = keyword("VECTOR", [Word]);
export const Without = keyword("WITHOUT", [Word]);
/** Column attributes of one word that change nothing for a program. */
export const Flag = category("Flag", [Word]);
for (const word of "VISIBLE INVISIBLE IGNORED VIRTUAL STORED PERSISTENT COMPRESSED ASCII UNICODE".split(" ")) {
  keyword(word, [Flag]);
}
/** Attributes of a column or an index that have a value and change nothing for a program. */
export const Setting = category("Setting", [Word]);
for (const word of "COLUMN_FORMAT STORAGE SRID KEY_BLOCK_SIZE ENGINE_ATTRIBUTE SECONDARY_ENGINE_ATTRIBUTE".split(" ")) {
  keyword(word, [Setting]);
}
for (const word of reservedWords) {
  if (!keywords.has(word)) keywords.set(word, Reserved);
}

/** What the lexer tries, in this order. */
export const lexedTokens: readonly TokenType[] = [
  WhiteSpace,
  LineComment,
  VersionStart,
  BlockComment,
  VersionEnd,
  BacktickName,
  SingleQuoted,
  DoubleQuoted,
  Unclosed,
  NumberToken,
  Word,
  LeftParenthesis,
  RightParenthesis,
  Comma,
  Semicolon,
  Dot,
  Equals,
  Variable,
  Sign,
  Operator,
  Stray,
];

const categories = [Plain, Name, Text, TypeName, Reserved, Flag, Setting];

export const allTokens: readonly TokenType[] = [...new Set([...lexedTokens, ...categories, ...keywords.values()])];

/** The token type of a bare word in a statement that is parsed. */
export function keywordOf(word: string): TokenType {
  return keywords.get(word.toUpperCase()) ?? Word;
}

function category(name: string, kinds: TokenType[], label: string = name): TokenType {
  return createToken({ name, label, pattern: Lexer.NA, categories: kinds });
}

function symbol(name: string, text: string, kinds: TokenType[]): TokenType {
  return createToken({
    name,
    label: `"${text}"`,
    pattern: text,
    categories: kinds,
    start_chars_hint: [text],
    line_breaks: false,
  });
}

function quoted(name: string, quote: string, kind: TokenType): TokenType {
  const pattern = (text: string, offset: number): [string] | null => {
    const end = text.charAt(offset) === quote ? endOfQuoted(text, offset) : undefined;
    return end === undefined ? null : [text.slice(offset, end)];
  };
  return createToken({ name, pattern, categories: [kind], start_chars_hint: [quote], line_breaks: true });
}

function keyword(word: string, kinds: TokenType[]): TokenType {
  const type = createToken({ name: `Keyword${word}`, label: word, pattern: Lexer.NA, categories: kinds });
  keywords.set(word, type);
  return type;
}
