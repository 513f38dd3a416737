import { EmbeddedActionsParser } from "chevrotain";
import type { IToken } from "chevrotain";
import { SourceFile } from "../text/source-file.ts";
import { spanOf, spanText } from "../text/span.ts";
import type { Span } from "../text/span.ts";
import type { DataType, DefaultValue, Name, Reference } from "./ast.ts";
import { expectedText } from "./expected-text.ts";
import { decimal, unquoted } from "./literals.ts";
import * as t from "./tokens.ts";

/** Names, types, default values, references and text that is skipped: what the other rules are made of. */
export abstract class ValueGrammar extends EmbeddedActionsParser {
  /** The file that the tokens are of; set before a rule is called. */
  source = new SourceFile("", "");

  protected constructor(options: { readonly skipValidations: boolean }) {
    super([...t.allTokens], {
      // Recovery is coarser than ours: statements and, where one has a mistake, the elements of its list are read by themselves.
      recoveryEnabled: false,
      maxLookahead: 1,
      errorMessageProvider: expectedText,
      skipValidations: options.skipValidations,
    });
  }

  protected readonly name = this.RULE("name", (): Name => {
    const token = this.CONSUME(t.Name);
    return this.ACTION(() => ({ text: unquoted(token.image), span: this.spanOf(token) }));
  });

  /** tableName: name [ "." name ]   (the database is dropped) */
  protected readonly tableName = this.RULE("tableName", (): Name => {
    const first = this.SUBRULE(this.name);
    const second = this.OPTION(() => {
      this.CONSUME(t.Dot);
      return this.SUBRULE1(this.name);
    });
    return second ?? first;
  });

  /** characterSetWords: CHARACTER SET | CHARSET */
  protected readonly characterSetWords = this.RULE("characterSetWords", (): void => {
    this.OR([
      {
        ALT: () => {
          this.CONSUME(t.Character);
          this.CONSUME(t.SetWord);
        },
      },
      { ALT: () => this.CONSUME(t.Charset) },
    ]);
  });

  /** word: name | BINARY | DEFAULT   (the name of a character set, a collation or a storage) */
  protected readonly word = this.RULE("word", (): string => {
    const token = this.OR([
      { ALT: () => this.CONSUME(t.Name) },
      { ALT: () => this.CONSUME(t.Binary) },
      { ALT: () => this.CONSUME(t.Default) },
    ]);
    return this.ACTION(() => unquoted(token.image));
  });

  protected readonly text = this.RULE("text", (): string => {
    const token = this.CONSUME(t.Text);
    return this.ACTION(() => unquoted(token.image));
  });

  /** parenthesized: "(" anything ")"   (the span is what stands inside) */
  protected readonly parenthesized = this.RULE("parenthesized", (): Span => {
    const open = this.CONSUME(t.LeftParenthesis);
    this.SUBRULE(this.anything);
    const close = this.CONSUME(t.RightParenthesis);
    return this.ACTION(() => spanOf(this.source, open.startOffset + 1, close.startOffset));
  });

  /** anything: { plain | "," | parenthesized } */
  protected readonly anything = this.RULE("anything", (): void => {
    this.MANY(() => {
      this.OR([
        { ALT: () => this.CONSUME(t.Plain) },
        { ALT: () => this.CONSUME(t.Comma) },
        { ALT: () => this.SUBRULE(this.parenthesized) },
      ]);
    });
  });

  /** dataType: typeName { typeName } [ "(" parameter { "," parameter } ")" ] */
  protected readonly dataType = this.RULE("dataType", (): DataType => {
    const first = this.CONSUME(t.TypeName);
    let name = this.ACTION(() => first.image.toUpperCase());
    this.MANY({
      GATE: () => continuesType(name, this.LA(1).image.toUpperCase()),
      DEF: () => {
        const next = this.CONSUME1(t.TypeName);
        name = this.ACTION(() => `${name} ${next.image.toUpperCase()}`);
      },
    });
    const span = this.ACTION(() => this.spanFrom(first.startOffset));
    const parameters = this.OPTION(() => this.SUBRULE(this.typeParameters)) ?? [];
    return { name, parameters, span };
  });

  private readonly typeParameters = this.RULE("typeParameters", (): string[] => {
    const parameters: string[] = [];
    this.CONSUME(t.LeftParenthesis);
    this.AT_LEAST_ONE_SEP({
      SEP: t.Comma,
      ERR_MSG: "a length or a value",
      DEF: () => {
        const token = this.OR({
          ERR_MSG: "a length or a value",
          DEF: [{ ALT: () => this.CONSUME(t.NumberToken) }, { ALT: () => this.CONSUME(t.Name) }],
        });
        this.ACTION(() => parameters.push(unquoted(token.image)));
      },
    });
    this.CONSUME(t.RightParenthesis, { ERR_MSG: '"," or ")"' });
    return parameters;
  });

  /** defaultValue: NULL | [sign] number | text { text } | parenthesized | function   (texts side by side are one) */
  protected readonly defaultValue = this.RULE("defaultValue", (): DefaultValue =>
    this.OR<DefaultValue>({
      ERR_MSG: "a default value",
      DEF: [
        {
          ALT: () => {
            this.CONSUME(t.Null);
            return { kind: "null" };
          },
        },
        { ALT: () => this.SUBRULE(this.signedNumber) },
        {
          ALT: () => {
            let value = this.SUBRULE(this.text);
            this.MANY(() => (value += this.SUBRULE1(this.text)));
            return { kind: "text", value };
          },
        },
        {
          ALT: () => {
            const inside = this.SUBRULE(this.parenthesized);
            return this.ACTION(() => ({ kind: "expression", source: spanText(inside).trim() }));
          },
        },
        { ALT: () => this.SUBRULE(this.functionDefault) },
      ],
    }),
  );

  private readonly signedNumber = this.RULE("signedNumber", (): DefaultValue => {
    const sign = this.OPTION(() => this.CONSUME(t.Sign).image) ?? "";
    const number = this.CONSUME(t.NumberToken);
    return this.ACTION(() => ({ kind: "number", value: (sign === "-" ? sign : "") + decimal(number.image) }));
  });

  /** functionDefault: word [ text ] [ parenthesized ] | NEXT VALUE FOR tableName   (also TRUE, b'101', _utf8mb4'text', DATE '2026-01-01') */
  private readonly functionDefault = this.RULE("functionDefault", (): DefaultValue => {
    const first = this.CONSUME(t.TypeName);
    const text = this.OPTION(() => this.CONSUME(t.Text));
    this.OPTION1(() => this.SUBRULE(this.parenthesized));
    this.OPTION2(() => {
      this.CONSUME(t.Value);
      this.CONSUME(t.Reserved, { ERR_MSG: "FOR" });
      this.SUBRULE(this.tableName);
    });
    return this.ACTION(() =>
      text === undefined ? wordDefault(spanText(this.spanFrom(first.startOffset))) : introducedText(first, text),
    );
  });

  /** reference: REFERENCES tableName [ parts ] { MATCH word | ON ( DELETE | UPDATE ) action } */
  protected readonly reference = this.RULE("reference", (): Reference => {
    this.CONSUME(t.References);
    const table = this.SUBRULE(this.tableName);
    let followsDeletion = false;
    this.OPTION(() => this.SUBRULE(this.parenthesized));
    this.MANY(() => {
      this.OR([
        {
          ALT: () => {
            this.CONSUME(t.Match);
            this.CONSUME(t.TypeName, { ERR_MSG: "FULL, PARTIAL or SIMPLE" });
          },
        },
        {
          ALT: () => {
            this.CONSUME(t.On);
            const event = this.OR1([{ ALT: () => this.CONSUME(t.Delete) }, { ALT: () => this.CONSUME(t.Update) }]);
            const changesRows = this.SUBRULE(this.referenceAction);
            if (event.tokenType === t.Delete) followsDeletion = changesRows;
          },
        },
      ]);
    });
    return { name: undefined, table, followsDeletion };
  });

  /** referenceAction: SET ( NULL | DEFAULT ) | NO ACTION | RESTRICT | CASCADE   (whether rows change) */
  private readonly referenceAction = this.RULE("referenceAction", (): boolean =>
    this.OR<boolean>({
      ERR_MSG: "CASCADE, RESTRICT, SET NULL or NO ACTION",
      DEF: [
        {
          ALT: () => {
            this.CONSUME(t.SetWord);
            this.OR1([{ ALT: () => this.CONSUME(t.Null) }, { ALT: () => this.CONSUME(t.Default) }]);
            return true;
          },
        },
        {
          ALT: () => {
            this.CONSUME(t.No);
            this.CONSUME(t.Word, { ERR_MSG: "ACTION" });
            return false;
          },
        },
        { ALT: () => /^cascade$/iu.test(this.CONSUME(t.Reserved).image) },
      ],
    }),
  );

  protected spanOf(token: IToken): Span {
    return spanOf(this.source, token.startOffset, token.startOffset + token.image.length);
  }

  /** From an offset to the end of the token that was consumed last. */
  protected spanFrom(start: number): Span {
    return { ...this.spanOf(this.LA(0)), start };
  }
}

/** Types of several words: the words that may follow what has been read. */
const typeWords = new Map([
  ["DOUBLE", ["PRECISION"]],
  ["CHAR", ["VARYING"]],
  ["CHARACTER", ["VARYING"]],
  ["NCHAR", ["VARYING", "VARCHAR"]],
  ["LONG", ["VARCHAR", "VARBINARY"]],
  ["NATIONAL", ["CHAR", "CHARACTER", "VARCHAR"]],
  ["NATIONAL CHAR", ["VARYING"]],
  ["NATIONAL CHARACTER", ["VARYING"]],
]);

function continuesType(name: string, next: string): boolean {
  return typeWords.get(name)?.includes(next) ?? false;
}

function wordDefault(source: string): DefaultValue {
  if (/^true$/iu.test(source)) return { kind: "number", value: "1" };
  if (/^false$/iu.test(source)) return { kind: "number", value: "0" };
  return { kind: "expression", source };
}

/** A text with a word before it: a bit literal, a hexadecimal literal, or a text with its character set or type. */
function introducedText(word: IToken, text: IToken): DefaultValue {
  const value = unquoted(text.image);
  const introducer = word.image.toLowerCase();
  if (introducer === "b" && /^[01]+$/u.test(value)) return { kind: "number", value: decimal(`0b${value}`) };
  if (introducer === "x") return { kind: "expression", source: `x'${value}'` };
  return { kind: "text", value };
}
