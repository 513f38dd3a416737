import type { AlterTable, CreateIndex, CreateTable, DropIndex, DropTable, RenameTable } from "./ast.ts";
import type { ChangedOptions, Name, TableChange, TableContent, TableElement, TableOptions } from "./ast.ts";
import { ChangeGrammar, noOptions } from "./change-grammar.ts";
import type { Span } from "../text/span.ts";
import * as t from "./tokens.ts";

/** What stands after a table's columns. */
interface TableTail {
  readonly options: TableOptions;
  /** Where a query begins whose columns the table gets too. */
  readonly query: Span | undefined;
}

/** Statements about tables, one at a time: `statements.ts` cuts the file up. */
export class SqlParser extends ChangeGrammar {
  constructor(options: { readonly skipValidations: boolean }) {
    super(options);
    this.performSelfAnalysis();
  }

  /** createTable: CREATE [ OR REPLACE ] [ TEMPORARY ] TABLE [ ifNotExists ] tableName content tail */
  readonly createTable = this.RULE("createTable", (): CreateTable => {
    const start = this.LA(1).startOffset;
    const words = this.SUBRULE(this.createWords);
    this.CONSUME(t.Table);
    const ifNotExists = this.OPTION(() => this.SUBRULE(this.ifNotExists)) ?? false;
    const name = this.SUBRULE(this.tableName);
    const content = this.SUBRULE(this.content);
    const tail = this.SUBRULE(this.tail);
    return this.ACTION(() => ({
      kind: "createTable",
      name,
      ifNotExists,
      ...words,
      content: tail.query === undefined ? content : { kind: "select", span: tail.query },
      options: tail.options,
      span: this.spanFrom(start),
    }));
  });

  /** createIndex: createWords [ UNIQUE | indexKind ] INDEX [ ifNotExists ] name [ using ] ON tableName [ wait ] keyParts anything */
  readonly createIndex = this.RULE("createIndex", (): CreateIndex => {
    const start = this.LA(1).startOffset;
    const { orReplace } = this.SUBRULE(this.createWords);
    let type: "unique" | "other" = "other";
    this.OPTION(() => {
      this.OR([
        {
          ALT: () => {
            this.CONSUME(t.Unique);
            type = "unique";
          },
        },
        { ALT: () => this.SUBRULE(this.indexKind) },
      ]);
    });
    this.CONSUME(t.Index);
    const ifNotExists = this.OPTION1(() => this.SUBRULE(this.ifNotExists)) ?? false;
    const name = this.SUBRULE(this.name);
    this.OPTION2(() => this.SUBRULE(this.using));
    this.CONSUME(t.On);
    const table = this.SUBRULE(this.tableName);
    this.SUBRULE(this.wait);
    const parts = this.SUBRULE(this.keyParts);
    this.SUBRULE(this.anything);
    return this.ACTION(() => {
      const span = this.spanFrom(start);
      const key = { kind: "key", type, name: name.text, parts, ifNotExists, span } as const;
      return { kind: "createIndex", table, key, orReplace, span };
    });
  });

  /** dropTable: DROP [ TEMPORARY ] tableWord [ ifExists ] tableName { "," tableName } anything */
  readonly dropTable = this.RULE("dropTable", (): DropTable => {
    const start = this.LA(1).startOffset;
    this.CONSUME(t.Drop);
    const temporary = this.OPTION(() => this.CONSUME(t.Temporary)) !== undefined;
    this.SUBRULE(this.tableWord);
    const ifExists = this.OPTION1(() => this.SUBRULE(this.ifExists)) ?? false;
    const tables: Name[] = [];
    this.AT_LEAST_ONE_SEP({ SEP: t.Comma, ERR_MSG: "a name", DEF: () => tables.push(this.SUBRULE(this.tableName)) });
    this.SUBRULE(this.anything);
    return this.ACTION(() => ({ kind: "dropTable", tables, ifExists, temporary, span: this.spanFrom(start) }));
  });

  /** dropIndex: DROP [ ONLINE ] INDEX [ ifExists ] name ON tableName anything */
  readonly dropIndex = this.RULE("dropIndex", (): DropIndex => {
    const start = this.LA(1).startOffset;
    this.CONSUME(t.Drop);
    this.OPTION(() => this.CONSUME(t.Online));
    this.CONSUME(t.Index);
    const ifExists = this.OPTION1(() => this.SUBRULE(this.ifExists)) ?? false;
    const key = this.SUBRULE(this.name);
    this.CONSUME(t.On);
    const table = this.SUBRULE(this.tableName);
    this.SUBRULE(this.anything);
    return this.ACTION(() => ({ kind: "dropIndex", table, key, ifExists, span: this.spanFrom(start) }));
  });

  /** renameTable: RENAME tableWord [ ifExists ] renaming { "," renaming }   with   renaming: tableName [ wait ] TO tableName */
  readonly renameTable = this.RULE("renameTable", (): RenameTable => {
    const start = this.LA(1).startOffset;
    this.CONSUME(t.Rename);
    this.SUBRULE(this.tableWord);
    const ifExists = this.OPTION(() => this.SUBRULE(this.ifExists)) ?? false;
    const renames: { from: Name; to: Name }[] = [];
    this.AT_LEAST_ONE_SEP({
      SEP: t.Comma,
      ERR_MSG: "a name",
      DEF: () => {
        const from = this.SUBRULE(this.tableName);
        this.SUBRULE(this.wait);
        this.CONSUME(t.To);
        renames.push({ from, to: this.SUBRULE1(this.tableName) });
      },
    });
    return this.ACTION(() => ({ kind: "renameTable", renames, ifExists, span: this.spanFrom(start) }));
  });

  /** alterTable: ALTER [ IGNORE | ONLINE ] TABLE [ ifExists ] tableName [ wait ] change { "," change } */
  readonly alterTable = this.RULE("alterTable", (): AlterTable => {
    const start = this.LA(1).startOffset;
    const changes: TableChange[] = [];
    this.CONSUME(t.Alter);
    this.MANY(() => this.OR([{ ALT: () => this.CONSUME(t.Ignore) }, { ALT: () => this.CONSUME(t.Online) }]));
    this.CONSUME(t.Table);
    const ifExists = this.OPTION1(() => this.SUBRULE(this.ifExists)) ?? false;
    const table = this.SUBRULE(this.tableName);
    this.SUBRULE(this.wait);
    this.AT_LEAST_ONE_SEP({
      SEP: t.Comma,
      ERR_MSG: "a change of the table",
      DEF: () => changes.push(this.SUBRULE(this.change)),
    });
    return this.ACTION(() => ({ kind: "alterTable", table, ifExists, changes, span: this.spanFrom(start) }));
  });

  private readonly tableWord = this.RULE("tableWord", (): void => {
    this.OR([{ ALT: () => this.CONSUME(t.Table) }, { ALT: () => this.CONSUME(t.Tables) }]);
  });

  /** wait: [ WAIT number | NOWAIT ]   (MariaDB) */
  private readonly wait = this.RULE("wait", (): void => {
    this.OPTION({
      GATE: () => /^(?:wait|nowait)$/iu.test(this.LA(1).image),
      DEF: () => {
        this.CONSUME(t.Word);
        this.OPTION1(() => this.CONSUME(t.NumberToken));
      },
    });
  });

  /** createWords: CREATE [ OR REPLACE ] [ TEMPORARY | ONLINE ] */
  private readonly createWords = this.RULE("createWords", (): Pick<CreateTable, "orReplace" | "temporary"> => {
    this.CONSUME(t.Create);
    const orReplace = this.OPTION(() => {
      this.CONSUME(t.Or);
      this.CONSUME(t.Replace);
      return true;
    });
    const temporary = this.OPTION1(() =>
      this.OR([
        {
          ALT: () => {
            this.CONSUME(t.Temporary);
            return true;
          },
        },
        {
          ALT: () => {
            this.CONSUME(t.Online);
            return false;
          },
        },
      ]),
    );
    return { orReplace: orReplace ?? false, temporary: temporary ?? false };
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
        { GATE: () => this.isBefore("FOR"), ALT: () => this.SUBRULE(this.period) },
        { GATE: () => !this.isBefore("INDEX", "KEY"), ALT: () => this.SUBRULE(this.column) },
        { ALT: () => this.SUBRULE(this.key) },
      ],
    }),
  );

  /** tail: { tableOption | query | parenthesized | "," | plain } */
  private readonly tail = this.RULE("tail", (): TableTail => {
    let options: ChangedOptions = noOptions;
    let query: Span | undefined;
    this.MANY(() => {
      this.OR({
        IGNORE_AMBIGUITIES: true,
        DEF: [
          { ALT: () => (options = { ...options, ...this.SUBRULE(this.tableOption) }) },
          { ALT: () => (query = this.SUBRULE(this.query)) },
          { ALT: () => this.SUBRULE(this.parenthesized) },
          { ALT: () => this.CONSUME(t.Comma) },
          { ALT: () => this.CONSUME(t.Plain) },
        ],
      });
    });
    return { options: { ...options, comment: options.comment ?? "" }, query };
  });
}
