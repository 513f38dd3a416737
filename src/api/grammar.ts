import { CstParser, tokenMatcher } from "chevrotain";
import type { CstNode, IParserConfig, IToken, TokenType } from "chevrotain";
import { expectationTexts } from "./expectation.ts";
import { isClosedOnLine } from "./is-closed-on-line.ts";
import { isPathPart } from "./is-path-part.ts";
import { isStatementStart } from "./is-statement-start.ts";
import type { OpenList, Reading } from "./reading.ts";
import * as tokens from "./tokens.ts";

const valueStarts = [tokens.Name, tokens.Integer, tokens.StringLiteral, tokens.RawString];

/**
 * The grammar of `.api` files. It is LL(1) but for five questions that only line breaks or the tokens after the next
 * can answer; those are asked in the methods at the end. It accepts more than the language allows where that gives a
 * better message later, and older dialects, of which `build-ast` warns. It stops at the first mistake; `readAll` goes on.
 */
export class ApiParser extends CstParser {
  #lists: OpenList[] = [];

  constructor(config: Pick<IParserConfig, "skipValidations">) {
    super([...tokens.vocabulary], {
      recoveryEnabled: false,
      maxLookahead: 1,
      nodeLocationTracking: "onlyOffset",
      errorMessageProvider: expectationTexts,
      ...config,
    });
    this.performSelfAnalysis();
  }

  /** Reads a whole file, or as far as it can. */
  read(input: IToken[]): Reading {
    this.#lists = [];
    this.input = input;
    const tree: CstNode | undefined = this.file();
    const [error] = this.errors;
    if (error === undefined) return { tree, stop: undefined };
    return { tree, stop: { token: error.token, expected: error.message, lists: this.#lists } };
  }

  /** file: { statement } */
  readonly file = this.RULE("file", () => {
    this.elements(() => this.SUBRULE(this.statement));
  });

  /** statement: ( syntax | info | import | types | service ) [ ";" ] */
  readonly statement = this.RULE("statement", () => {
    this.OR([
      { ALT: () => this.SUBRULE(this.syntax) },
      { ALT: () => this.SUBRULE(this.info) },
      { ALT: () => this.SUBRULE(this.imports) },
      { ALT: () => this.SUBRULE(this.types) },
      { ALT: () => this.SUBRULE(this.service) },
    ]);
    this.OPTION(() => this.CONSUME(tokens.Semicolon));
  });

  /** syntax: "syntax" "=" STRING */
  readonly syntax = this.RULE("syntax", () => {
    this.CONSUME(tokens.Syntax);
    this.CONSUME(tokens.Equals);
    this.CONSUME(tokens.StringLiteral);
  });

  /** info: "info" "(" { entry } ")" */
  readonly info = this.RULE("info", () => {
    this.CONSUME(tokens.Info);
    this.CONSUME(tokens.LeftParenthesis);
    this.list(tokens.RightParenthesis, () => this.SUBRULE(this.entry));
  });

  /** entry: NAME [ ":" ] [ STRING | RAW_STRING | plainText ] */
  readonly entry = this.RULE("entry", () => {
    this.CONSUME(tokens.Name);
    this.OPTION(() => this.CONSUME(tokens.Colon));
    this.OPTION1({
      GATE: () => this.isValueNext(),
      DEF: () =>
        this.OR([
          { ALT: () => this.CONSUME(tokens.StringLiteral) },
          { ALT: () => this.CONSUME(tokens.RawString) },
          { ALT: () => this.SUBRULE(this.plainText) },
        ]),
    });
  });

  /** plainText: ( TEXT | parenthesized ) { TEXT | parenthesized }, all on one line */
  readonly plainText = this.RULE("plainText", () => {
    this.OR([{ ALT: () => this.CONSUME(tokens.PlainText) }, { ALT: () => this.SUBRULE(this.parenthesized) }]);
    this.MANY({
      GATE: () => this.isTextGoingOn(),
      DEF: () =>
        this.OR1([{ ALT: () => this.CONSUME1(tokens.PlainText) }, { ALT: () => this.SUBRULE1(this.parenthesized) }]),
    });
  });

  /** parenthesized: "(" { TEXT | parenthesized } ")" */
  readonly parenthesized = this.RULE("parenthesized", () => {
    this.CONSUME(tokens.LeftParenthesis);
    this.MANY(() =>
      this.OR([{ ALT: () => this.CONSUME(tokens.PlainText) }, { ALT: () => this.SUBRULE(this.parenthesized) }]),
    );
    this.CONSUME(tokens.RightParenthesis);
  });

  /** imports: "import" ( STRING | "(" { STRING } ")" ) */
  readonly imports = this.RULE("imports", () => {
    this.CONSUME(tokens.Import);
    this.OR([
      { ALT: () => this.CONSUME(tokens.StringLiteral) },
      {
        ALT: () => {
          this.CONSUME(tokens.LeftParenthesis);
          this.list(tokens.RightParenthesis, () => this.CONSUME1(tokens.StringLiteral));
        },
      },
    ]);
  });

  /** types: "type" ( typeDeclaration | "(" { typeDeclaration } ")" ) */
  readonly types = this.RULE("types", () => {
    this.CONSUME(tokens.Type);
    this.OR([
      {
        GATE: () => !isStatementStart((distance) => this.LA(distance)),
        ALT: () => this.SUBRULE(this.typeDeclaration),
      },
      {
        ALT: () => {
          this.CONSUME(tokens.LeftParenthesis);
          this.list(tokens.RightParenthesis, () => this.SUBRULE1(this.typeDeclaration));
        },
      },
    ]);
  });

  /** typeDeclaration: NAME [ "=" ] dataType */
  readonly typeDeclaration = this.RULE("typeDeclaration", () => {
    this.CONSUME(tokens.Name);
    this.OPTION(() => this.CONSUME(tokens.Equals));
    this.SUBRULE(this.dataType);
  });

  /** dataType: { prefix } ( [ "struct" ] struct | "interface{}" | NAME [ "." NAME ] ) */
  readonly dataType = this.RULE("dataType", () => {
    this.MANY({ GATE: () => this.isPrefixNext(), DEF: () => this.SUBRULE(this.prefix) });
    this.OPTION1({ GATE: () => this.isNext(2, tokens.LeftBrace), DEF: () => this.CONSUME(tokens.Struct) });
    this.OR([
      { ALT: () => this.SUBRULE(this.struct) },
      { ALT: () => this.CONSUME(tokens.InterfaceBraces) },
      {
        ALT: () => {
          this.CONSUME(tokens.Name);
          this.OPTION(() => {
            this.CONSUME(tokens.Dot);
            this.CONSUME1(tokens.Name, { LABEL: "Member" });
          });
        },
      },
    ]);
  });

  /** prefix: "*" | "[" [ INTEGER | "..." ] "]" | "map" "[" dataType "]" */
  readonly prefix = this.RULE("prefix", () => {
    this.OR([
      { ALT: () => this.CONSUME(tokens.Star) },
      {
        ALT: () => {
          this.CONSUME(tokens.LeftBracket);
          this.OPTION(() =>
            this.OR1([{ ALT: () => this.CONSUME(tokens.Integer) }, { ALT: () => this.CONSUME(tokens.Ellipsis) }]),
          );
          this.CONSUME(tokens.RightBracket);
        },
      },
      {
        ALT: () => {
          this.CONSUME(tokens.MapWord);
          this.CONSUME1(tokens.LeftBracket);
          this.SUBRULE(this.dataType);
          this.CONSUME1(tokens.RightBracket);
        },
      },
    ]);
  });

  /** struct: "{" { member } "}" */
  readonly struct = this.RULE("struct", () => {
    this.CONSUME(tokens.LeftBrace);
    this.list(tokens.RightBrace, () => this.SUBRULE(this.member));
  });

  /** member: ( "*" NAME | NAME [ { "," NAME } dataType ] ) [ RAW_STRING ], embedded where the type is missing */
  readonly member = this.RULE("member", () => {
    this.OR([
      {
        ALT: () => {
          this.CONSUME(tokens.Star);
          this.CONSUME(tokens.Name);
        },
      },
      {
        ALT: () => {
          this.CONSUME1(tokens.Name);
          this.OPTION({
            GATE: () => this.isOnSameLine(), // a name with nothing behind it is an embedded type
            DEF: () => {
              this.MANY(() => {
                this.CONSUME(tokens.Comma);
                this.CONSUME2(tokens.Name);
              });
              this.SUBRULE(this.dataType);
            },
          });
        },
      },
    ]);
    this.OPTION1(() => this.CONSUME(tokens.RawString));
  });

  /** service: { server } "service" NAME [ "-" NAME ] "{" { item } "}" */
  readonly service = this.RULE("service", () => {
    this.MANY1(() => this.SUBRULE(this.server));
    this.CONSUME(tokens.Service);
    this.CONSUME(tokens.Name);
    this.OPTION1(() => {
      this.CONSUME(tokens.Minus);
      this.CONSUME1(tokens.Name);
    });
    this.CONSUME(tokens.LeftBrace);
    this.list(tokens.RightBrace, () => this.SUBRULE(this.item));
  });

  /** item: doc | server | "@jwt" NAME | "@handler" NAME | route; which annotations belong to a route is seen later */
  readonly item = this.RULE("item", () => {
    this.OR([
      { ALT: () => this.SUBRULE(this.doc) },
      { ALT: () => this.SUBRULE(this.server) },
      { ALT: () => this.SUBRULE(this.jwt) },
      { ALT: () => this.SUBRULE(this.handler) },
      { ALT: () => this.SUBRULE(this.route) },
    ]);
  });

  /** jwt: "@jwt" NAME */
  readonly jwt = this.RULE("jwt", () => {
    this.CONSUME(tokens.AtJwt);
    this.CONSUME(tokens.Name);
  });

  /** handler: "@handler" NAME */
  readonly handler = this.RULE("handler", () => {
    this.CONSUME(tokens.AtHandler);
    this.CONSUME(tokens.Name);
  });

  /** doc: "@doc" ( text | "(" ( text | { entry } ) ")" ) */
  readonly doc = this.RULE("doc", () => {
    this.CONSUME(tokens.AtDoc);
    this.OR([
      { ALT: () => this.SUBRULE(this.text) },
      {
        ALT: () => {
          this.CONSUME(tokens.LeftParenthesis);
          this.OR1([
            {
              ALT: () => {
                this.SUBRULE1(this.text);
                this.CONSUME1(tokens.RightParenthesis);
              },
            },
            { ALT: () => this.list(tokens.RightParenthesis, () => this.SUBRULE(this.entry)) },
          ]);
        },
      },
    ]);
  });

  /** text: STRING | RAW_STRING */
  readonly text = this.RULE("text", () => {
    this.OR([{ ALT: () => this.CONSUME(tokens.StringLiteral) }, { ALT: () => this.CONSUME(tokens.RawString) }]);
  });

  /** server: "@server" "(" { serverEntry } ")" */
  readonly server = this.RULE("server", () => {
    this.CONSUME(tokens.AtServer);
    this.CONSUME(tokens.LeftParenthesis);
    this.list(tokens.RightParenthesis, () => this.SUBRULE(this.serverEntry));
  });

  /** serverEntry: NAME ":" ( STRING | { TEXT } ) */
  readonly serverEntry = this.RULE("serverEntry", () => {
    this.CONSUME(tokens.Name);
    this.CONSUME(tokens.Colon);
    this.OPTION(() =>
      this.OR([
        { ALT: () => this.CONSUME(tokens.StringLiteral) },
        {
          ALT: () => this.MANY({ GATE: () => this.isServerValueGoingOn(), DEF: () => this.CONSUME(tokens.ServerText) }),
        },
      ]),
    );
  });

  /** route: METHOD ( path | STRING ) [ body ] [ "returns" body ] [ ";" ] */
  readonly route = this.RULE("route", () => {
    this.CONSUME(tokens.Method);
    this.OR([{ ALT: () => this.SUBRULE(this.path) }, { ALT: () => this.CONSUME(tokens.StringLiteral) }]);
    this.OPTION(() => this.SUBRULE(this.body, { LABEL: "request" }));
    this.OPTION1(() => {
      this.CONSUME(tokens.Returns);
      this.SUBRULE1(this.body, { LABEL: "response" });
    });
    this.OPTION2(() => this.CONSUME(tokens.Semicolon));
  });

  /** path: PATH { TEXT }; as in goctl, white space may stand around the signs in it */
  readonly path = this.RULE("path", () => {
    this.CONSUME(tokens.Path);
    this.MANY({ GATE: () => this.isPathGoingOn(), DEF: () => this.CONSUME(tokens.PlainText) });
  });

  /** body: "(" [ dataType ] ")" */
  readonly body = this.RULE("body", () => {
    this.CONSUME(tokens.LeftParenthesis);
    this.OPTION(() => this.SUBRULE(this.dataType));
    this.CONSUME(tokens.RightParenthesis);
  });

  /** `a:` followed by `b: c` is a key without a value, not the value `b`. */
  private isKeyNext(): boolean {
    return this.isNext(1, tokens.Name) && this.isNext(2, tokens.Colon);
  }

  /** Behind a colon the value may stand on another line; without one only a text or a word on the same line is one. */
  private isValueNext(): boolean {
    if (this.isKeyNext()) return false;
    if (this.isNext(1, tokens.LeftParenthesis))
      return this.isOnSameLine() && isClosedOnLine((distance) => this.LA(distance));
    if (tokenMatcher(this.LA(0), tokens.Colon)) return true;
    return this.isOnSameLine() && valueStarts.some((type) => this.isNext(1, type));
  }

  private isTextGoingOn(): boolean {
    if (!this.isOnSameLine() || this.isKeyNext()) return false;
    return !this.isNext(1, tokens.LeftParenthesis) || isClosedOnLine((distance) => this.LA(distance));
  }

  /** A value goes on over a line break only around a sign that joins its parts; two words are an entry without a colon. */
  private isServerValueGoingOn(): boolean {
    if (this.isKeyNext()) return false;
    const [last, next] = [this.LA(0), this.LA(1)];
    if (this.isOnSameLine() || tokenMatcher(last, tokens.Colon)) return true;
    return /[,/-]$/.test(last.image) || /^[,/-]/.test(next.image);
  }

  /** `map` is a type only before a bracket; elsewhere it is a name. */
  private isPrefixNext(): boolean {
    return !this.isNext(1, tokens.MapWord) || this.isNext(2, tokens.LeftBracket);
  }

  private isPathGoingOn(): boolean {
    return this.isOnSameLine() && isPathPart(this.LA(0), this.LA(1));
  }

  private isOnSameLine(): boolean {
    return (this.LA(1).startLine ?? 0) <= (this.LA(0).endLine ?? 0);
  }

  private isNext(distance: number, type: TokenType): boolean {
    return tokenMatcher(this.LA(distance), type);
  }

  /** { element } close */
  private list(close: TokenType, element: () => unknown): void {
    this.elements(element);
    this.CONSUME(close);
    this.ACTION(() => void this.#lists.pop());
  }

  private elements(element: () => unknown): void {
    this.ACTION(() => {
      this.#lists.push({ first: this.LA(1), current: this.LA(1), previous: undefined });
    });
    this.MANY(() => {
      this.ACTION(() => this.elementStarts());
      element();
    });
  }

  private elementStarts(): void {
    const list = this.#lists.at(-1);
    if (list === undefined || list.current === this.LA(1)) return;
    list.previous = list.current;
    list.current = this.LA(1);
  }
}
