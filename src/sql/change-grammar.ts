import type { ChangedOptions, Name, PlacedColumn, TableChange } from "./ast.ts";
import { ElementGrammar } from "./element-grammar.ts";
import * as t from "./tokens.ts";

export const noOptions: ChangedOptions = { comment: undefined, characterSet: undefined, collation: undefined };

/** What ALTER TABLE does to a table. */
export abstract class ChangeGrammar extends ElementGrammar {
  /** change: ADD … | MODIFY … | CHANGE … | DROP … | RENAME … | ALTER … | CONVERT … | options and anything else up to the next comma */
  protected readonly change = this.RULE("change", (): TableChange =>
    this.OR<TableChange>({
      ERR_MSG: "a change of the table",
      IGNORE_AMBIGUITIES: true,
      DEF: [
        { ALT: () => this.SUBRULE(this.addition) },
        { ALT: () => this.SUBRULE(this.columnChange) },
        { ALT: () => this.SUBRULE(this.removal) },
        { ALT: () => this.SUBRULE(this.renaming) },
        { ALT: () => this.SUBRULE(this.alteration) },
        { ALT: () => this.SUBRULE(this.conversion) },
        { ALT: () => this.SUBRULE(this.otherChange) },
      ],
    }),
  );

  /** ifExists: IF EXISTS */
  protected readonly ifExists = this.RULE("ifExists", (): boolean => {
    this.CONSUME(t.If);
    this.CONSUME(t.Exists);
    return true;
  });

  /** addition: ADD ( SYSTEM VERSIONING | period | key | addedColumns | PARTITION rest ) */
  private readonly addition = this.RULE("addition", (): TableChange => {
    this.CONSUME(t.Add);
    return this.OR<TableChange>({
      ERR_MSG: "a column or a key",
      IGNORE_AMBIGUITIES: true,
      DEF: [
        { GATE: () => this.isBefore("VERSIONING"), ALT: () => this.SUBRULE(this.otherChange) },
        { GATE: () => this.isBefore("FOR"), ALT: () => ({ kind: "addKey", key: this.SUBRULE(this.period) }) },
        { GATE: () => !this.isBefore("INDEX", "KEY"), ALT: () => this.SUBRULE(this.addedColumns) },
        { ALT: () => ({ kind: "addKey", key: this.SUBRULE(this.key) }) },
        {
          ALT: () => {
            this.CONSUME(t.Reserved);
            return this.SUBRULE(this.rest);
          },
        },
      ],
    });
  });

  /** addedColumns: [ COLUMN ] [ ifNotExists ] ( placedColumn | "(" column { "," column } ")" ) */
  private readonly addedColumns = this.RULE("addedColumns", (): TableChange => {
    const columns: PlacedColumn[] = [];
    this.OPTION(() => this.CONSUME(t.Column));
    const ifNotExists = this.OPTION1(() => this.SUBRULE(this.ifNotExists)) ?? false;
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
    return { kind: "addColumns", columns, ifNotExists };
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

  /** columnChange: MODIFY columnWords placedColumn | CHANGE columnWords name placedColumn */
  private readonly columnChange = this.RULE("columnChange", (): TableChange => {
    let from: Name | undefined;
    let ifExists = false;
    this.OR([
      {
        ALT: () => {
          this.CONSUME(t.Modify);
          ifExists = this.SUBRULE(this.columnWords);
        },
      },
      {
        ALT: () => {
          this.CONSUME(t.Change);
          ifExists = this.SUBRULE1(this.columnWords);
          from = this.SUBRULE(this.name);
        },
      },
    ]);
    const column = this.SUBRULE(this.placedColumn);
    return this.ACTION(() => ({ kind: "changeColumn", from: from ?? column.definition.name, column, ifExists }));
  });

  /** columnWords: [ COLUMN ] [ ifExists ] */
  private readonly columnWords = this.RULE("columnWords", (): boolean => {
    this.OPTION(() => this.CONSUME(t.Column));
    return this.OPTION1(() => this.SUBRULE(this.ifExists)) ?? false;
  });

  /** removal: DROP ( PRIMARY KEY | keyRemoval | constraintRemoval | SYSTEM VERSIONING | period | columnWords name | … rest ) */
  private readonly removal = this.RULE("removal", (): TableChange => {
    this.CONSUME(t.Drop);
    return this.OR<TableChange>({
      ERR_MSG: "a column or a key",
      IGNORE_AMBIGUITIES: true,
      DEF: [
        {
          ALT: () => {
            this.CONSUME(t.Primary);
            this.CONSUME(t.Key);
            return { kind: "dropPrimaryKey" };
          },
        },
        { ALT: () => this.SUBRULE(this.keyRemoval) },
        { ALT: () => this.SUBRULE(this.constraintRemoval) },
        { ALT: () => this.SUBRULE(this.foreignKeyRemoval) },
        { GATE: () => this.isBefore("VERSIONING", "FOR"), ALT: () => this.SUBRULE(this.otherChange) },
        {
          ALT: () => {
            const ifExists = this.SUBRULE(this.columnWords);
            const column = this.SUBRULE(this.name);
            this.OPTION(() => this.CONSUME1(t.Reserved));
            return { kind: "dropColumn", column, ifExists };
          },
        },
        {
          ALT: () => {
            this.OR1([{ ALT: () => this.CONSUME(t.Check) }, { ALT: () => this.CONSUME(t.Reserved) }]);
            return this.SUBRULE(this.rest);
          },
        },
      ],
    });
  });

  /** keyRemoval: ( KEY | INDEX ) [ ifExists ] name */
  private readonly keyRemoval = this.RULE("keyRemoval", (): TableChange => {
    this.SUBRULE(this.keyOrIndex);
    const ifExists = this.OPTION(() => this.SUBRULE(this.ifExists)) ?? false;
    return { kind: "dropKey", key: this.SUBRULE(this.name), ifExists };
  });

  /** constraintRemoval: CONSTRAINT [ ifExists ] name */
  private readonly constraintRemoval = this.RULE("constraintRemoval", (): TableChange => {
    this.CONSUME(t.Constraint);
    this.OPTION(() => this.SUBRULE(this.ifExists));
    return { kind: "dropConstraint", name: this.SUBRULE(this.name) };
  });

  /** foreignKeyRemoval: FOREIGN KEY [ ifExists ] name */
  private readonly foreignKeyRemoval = this.RULE("foreignKeyRemoval", (): TableChange => {
    this.CONSUME(t.Foreign);
    this.CONSUME(t.Key);
    this.OPTION(() => this.SUBRULE(this.ifExists));
    return { kind: "dropForeignKey", name: this.SUBRULE(this.name) };
  });

  /** renaming: RENAME ( COLUMN pair | keyOrIndex pair | [ TO | AS | "=" ] tableName ) */
  private readonly renaming = this.RULE("renaming", (): TableChange => {
    this.CONSUME(t.Rename);
    return this.OR<TableChange>({
      ERR_MSG: "COLUMN, INDEX, TO or a name",
      DEF: [
        {
          ALT: () => {
            this.CONSUME(t.Column);
            return { kind: "renameColumn", ...this.SUBRULE(this.renamedPair) };
          },
        },
        {
          ALT: () => {
            this.SUBRULE(this.keyOrIndex);
            return { kind: "renameKey", ...this.SUBRULE1(this.renamedPair) };
          },
        },
        {
          ALT: () => {
            this.OPTION(() =>
              this.OR1([
                { ALT: () => this.CONSUME(t.To) },
                { ALT: () => this.CONSUME(t.As) },
                { ALT: () => this.CONSUME(t.Equals) },
              ]),
            );
            return { kind: "renameTable", to: this.SUBRULE(this.tableName) };
          },
        },
      ],
    });
  });

  /** renamedPair: [ ifExists ] name TO name */
  private readonly renamedPair = this.RULE("renamedPair", (): { from: Name; to: Name; ifExists: boolean } => {
    const ifExists = this.OPTION(() => this.SUBRULE(this.ifExists)) ?? false;
    const from = this.SUBRULE(this.name);
    this.CONSUME(t.To);
    return { from, to: this.SUBRULE1(this.name), ifExists };
  });

  /** alteration: ALTER ( ( INDEX | KEY | CHECK | CONSTRAINT ) rest | columnWords name ( SET DEFAULT defaultValue | DROP DEFAULT | rest ) ) */
  private readonly alteration = this.RULE("alteration", (): TableChange => {
    this.CONSUME(t.Alter);
    return this.OR<TableChange>({
      ERR_MSG: "a column or an index",
      DEF: [
        {
          ALT: () => {
            this.OR1([
              { ALT: () => this.SUBRULE(this.keyOrIndex) },
              { ALT: () => this.CONSUME(t.Check) },
              { ALT: () => this.CONSUME(t.Constraint) },
            ]);
            return this.SUBRULE(this.rest);
          },
        },
        { ALT: () => this.SUBRULE(this.columnAlteration) },
      ],
    });
  });

  private readonly columnAlteration = this.RULE("columnAlteration", (): TableChange => {
    const ifExists = this.SUBRULE(this.columnWords);
    const column = this.SUBRULE(this.name);
    return this.OR<TableChange>({
      ERR_MSG: "SET DEFAULT or DROP DEFAULT",
      DEF: [
        {
          ALT: () => {
            this.CONSUME(t.Drop);
            this.CONSUME(t.Default);
            return { kind: "setDefault", column, value: undefined, ifExists };
          },
        },
        {
          ALT: () => {
            this.CONSUME(t.SetWord);
            return this.OR1<TableChange>({
              ERR_MSG: "DEFAULT",
              DEF: [
                {
                  ALT: () => {
                    this.CONSUME1(t.Default);
                    return { kind: "setDefault", column, value: this.SUBRULE(this.defaultValue), ifExists };
                  },
                },
                {
                  ALT: () => {
                    this.CONSUME(t.Flag);
                    return { kind: "other" };
                  },
                },
              ],
            });
          },
        },
      ],
    });
  });

  /** conversion: CONVERT ( TO { tableOption } | ( PARTITION | TABLE ) rest )   (others turn partitions into tables, and tables into partitions) */
  private readonly conversion = this.RULE("conversion", (): TableChange => {
    const start = this.LA(1).startOffset;
    this.CONSUME(t.Convert);
    return this.OR<TableChange>([
      {
        ALT: () => {
          let options = noOptions;
          this.CONSUME(t.To);
          this.MANY(() => (options = { ...options, ...this.SUBRULE(this.tableOption) }));
          return { kind: "convert", options };
        },
      },
      {
        ALT: () => {
          this.OR1([{ ALT: () => this.CONSUME(t.Reserved) }, { ALT: () => this.CONSUME(t.Table) }]);
          this.SUBRULE(this.rest);
          return this.ACTION(() => ({ kind: "unsupported", span: this.spanFrom(start) }));
        },
      },
    ]);
  });

  /** otherChange: { tableOption | plain | parenthesized } */
  private readonly otherChange = this.RULE("otherChange", (): TableChange => {
    let options = noOptions;
    this.AT_LEAST_ONE(() => {
      this.OR({
        IGNORE_AMBIGUITIES: true,
        DEF: [
          { ALT: () => (options = { ...options, ...this.SUBRULE(this.tableOption) }) },
          { ALT: () => this.CONSUME(t.Plain) },
          { ALT: () => this.SUBRULE(this.parenthesized) },
        ],
      });
    });
    return { kind: "options", options };
  });

  /** rest: { plain | parenthesized } */
  private readonly rest = this.RULE("rest", (): TableChange => {
    this.MANY(() => {
      this.OR([{ ALT: () => this.CONSUME(t.Plain) }, { ALT: () => this.SUBRULE(this.parenthesized) }]);
    });
    return { kind: "other" };
  });

  /** tableOption: ( COMMENT [ "=" ] text | characterSetWords [ "=" ] word | COLLATE [ "=" ] word ) */
  protected readonly tableOption = this.RULE("tableOption", (): Partial<ChangedOptions> =>
    this.OR<Partial<ChangedOptions>>([
      {
        ALT: () => {
          this.CONSUME(t.Comment);
          this.OPTION(() => this.CONSUME(t.Equals));
          return { comment: this.SUBRULE(this.text) };
        },
      },
      {
        ALT: () => {
          this.SUBRULE(this.characterSetWords);
          this.OPTION1(() => this.CONSUME1(t.Equals));
          return { characterSet: this.SUBRULE(this.word) };
        },
      },
      {
        ALT: () => {
          this.CONSUME(t.Collate);
          this.OPTION2(() => this.CONSUME2(t.Equals));
          return { collation: this.SUBRULE1(this.word) };
        },
      },
    ]),
  );

  /** Whether a bare word is followed by one of these. */
  protected isBefore(...words: readonly string[]): boolean {
    return words.includes(this.LA(2).image.toUpperCase());
  }
}
