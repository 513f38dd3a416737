import type { TokenType } from "chevrotain";
import { spanText } from "../text/span.ts";
import type { ColumnAttribute, ColumnDefinition, KeyDefinition, KeyPart } from "./ast.ts";
import * as t from "./tokens.ts";
import { ValueGrammar } from "./value-grammar.ts";

/** Attributes that are nothing but their kind. */
type Mark = Exclude<
  ColumnAttribute,
  { value: unknown } | { text: string } | { name: string } | { source: string } | { reference: unknown }
>["kind"];

/** What is said of a key behind its CONSTRAINT. */
type KeyBody = Omit<KeyDefinition, "kind" | "span">;

/** The columns and keys of a table. */
export abstract class ElementGrammar extends ValueGrammar {
  /** column: name dataType { typeAttribute } { attribute } */
  protected readonly column = this.RULE("column", (): ColumnDefinition => {
    const name = this.SUBRULE(this.name);
    const type = this.SUBRULE(this.dataType);
    const attributes: ColumnAttribute[] = [];
    this.MANY(() => attributes.push(this.SUBRULE(this.typeAttribute)));
    this.MANY1(() => attributes.push(this.SUBRULE(this.attribute)));
    return this.ACTION(() => ({ kind: "column", name, type, attributes, span: this.spanFrom(name.span.start) }));
  });

  /** typeAttribute: UNSIGNED | SIGNED | ZEROFILL | BINARY | BYTE | characterSetWords word */
  private readonly typeAttribute = this.RULE("typeAttribute", (): ColumnAttribute =>
    this.OR<ColumnAttribute>([
      { ALT: () => this.mark(t.Unsigned, "unsigned") },
      { ALT: () => this.mark(t.Zerofill, "unsigned") },
      { ALT: () => this.mark(t.Signed, "other") },
      { ALT: () => this.mark(t.Binary, "binaryCollation") },
      {
        ALT: () => {
          this.CONSUME(t.Byte);
          return { kind: "characterSet", name: "binary" };
        },
      },
      {
        ALT: () => {
          this.SUBRULE(this.characterSetWords);
          return { kind: "characterSet", name: this.SUBRULE(this.word) };
        },
      },
    ]),
  );

  /** attribute: what follows the type, in any order */
  private readonly attribute = this.RULE("attribute", (): ColumnAttribute =>
    this.OR<ColumnAttribute>([
      { ALT: () => this.mark(t.Null, "null") },
      { ALT: () => this.SUBRULE(this.notAttribute) },
      { ALT: () => this.SUBRULE(this.defaultAttribute) },
      { ALT: () => this.SUBRULE(this.onUpdate) },
      { ALT: () => this.mark(t.AutoIncrement, "autoIncrement") },
      { ALT: () => this.SUBRULE(this.serialDefault) },
      { ALT: () => this.SUBRULE(this.uniqueAttribute) },
      { ALT: () => this.SUBRULE(this.primaryAttribute) },
      { ALT: () => this.SUBRULE(this.commentAttribute) },
      { ALT: () => this.SUBRULE(this.collateAttribute) },
      { ALT: () => this.SUBRULE(this.generated) },
      { ALT: () => ({ kind: "reference", reference: this.SUBRULE(this.reference) }) },
      { ALT: () => this.SUBRULE(this.namedCheck) },
      { ALT: () => this.mark(t.Enforced, "other") },
      { ALT: () => this.mark(t.Flag, "other") },
      { ALT: () => this.SUBRULE(this.setting) },
      { ALT: () => this.SUBRULE(this.versioning) },
    ]),
  );

  /** notAttribute: NOT ( NULL | ENFORCED ) */
  private readonly notAttribute = this.RULE("notAttribute", (): ColumnAttribute => {
    this.CONSUME(t.Not);
    return this.OR<ColumnAttribute>([
      { ALT: () => this.mark(t.Null, "notNull") },
      { ALT: () => this.mark(t.Enforced, "other") },
    ]);
  });

  /** defaultAttribute: DEFAULT defaultValue */
  private readonly defaultAttribute = this.RULE("defaultAttribute", (): ColumnAttribute => {
    this.CONSUME(t.Default);
    return { kind: "default", value: this.SUBRULE(this.defaultValue) };
  });

  /** onUpdate: ON UPDATE word [ parenthesized ]   (CURRENT_TIMESTAMP or a synonym) */
  private readonly onUpdate = this.RULE("onUpdate", (): ColumnAttribute => {
    this.CONSUME(t.On);
    this.CONSUME(t.Update);
    this.CONSUME(t.TypeName, { ERR_MSG: "CURRENT_TIMESTAMP" });
    this.OPTION(() => this.SUBRULE(this.parenthesized));
    return { kind: "onUpdate" };
  });

  /** serialDefault: SERIAL DEFAULT VALUE */
  private readonly serialDefault = this.RULE("serialDefault", (): ColumnAttribute => {
    this.CONSUME(t.Serial);
    this.CONSUME(t.Default);
    return this.mark(t.Value, "serialDefault");
  });

  /** uniqueAttribute: UNIQUE [ KEY ] */
  private readonly uniqueAttribute = this.RULE("uniqueAttribute", (): ColumnAttribute => {
    this.CONSUME(t.Unique);
    this.OPTION(() => this.CONSUME(t.Key));
    return { kind: "unique" };
  });

  /** primaryAttribute: [ PRIMARY ] KEY */
  private readonly primaryAttribute = this.RULE("primaryAttribute", (): ColumnAttribute => {
    this.OPTION(() => this.CONSUME(t.Primary));
    return this.mark(t.Key, "primaryKey");
  });

  /** commentAttribute: COMMENT text */
  private readonly commentAttribute = this.RULE("commentAttribute", (): ColumnAttribute => {
    this.CONSUME(t.Comment);
    return { kind: "comment", text: this.SUBRULE(this.text) };
  });

  /** collateAttribute: COLLATE word */
  private readonly collateAttribute = this.RULE("collateAttribute", (): ColumnAttribute => {
    this.CONSUME(t.Collate);
    return { kind: "collation", name: this.SUBRULE(this.word) };
  });

  /** versioning: ( WITH | WITHOUT ) SYSTEM VERSIONING   (MariaDB) */
  private readonly versioning = this.RULE("versioning", (): ColumnAttribute => {
    this.OR([{ ALT: () => this.CONSUME(t.With) }, { ALT: () => this.CONSUME(t.Without) }]);
    this.CONSUME(t.Word, { ERR_MSG: "SYSTEM" });
    this.CONSUME1(t.Word, { ERR_MSG: "VERSIONING" });
    return { kind: "other" };
  });

  /** generated: [ GENERATED ALWAYS ] AS ( parenthesized | ROW START | ROW END ) */
  private readonly generated = this.RULE("generated", (): ColumnAttribute => {
    this.OPTION(() => {
      this.CONSUME(t.Generated);
      this.CONSUME(t.Always);
    });
    this.CONSUME(t.As);
    return this.OR<ColumnAttribute>({
      ERR_MSG: '"("',
      DEF: [
        {
          ALT: () => {
            const expression = this.SUBRULE(this.parenthesized);
            return this.ACTION(() => ({ kind: "generated", source: spanText(expression).trim() }));
          },
        },
        {
          ALT: () => {
            this.CONSUME(t.Word);
            this.CONSUME1(t.Word, { ERR_MSG: "START or END" });
            return { kind: "generated", source: "" };
          },
        },
      ],
    });
  });

  /** namedCheck: [ CONSTRAINT [ name ] ] CHECK parenthesized   (NOT ENFORCED may follow) */
  private readonly namedCheck = this.RULE("namedCheck", (): ColumnAttribute => {
    this.OPTION(() => {
      this.CONSUME(t.Constraint);
      this.OPTION1(() => this.SUBRULE(this.name));
    });
    this.CONSUME(t.Check);
    const condition = this.SUBRULE(this.parenthesized);
    return this.ACTION(() => ({ kind: "check", source: spanText(condition).trim() }));
  });

  /** setting: ( COLUMN_FORMAT | STORAGE | SRID | ENGINE_ATTRIBUTE | … ) [ "=" ] ( word | number ) */
  private readonly setting = this.RULE("setting", (): ColumnAttribute => {
    this.CONSUME(t.Setting);
    this.OPTION(() => this.CONSUME(t.Equals));
    this.OR([{ ALT: () => this.SUBRULE(this.word) }, { ALT: () => this.CONSUME(t.NumberToken) }]);
    return { kind: "other" };
  });

  /** ifNotExists: IF NOT EXISTS */
  protected readonly ifNotExists = this.RULE("ifNotExists", (): boolean => {
    this.CONSUME(t.If);
    this.CONSUME(t.Not);
    this.CONSUME(t.Exists);
    return true;
  });

  /** key: [ CONSTRAINT [ ifNotExists ] [ name ] ] ( primaryKey | uniqueKey | otherKey | foreignKey | check ) */
  protected readonly key = this.RULE("key", (): KeyDefinition => {
    const start = this.LA(1).startOffset;
    let name: string | undefined;
    let ifNotExists = false;
    this.OPTION(() => {
      this.CONSUME(t.Constraint);
      ifNotExists = this.OPTION1(() => this.SUBRULE(this.ifNotExists)) ?? false;
      name = this.OPTION2(() => this.SUBRULE(this.name))?.text;
    });
    const key = this.OR<KeyBody>({
      ERR_MSG: "a kind of key",
      DEF: [
        { ALT: () => this.SUBRULE(this.primaryKey) },
        { ALT: () => this.SUBRULE(this.uniqueKey) },
        { ALT: () => this.SUBRULE(this.otherKey) },
        { ALT: () => this.SUBRULE(this.foreignKey) },
        { ALT: () => this.SUBRULE(this.check) },
      ],
    });
    return this.ACTION(() => ({
      kind: "key",
      type: key.type,
      name: key.name ?? name,
      parts: key.parts,
      ifNotExists: key.ifNotExists || ifNotExists,
      ...(key.reference === undefined ? {} : { reference: { ...key.reference, name: name ?? key.name } }),
      span: this.spanFrom(start),
    }));
  });

  /** primaryKey: PRIMARY KEY indexBody */
  private readonly primaryKey = this.RULE("primaryKey", (): KeyBody => {
    this.CONSUME(t.Primary);
    this.CONSUME(t.Key);
    const body = this.SUBRULE(this.indexBody);
    return { type: "primary", ...body };
  });

  /** uniqueKey: UNIQUE [ KEY | INDEX ] indexBody */
  private readonly uniqueKey = this.RULE("uniqueKey", (): KeyBody => {
    this.CONSUME(t.Unique);
    this.OPTION(() => this.SUBRULE(this.keyOrIndex));
    const body = this.SUBRULE(this.indexBody);
    return { type: "unique", ...body };
  });

  /** otherKey: ( keyOrIndex | ( FULLTEXT | SPATIAL | VECTOR ) [ keyOrIndex ] ) indexBody */
  private readonly otherKey = this.RULE("otherKey", (): KeyBody => {
    this.OR([
      { ALT: () => this.SUBRULE(this.keyOrIndex) },
      {
        ALT: () => {
          this.SUBRULE(this.indexKind);
          this.OPTION(() => this.SUBRULE1(this.keyOrIndex));
        },
      },
    ]);
    const body = this.SUBRULE(this.indexBody);
    return { type: "other", ...body };
  });

  /** indexKind: FULLTEXT | SPATIAL | VECTOR */
  protected readonly indexKind = this.RULE("indexKind", (): void => {
    this.OR({
      DEF: [
        { ALT: () => this.CONSUME(t.Fulltext) },
        { ALT: () => this.CONSUME(t.Spatial) },
        { ALT: () => this.CONSUME(t.Vector) },
      ],
    });
  });

  protected readonly keyOrIndex = this.RULE("keyOrIndex", (): void => {
    this.OR({ DEF: [{ ALT: () => this.CONSUME(t.Key) }, { ALT: () => this.CONSUME(t.Index) }] });
  });

  /** foreignKey: FOREIGN KEY [ ifNotExists ] [ name ] keyParts reference */
  private readonly foreignKey = this.RULE("foreignKey", (): KeyBody => {
    this.CONSUME(t.Foreign);
    this.CONSUME(t.Key);
    const ifNotExists = this.OPTION(() => this.SUBRULE(this.ifNotExists)) ?? false;
    const name = this.OPTION1(() => this.SUBRULE(this.name))?.text;
    const parts = this.SUBRULE(this.keyParts);
    return { type: "other", name, parts, ifNotExists, reference: this.SUBRULE(this.reference) };
  });

  /** check: CHECK parenthesized [ [ NOT ] ENFORCED ] */
  private readonly check = this.RULE("check", (): KeyBody => {
    this.CONSUME(t.Check);
    this.SUBRULE(this.parenthesized);
    this.OPTION(() => {
      this.OPTION1(() => this.CONSUME(t.Not));
      this.CONSUME(t.Enforced);
    });
    return { type: "check", name: undefined, parts: [], ifNotExists: false };
  });

  /** period: PERIOD FOR name keyParts   (MariaDB) */
  protected readonly period = this.RULE("period", (): KeyDefinition => {
    const start = this.LA(1).startOffset;
    this.CONSUME(t.Period);
    this.CONSUME(t.Reserved);
    const { text: name } = this.SUBRULE(this.name);
    this.SUBRULE(this.keyParts);
    const period = { kind: "key", type: "check", name, parts: [], ifNotExists: false } as const;
    return this.ACTION(() => ({ ...period, span: this.spanFrom(start) }));
  });

  /** indexBody: [ ifNotExists ] [ name ] [ using ] parts { indexOption } */
  private readonly indexBody = this.RULE("indexBody", (): Omit<KeyBody, "type"> => {
    const ifNotExists = this.OPTION(() => this.SUBRULE(this.ifNotExists)) ?? false;
    const name = this.OPTION1(() => this.SUBRULE(this.name))?.text;
    this.OPTION2(() => this.SUBRULE(this.using));
    const parts = this.SUBRULE(this.keyParts);
    this.MANY(() => this.SUBRULE(this.indexOption));
    return { name, parts, ifNotExists };
  });

  /** using: USING ( BTREE | HASH | RTREE ) */
  protected readonly using = this.RULE("using", (): void => {
    this.CONSUME(t.Using);
    this.CONSUME(t.Word, { ERR_MSG: "BTREE or HASH" });
  });

  /** keyParts: "(" keyPart { "," keyPart } ")" */
  protected readonly keyParts = this.RULE("keyParts", (): KeyPart[] => {
    const parts: KeyPart[] = [];
    this.CONSUME(t.LeftParenthesis);
    this.AT_LEAST_ONE_SEP({
      SEP: t.Comma,
      ERR_MSG: "a column",
      DEF: () => parts.push(this.SUBRULE(this.keyPart)),
    });
    this.CONSUME(t.RightParenthesis, { ERR_MSG: '"," or ")"' });
    return parts;
  });

  /** keyPart: ( name [ "(" number ")" ] [ WITHOUT OVERLAPS ] | parenthesized ) [ ASC | DESC ] */
  private readonly keyPart = this.RULE("keyPart", (): KeyPart => {
    const start = this.LA(1).startOffset;
    let isPeriod = false;
    const column = this.OR({
      ERR_MSG: "a column",
      DEF: [
        {
          ALT: () => {
            const name = this.SUBRULE(this.name);
            this.OPTION(() => this.SUBRULE(this.parenthesized));
            this.OPTION2(() => {
              this.CONSUME(t.Without);
              this.CONSUME(t.Word, { ERR_MSG: "OVERLAPS" });
              isPeriod = true;
            });
            return name;
          },
        },
        {
          ALT: () => {
            this.SUBRULE1(this.parenthesized);
            return undefined;
          },
        },
      ],
    });
    this.OPTION1(() => this.OR1([{ ALT: () => this.CONSUME(t.Ascending) }, { ALT: () => this.CONSUME(t.Descending) }]));
    // A period is no column, and as little as an expression can a row be looked up by it.
    return this.ACTION(() => ({ column: isPeriod ? undefined : column, span: this.spanFrom(start) }));
  });

  /** indexOption: using | COMMENT text | WITH PARSER word | [ NOT ] flag | word [ "=" ] ( word | number )   (KEY_BLOCK_SIZE, DISTANCE, …) */
  private readonly indexOption = this.RULE("indexOption", (): void => {
    this.OR({
      IGNORE_AMBIGUITIES: true,
      DEF: [
        { ALT: () => this.SUBRULE(this.using) },
        { ALT: () => this.SUBRULE(this.commentAttribute) },
        {
          ALT: () => {
            this.CONSUME(t.With);
            this.CONSUME(t.Word, { ERR_MSG: "PARSER" });
            this.SUBRULE(this.word);
          },
        },
        {
          ALT: () => {
            this.OPTION1(() => this.CONSUME(t.Not));
            this.CONSUME(t.Flag);
          },
        },
        {
          ALT: () => {
            this.CONSUME1(t.Word);
            this.OPTION(() => this.CONSUME(t.Equals));
            this.OR1([{ ALT: () => this.SUBRULE1(this.word) }, { ALT: () => this.CONSUME(t.NumberToken) }]);
          },
        },
      ],
    });
  });

  private mark(type: TokenType, kind: Mark): ColumnAttribute {
    this.CONSUME(type);
    return { kind };
  }
}
