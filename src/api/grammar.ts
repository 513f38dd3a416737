import { createTokenInstance, CstParser, EOF, tokenMatcher } from "chevrotain";
import type { CstNode, IParserConfig, IToken, TokenType } from "chevrotain";
import { countedTexts } from "./expectation.ts";
import type { ProblemCount } from "./expectation.ts";
import * as tokens from "./tokens.ts";

/** The most syntax problems that are told of one file. */
export const problemLimit = 100;

const nowhere = Number.NaN;
const endOfFile = createTokenInstance(EOF, "", nowhere, nowhere, nowhere, nowhere, nowhere, nowhere);

/**
 * The grammar of `.api` files. It is LL(1) but for three questions that only line breaks or the token after the next
 * can answer; those are asked in the methods at the end. It accepts more than the language allows where that gives a
 * better message later.
 */
export class ApiParser extends CstParser {
  readonly #told: ProblemCount;

  constructor(config: Pick<IParserConfig, "skipValidations">) {
    const told: ProblemCount = { count: 0 };
    super([...tokens.vocabulary], {
      recoveryEnabled: true,
      maxLookahead: 1,
      nodeLocationTracking: "onlyOffset",
      errorMessageProvider: countedTexts(told),
      ...config,
    });
    this.#told = told;
    this.performSelfAnalysis();
  }

  /** Reads a whole file; `errors` holds the problems. */
  read(input: IToken[]): CstNode {
    this.#told.count = 0;
    this.input = input;
    return this.file();
  }

  /** file: { statement } */
  readonly file = this.RULE("file", () => {
    this.MANY(() => this.SUBRULE(this.statement));
  });

  /** statement: syntax | info | import | types | service */
  readonly statement = this.RULE("statement", () => {
    this.OR([
      { ALT: () => this.SUBRULE(this.syntax) },
      { ALT: () => this.SUBRULE(this.info) },
      { ALT: () => this.SUBRULE(this.imports) },
      { ALT: () => this.SUBRULE(this.types) },
      { ALT: () => this.SUBRULE(this.service) },
    ]);
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
    this.MANY(() => this.SUBRULE(this.entry));
    this.CONSUME(tokens.RightParenthesis);
  });

  /** entry: NAME ":" [ STRING | RAW_STRING | NAME ] */
  readonly entry = this.RULE("entry", () => {
    this.CONSUME(tokens.Name);
    this.CONSUME(tokens.Colon);
    this.OPTION({
      GATE: () => !this.isKeyNext(),
      DEF: () =>
        this.OR([
          { ALT: () => this.CONSUME(tokens.StringLiteral) },
          { ALT: () => this.CONSUME(tokens.RawString) },
          { ALT: () => this.CONSUME1(tokens.Name, { LABEL: "Value" }) },
        ]),
    });
  });

  /** imports: "import" ( STRING | "(" { STRING } ")" ) */
  readonly imports = this.RULE("imports", () => {
    this.CONSUME(tokens.Import);
    this.OR([
      { ALT: () => this.CONSUME(tokens.StringLiteral) },
      {
        ALT: () => {
          this.CONSUME(tokens.LeftParenthesis);
          this.MANY(() => this.CONSUME1(tokens.StringLiteral));
          this.CONSUME(tokens.RightParenthesis);
        },
      },
    ]);
  });

  /** types: "type" ( typeDeclaration | "(" { typeDeclaration } ")" ) */
  readonly types = this.RULE("types", () => {
    this.CONSUME(tokens.Type);
    this.OR([
      { ALT: () => this.SUBRULE(this.typeDeclaration) },
      {
        ALT: () => {
          this.CONSUME(tokens.LeftParenthesis);
          this.MANY(() => this.SUBRULE1(this.typeDeclaration));
          this.CONSUME(tokens.RightParenthesis);
        },
      },
    ]);
  });

  /** typeDeclaration: NAME [ "=" ] [ "struct" ] dataType */
  readonly typeDeclaration = this.RULE("typeDeclaration", () => {
    this.CONSUME(tokens.Name);
    this.OPTION(() => this.CONSUME(tokens.Equals));
    this.OPTION1(() => this.CONSUME(tokens.Struct));
    this.SUBRULE(this.dataType);
  });

  /** dataType: { prefix } ( struct | "interface{}" | NAME [ "." NAME ] ) */
  readonly dataType = this.RULE("dataType", () => {
    this.MANY({ GATE: () => this.isPrefixNext(), DEF: () => this.SUBRULE(this.prefix) });
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
    this.MANY(() => this.SUBRULE(this.member));
    this.CONSUME(tokens.RightBrace);
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
            GATE: () => !this.isEmbedded(),
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

  /** service: [ server ] "service" NAME [ "-" NAME ] "{" { item } "}" */
  readonly service = this.RULE("service", () => {
    this.OPTION(() => this.SUBRULE(this.server));
    this.CONSUME(tokens.Service);
    this.CONSUME(tokens.Name);
    this.OPTION1(() => {
      this.CONSUME(tokens.Minus);
      this.CONSUME1(tokens.Name);
    });
    this.CONSUME(tokens.LeftBrace);
    this.MANY(() => this.SUBRULE(this.item));
    this.CONSUME(tokens.RightBrace);
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
          this.OR1([{ ALT: () => this.SUBRULE1(this.text) }, { ALT: () => this.MANY(() => this.SUBRULE(this.entry)) }]);
          this.CONSUME(tokens.RightParenthesis);
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
    this.MANY(() => this.SUBRULE(this.serverEntry));
    this.CONSUME(tokens.RightParenthesis);
  });

  /** serverEntry: WORD ":" { WORD | "," | STRING } */
  readonly serverEntry = this.RULE("serverEntry", () => {
    this.CONSUME(tokens.ServerWord);
    this.CONSUME(tokens.Colon);
    this.MANY({ GATE: () => !this.isKeyNext(), DEF: () => this.SUBRULE(this.serverValuePart) });
  });

  /** serverValuePart: WORD | "," | STRING */
  readonly serverValuePart = this.RULE("serverValuePart", () => {
    this.OR([
      { ALT: () => this.CONSUME(tokens.ServerWord) },
      { ALT: () => this.CONSUME(tokens.Comma) },
      { ALT: () => this.CONSUME(tokens.StringLiteral) },
    ]);
  });

  /** route: METHOD PATH [ body ] [ "returns" body ] [ ";" ] */
  readonly route = this.RULE("route", () => {
    this.CONSUME(tokens.Method);
    this.CONSUME(tokens.Path);
    this.OPTION(() => this.SUBRULE(this.body, { LABEL: "request" }));
    this.OPTION1(() => {
      this.CONSUME(tokens.Returns);
      this.SUBRULE1(this.body, { LABEL: "response" });
    });
    this.OPTION2(() => this.CONSUME(tokens.Semicolon));
  });

  /** body: "(" [ dataType ] ")" */
  readonly body = this.RULE("body", () => {
    this.CONSUME(tokens.LeftParenthesis);
    this.OPTION(() => this.SUBRULE(this.dataType));
    this.CONSUME(tokens.RightParenthesis);
  });

  /** `a:` followed by `b: c` is a key without a value, not the value `b`. */
  private isKeyNext(): boolean {
    return (this.isNext(1, tokens.Name) || this.isNext(1, tokens.ServerWord)) && this.isNext(2, tokens.Colon);
  }

  /** `map` is a type only before a bracket; elsewhere it is a name. */
  private isPrefixNext(): boolean {
    return !this.isNext(1, tokens.MapWord) || this.isNext(2, tokens.LeftBracket);
  }

  /** A name is an embedded type when nothing that could be its type follows on the same line. */
  private isEmbedded(): boolean {
    const next = this.LA(1);
    return (next.startLine ?? 0) > (this.LA(0).endLine ?? 0);
  }

  // Chevrotain goes on after a mistake in a repetition by recursion, so that a text with mistakes without end would
  // exhaust the stack. After enough of them the file ends for the parser.
  protected override LA_FAST(distance: number): IToken {
    return this.#told.count < problemLimit ? super.LA_FAST(distance) : endOfFile;
  }

  protected override LA(distance: number): IToken {
    return this.#told.count < problemLimit ? super.LA(distance) : endOfFile;
  }

  private isNext(distance: number, type: TokenType): boolean {
    return tokenMatcher(this.LA(distance), type);
  }
}
