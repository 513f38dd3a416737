import type { AlterTable, CreateIndex, CreateTable, Name, PlacedColumn, TableChange } from "./ast.ts";
import type { TableContent, TableElement, TableOptions } from "./ast.ts";
import { ElementGrammar } from "./element-grammar.ts";
import type { Span } from "../text/span.ts";
import * as t from "./tokens.ts";

/** What stands after a table's columns. */
interface TableTail {
  readonly options: TableOptions;
  /** Where a query begins whose columns the table gets too. */
  readonly query: Span | undefined;
}

/** Statements about tables, one at a time: `statements.ts` cuts the file up. */
export class SqlParser extends ElementGrammar {
  constructor(options: { readonly skipValidations: boolean }) {
    super(options);
    this.performSelfAnalysis();
  }

  /** createTable: CREATE [ OR REPLACE ] [ TEMPORARY ] TABLE [ ifNotExists ] tableName content tail */
  readonly createTable = this.RULE("createTable", (): CreateTable => {
    const start = this.LA(1).startOffset;
    this.SUBRULE(this.createWords);
    this.CONSUME(t.Table);
    const ifNotExists = this.OPTION(() => this.SUBRULE(this.ifNotExists)) ?? false;
    const name = this.SUBRULE(this.tableName);
    const content = this.SUBRULE(this.content);
    const tail = this.SUBRULE(this.tail);
    return this.ACTION(() => ({
      kind: "createTable",
      name,
      ifNotExists,
      content: tail.query === undefined ? content : { kind: "select", span: tail.query },
      options: tail.options,
      span: this.spanFrom(start),
    }));
  });

  /** createIndex: createWords UNIQUE INDEX [ ifNotExists ] name [ using ] ON tableName keyParts anything */
  readonly createIndex = this.RULE("createIndex", (): CreateIndex => {
    const start = this.LA(1).startOffset;
    this.SUBRULE(this.createWords);
    this.CONSUME(t.Unique);
    this.CONSUME(t.Index);
    this.OPTION(() => this.SUBRULE(this.ifNotExists));
    const name = this.SUBRULE(this.name);
    this.OPTION1(() => this.SUBRULE(this.using));
    this.CONSUME(t.On);
    const table = this.SUBRULE(this.tableName);
    const parts = this.SUBRULE(this.keyParts);
    this.SUBRULE(this.anything);
    return this.ACTION(() => {
      const span = this.spanFrom(start);
      return { kind: "createIndex", table, key: { kind: "key", type: "unique", name: name.text, parts, span }, span };
    });
  });

  /** alterTable: ALTER [ IGNORE | ONLINE ] TABLE [ IF EXISTS ] tableName change { "," change } */
  readonly alterTable = this.RULE("alterTable", (): AlterTable => {
    const start = this.LA(1).startOffset;
    const changes: TableChange[] = [];
    this.CONSUME(t.Alter);
    this.OPTION(() => this.OR([{ ALT: () => this.CONSUME(t.Ignore) }, { ALT: () => this.CONSUME(t.Online) }]));
    this.CONSUME(t.Table);
    this.OPTION1(() => this.SUBRULE(this.ifExists));
    const table = this.SUBRULE(this.tableName);
    this.AT_LEAST_ONE_SEP({
      SEP: t.Comma,
      ERR_MSG: "a change of the table",
      DEF: () => changes.push(this.SUBRULE(this.change)),
    });
    return this.ACTION(() => ({ kind: "alterTable", table, changes, span: this.spanFrom(start) }));
  });

  /** createWords: CREATE [ OR REPLACE ] [ TEMPORARY | ONLINE ] */
  private readonly createWords = this.RULE("createWords", (): void => {
    this.CONSUME(t.Create);
    this.OPTION(() => {
      this.CONSUME(t.Or);
      this.CONSUME(t.Replace);
    });
    this.OPTION1(() => this.OR([{ ALT: () => this.CONSUME(t.Temporary) }, { ALT: () => this.CONSUME(t.Online) }]));
  });

  /** ifNotExists: IF NOT EXISTS */
  private readonly ifNotExists = this.RULE("ifNotExists", (): boolean => {
    this.CONSUME(t.If);
    this.CONSUME(t.Not);
    this.CONSUME(t.Exists);
    return true;
  });

  /** ifExists: IF EXISTS */
  private readonly ifExists = this.RULE("ifExists", (): void => {
    this.CONSUME(t.If);
    this.CONSUME(t.Exists);
  });

  /** content: like | query | "(" ( like | query | elements ) ")" */
  private readonly content = this.RULE("content", (): TableContent =>
    this.OR<TableContent>({
      ERR_MSG: '"("',
      DEF: [
        { ALT: () => this.SUBRULE(this.like) },
        { ALT: () => ({ kind: "select", span: this.SUBRULE(this.query) }) },
        { ALT: () => this.SUBRULE(this.enclosedContent) },
      ],
    }),
  );

  private readonly enclosedContent = this.RULE("enclosedContent", (): TableContent => {
    this.CONSUME(t.LeftParenthesis);
    const content = this.OR<TableContent>({
      ERR_MSG: "a column or a key",
      DEF: [
        { ALT: () => this.SUBRULE(this.like) },
        { ALT: () => ({ kind: "select", span: this.SUBRULE(this.query) }) },
        { ALT: () => ({ kind: "elements", elements: this.SUBRULE(this.elements) }) },
      ],
    });
    this.CONSUME(t.RightParenthesis, { ERR_MSG: '"," or ")"' });
    return content;
  });

  /** like: LIKE tableName */
  private readonly like = this.RULE("like", (): TableContent => {
    this.CONSUME(t.Like);
    return { kind: "like", table: this.SUBRULE(this.tableName) };
  });

  /** query: [ IGNORE | REPLACE ] ( AS | SELECT ) anything */
  private readonly query = this.RULE("query", (): Span => {
    const start = this.LA(1).startOffset;
    this.OPTION(() => this.OR([{ ALT: () => this.CONSUME(t.Ignore) }, { ALT: () => this.CONSUME(t.Replace) }]));
    this.OR1([{ ALT: () => this.CONSUME(t.As) }, { ALT: () => this.CONSUME(t.Select) }]);
    const span = this.ACTION(() => this.spanFrom(start));
    this.SUBRULE(this.anything);
    return span;
  });

  /** elements: ( column | key ) { "," ( column | key ) } */
  private readonly elements = this.RULE("elements", (): TableElement[] => {
    const elements: TableElement[] = [];
    this.AT_LEAST_ONE_SEP({
      SEP: t.Comma,
      ERR_MSG: "a column or a key",
      DEF: () => elements.push(this.SUBRULE(this.element)),
    });
    return elements;
  });

  /** element: period | column | key */
  readonly element = this.RULE("element", (): TableElement =>
    this.OR<TableElement>({
      ERR_MSG: "a column or a key",
      IGNORE_AMBIGUITIES: true,
      DEF: [
        { GATE: () => this.LA(2).image.toUpperCase() === "FOR", ALT: () => this.SUBRULE(this.period) },
        { ALT: () => this.SUBRULE(this.column) },
        { ALT: () => this.SUBRULE(this.key) },
      ],
    }),
  );

  /** tail: { COMMENT [ "=" ] text | characterSet | collation | query | parenthesized | "," | plain } */
  private readonly tail = this.RULE("tail", (): TableTail => {
    let comment = "";
    let characterSet: string | undefined;
    let collation: string | undefined;
    let query: Span | undefined;
    this.MANY(() => {
      this.OR({
        IGNORE_AMBIGUITIES: true,
        DEF: [
          { ALT: () => (comment = this.SUBRULE(this.commentOption)) },
          { ALT: () => (characterSet = this.SUBRULE(this.characterSetOption)) },
          { ALT: () => (collation = this.SUBRULE(this.collateOption)) },
          { ALT: () => (query = this.SUBRULE(this.query)) },
          { ALT: () => this.SUBRULE(this.parenthesized) },
          { ALT: () => this.CONSUME(t.Comma) },
          { ALT: () => this.CONSUME(t.Plain) },
        ],
      });
    });
    return { options: { comment, characterSet, collation }, query };
  });

  /** commentOption: COMMENT [ "=" ] text */
  private readonly commentOption = this.RULE("commentOption", (): string => {
    this.CONSUME(t.Comment);
    this.OPTION(() => this.CONSUME(t.Equals));
    return this.SUBRULE(this.text);
  });

  /** characterSetOption: characterSetWords [ "=" ] word */
  private readonly characterSetOption = this.RULE("characterSetOption", (): string => {
    this.SUBRULE(this.characterSetWords);
    this.OPTION(() => this.CONSUME(t.Equals));
    return this.SUBRULE(this.word);
  });

  /** collateOption: COLLATE [ "=" ] word */
  private readonly collateOption = this.RULE("collateOption", (): string => {
    this.CONSUME(t.Collate);
    this.OPTION(() => this.CONSUME(t.Equals));
    return this.SUBRULE(this.word);
  });

  /** change: ADD … | MODIFY … | CHANGE … | DROP … | anything else up to the next comma */
  private readonly change = this.RULE("change", (): TableChange =>
    this.OR<TableChange>({
      ERR_MSG: "a change of the table",
      IGNORE_AMBIGUITIES: true,
      DEF: [
        { ALT: () => this.SUBRULE(this.addition) },
        { ALT: () => this.SUBRULE(this.columnChange) },
        { ALT: () => this.SUBRULE(this.removal) },
        { ALT: () => this.SUBRULE(this.unsupportedChange) },
        { ALT: () => this.SUBRULE(this.otherChange) },
      ],
    }),
  );

  /** addition: ADD ( key | [ COLUMN ] [ ifNotExists ] ( placedColumn | "(" column { "," column } ")" ) | PARTITION rest ) */
  private readonly addition = this.RULE("addition", (): TableChange => {
    this.CONSUME(t.Add);
    return this.OR<TableChange>({
      ERR_MSG: "a column or a key",
      DEF: [
        { ALT: () => ({ kind: "addKey", key: this.SUBRULE(this.key) }) },
        { ALT: () => ({ kind: "addColumns", columns: this.SUBRULE(this.addedColumns) }) },
        {
          ALT: () => {
            this.CONSUME(t.Reserved);
            return this.SUBRULE(this.rest);
          },
        },
      ],
    });
  });

  private readonly addedColumns = this.RULE("addedColumns", (): PlacedColumn[] => {
    const columns: PlacedColumn[] = [];
    this.OPTION(() => this.CONSUME(t.Column));
    this.OPTION1(() => this.SUBRULE(this.ifNotExists));
    this.OR({
      ERR_MSG: "a column",
      DEF: [
        { ALT: () => columns.push(this.SUBRULE(this.placedColumn)) },
        {
          ALT: () => {
            this.CONSUME(t.LeftParenthesis);
            this.AT_LEAST_ONE_SEP({
              SEP: t.Comma,
              ERR_MSG: "a column",
              DEF: () => columns.push({ definition: this.SUBRULE(this.column), place: undefined }),
            });
            this.CONSUME(t.RightParenthesis, { ERR_MSG: '"," or ")"' });
          },
        },
      ],
    });
    return columns;
  });

  /** placedColumn: column [ FIRST | AFTER name ] */
  private readonly placedColumn = this.RULE("placedColumn", (): PlacedColumn => {
    const definition = this.SUBRULE(this.column);
    const place = this.OPTION(() =>
      this.OR<PlacedColumn["place"]>([
        {
          ALT: () => {
            this.CONSUME(t.First);
            return "first";
          },
        },
        {
          ALT: () => {
            this.CONSUME(t.After);
            return { after: this.SUBRULE(this.name) };
          },
        },
      ]),
    );
    return { definition, place };
  });

  /** columnChange: MODIFY [ COLUMN ] [ ifExists ] placedColumn | CHANGE [ COLUMN ] [ ifExists ] name placedColumn */
  private readonly columnChange = this.RULE("columnChange", (): TableChange => {
    let from: Name | undefined;
    this.OR([
      {
        ALT: () => {
          this.CONSUME(t.Modify);
          this.SUBRULE(this.columnWords);
        },
      },
      {
        ALT: () => {
          this.CONSUME(t.Change);
          this.SUBRULE1(this.columnWords);
          from = this.SUBRULE(this.name);
        },
      },
    ]);
    const column = this.SUBRULE(this.placedColumn);
    return this.ACTION(() => ({ kind: "changeColumn", from: from ?? column.definition.name, column }));
  });

  /** columnWords: [ COLUMN ] [ ifExists ] */
  private readonly columnWords = this.RULE("columnWords", (): void => {
    this.OPTION(() => this.CONSUME(t.Column));
    this.OPTION1(() => this.SUBRULE(this.ifExists));
  });

  /** removal: DROP ( PRIMARY KEY | ( KEY | INDEX | CONSTRAINT ) [ ifExists ] name | columnWords name | … rest ) */
  private readonly removal = this.RULE("removal", (): TableChange => {
    this.CONSUME(t.Drop);
    return this.OR<TableChange>({
      ERR_MSG: "a column or a key",
      DEF: [
        {
          ALT: () => {
            this.CONSUME(t.Primary);
            this.CONSUME(t.Key);
            return { kind: "dropPrimaryKey" };
          },
        },
        { ALT: () => this.SUBRULE(this.keyRemoval) },
        {
          ALT: () => {
            this.SUBRULE(this.columnWords);
            const column = this.SUBRULE(this.name);
            this.OPTION(() => this.CONSUME1(t.Reserved));
            return { kind: "dropColumn", column };
          },
        },
        {
          ALT: () => {
            this.OR1([
              { ALT: () => this.CONSUME(t.Foreign) },
              { ALT: () => this.CONSUME(t.Check) },
              { ALT: () => this.CONSUME(t.Reserved) },
            ]);
            return this.SUBRULE(this.rest);
          },
        },
      ],
    });
  });

  private readonly keyRemoval = this.RULE("keyRemoval", (): TableChange => {
    this.OR([
      { ALT: () => this.CONSUME(t.Key) },
      { ALT: () => this.CONSUME(t.Index) },
      { ALT: () => this.CONSUME(t.Constraint) },
    ]);
    this.OPTION(() => this.SUBRULE(this.ifExists));
    const name = this.SUBRULE(this.name);
    return this.ACTION(() => ({ kind: "dropKey", key: name.text }));
  });

  /** unsupportedChange: ( RENAME | ALTER ) rest */
  private readonly unsupportedChange = this.RULE("unsupportedChange", (): TableChange => {
    const start = this.LA(1).startOffset;
    this.OR([{ ALT: () => this.CONSUME(t.Rename) }, { ALT: () => this.CONSUME(t.Alter) }]);
    this.SUBRULE(this.rest);
    return this.ACTION(() => ({ kind: "unsupported", span: this.spanFrom(start) }));
  });

  private readonly otherChange = this.RULE("otherChange", (): TableChange => {
    this.CONSUME(t.Plain);
    return this.SUBRULE(this.rest);
  });

  /** rest: { plain | parenthesized } */
  private readonly rest = this.RULE("rest", (): TableChange => {
    this.MANY(() => {
      this.OR([{ ALT: () => this.CONSUME(t.Plain) }, { ALT: () => this.SUBRULE(this.parenthesized) }]);
    });
    return { kind: "other" };
  });
}
