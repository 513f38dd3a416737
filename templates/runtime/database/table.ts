import { jsonText } from "../binding/json-text.ts";
import { isObject } from "./column.ts";
import type { Codec, Column } from "./column.ts";
import { parseExact } from "./exact-json.ts";
import type { Dialect, SqlRow, SqlValue } from "./sql-session.ts";

/** What a table is to the program; `Row` is what a row of it is. */
export interface TableForm<Row> {
  readonly name: string;
  /** By property, in the table's order. */
  readonly columns: { readonly [Property in keyof Row]: Column<Row[Property]> };
  readonly primaryKey: readonly (keyof Row & string)[];
  /** The AUTO_INCREMENT column that is the primary key, if there is one. */
  readonly autoIncrement?: keyof Row & string;
  /** What an INSERT and an UPDATE write; the database sees to the others. */
  readonly inserted: readonly (keyof Row & string)[];
  readonly updated: readonly (keyof Row & string)[];
  /**
   * The columns that a deletion sets instead of taking the row away: `flag` from 0 to 1, `time` to the present. A row is there as long as
   * the flag is 0 or, without a flag, the time is NULL.
   */
  readonly softDelete?: { readonly flag?: keyof Row & string; readonly time?: keyof Row & string };
}

export interface Statement {
  readonly sql: string;
  readonly values: readonly SqlValue[];
}

/** One row of an INSERT: its columns as SQL names them, with commas between them, and their values. */
export interface Insertion {
  readonly columns: string;
  readonly values: readonly SqlValue[];
}

/** Translates between a table's rows, the program's objects, SQL statements and the cached JSON. */
export class Table<Row extends object> {
  readonly name: string;
  readonly primaryKey: readonly string[];
  readonly autoIncrement: string | undefined;
  /** ``select `a`,`b` from `t` ``: the beginning of every read of whole rows. */
  readonly select: string;
  /** The table as SQL names it. */
  readonly quotedName: string;
  /** The beginning of what takes rows away. */
  readonly deletion: string;
  /** What holds for the rows that the program knows of; `undefined` if it knows of all. */
  readonly condition: string | undefined;
  /** What makes a row be there again that is marked as deleted; `undefined` if rows are taken away. */
  readonly #restoration: string | undefined;
  readonly #columns: ReadonlyMap<string, Column<unknown>>;
  readonly #inserted: readonly string[];
  readonly #updated: readonly string[];

  constructor(form: TableForm<Row>) {
    this.name = form.name;
    this.primaryKey = form.primaryKey;
    this.autoIncrement = form.autoIncrement;
    this.#columns = new Map<string, Column<unknown>>(Object.entries(form.columns));
    this.#inserted = form.inserted;
    this.#updated = form.updated;
    const read = [...this.#columns.values()].map(({ name, codec: { readAs } }) =>
      readAs === undefined ? quoted(name) : `${readAs(quoted(name))} as ${quoted(name)}`,
    );
    this.quotedName = quoted(form.name);
    const { flag, time } = form.softDelete ?? {};
    const mark = flag ?? time;
    this.condition = mark === undefined ? undefined : `${this.names([mark])} ${mark === flag ? "= 0" : "is null"}`;
    const set = [
      ...(flag === undefined ? [] : [`${this.names([flag])} = 1`]),
      ...(time === undefined ? [] : [`${this.names([time])} = current_timestamp`]),
    ];
    this.deletion =
      mark === undefined ? `delete from ${this.quotedName}` : `update ${this.quotedName} set ${set.join(",")}`;
    this.#restoration = mark === undefined ? undefined : `${this.names([mark])} = ${mark === flag ? "0" : "null"}`;
    this.select = `select ${read.join(",")} from ${this.quotedName}`;
  }

  /** A row as the program has it. Throws if a value cannot be held exactly: it is never changed in silence. */
  decode(given: SqlRow): Row {
    const row = this.#mapped((column) => column.codec.decode(given[column.name]));
    if (this.#isWhole(row)) return row;
    throw this.#inexact([...this.#columns.keys()].find((name) => row[name] === undefined) ?? "");
  }

  /** What `selectKeyBy` finds. */
  decodeKey(given: SqlRow, condition: Partial<Row>): Partial<Row> {
    const properties = [...new Set([...this.primaryKey, ...Object.keys(condition)])];
    const values = properties.map((property) => {
      const { codec, name } = this.#column(property);
      return codec.decode(given[name]);
    });
    const inexact = properties[values.indexOf(undefined)];
    if (inexact !== undefined) throw this.#inexact(inexact);
    return this.part(properties, values);
  }

  /** Whole rows in which the properties given have these values. */
  selectBy(condition: Partial<Row>): Statement {
    const { sql, values } = this.#where(Object.keys(condition), condition);
    return { sql: `${this.select}${sql} limit 1`, values };
  }

  /** The primary key, and the properties of the condition, of the row in which these have these values: a read that an index can answer. */
  selectKeyBy(condition: Partial<Row>): Statement {
    const properties = Object.keys(condition);
    const { sql, values } = this.#where(properties, condition);
    const names = this.names([...new Set([...this.primaryKey, ...properties])]);
    return { sql: `select ${names} from ${this.quotedName}${sql} limit 1`, values };
  }

  /** Inserts rows that give values to the same columns. Where these are none, SQLite takes one row by a statement, and has no empty list. */
  insert(rows: readonly Insertion[], dialect: Dialect): Statement {
    const columns = rows[0]?.columns ?? "";
    const marks = rows.map(({ values }) => `(${values.map(() => "?").join(",")})`).join(",");
    const what = columns === "" && dialect === "sqlite" ? "default values" : `(${columns}) values ${marks}`;
    return { sql: `insert into ${this.quotedName} ${what}`, values: rows.flatMap(({ values }) => values) };
  }

  /** What an INSERT writes into which columns. Those that are left out get their defaults. */
  insertion(row: Partial<Row>): Insertion {
    const members = membersOf(row);
    const given = this.#inserted.filter((property) => members.get(property) !== undefined);
    return { columns: this.names(given), values: this.encoded(given, row) };
  }

  /** Where there is nothing to write, the key is set to itself, so that a row that is not there is still told. */
  update(row: Row): Statement {
    const itself = this.primaryKey.map((property) => `${this.names([property])}=${this.names([property])}`);
    const written = this.#updated.map((property) => `${this.names([property])}=?`);
    const assignments = (written.length === 0 ? itself : written).join(",");
    const { sql, values } = this.#where(this.primaryKey, row);
    return {
      sql: `update ${this.quotedName} set ${assignments}${sql}`,
      values: [...this.encoded(this.#updated, row), ...values],
    };
  }

  delete(key: Partial<Row>): Statement {
    const { sql, values } = this.#where(this.primaryKey, key);
    return { sql: `${this.deletion}${sql}`, values };
  }

  /** The whole row with this key that is marked as deleted. */
  selectMarked(key: Partial<Row>): Statement {
    const { sql, values } = this.#whereMarked(key);
    return { sql: `${this.select}${sql} limit 1`, values };
  }

  /** Takes the mark from a row. A time beside a flag stays: it says when the row was last deleted. */
  restore(key: Partial<Row>): Statement {
    const { sql, values } = this.#whereMarked(key);
    return { sql: `update ${this.quotedName} set ${this.#restoration}${sql}`, values };
  }

  /** The row as go-zero caches it: an object with Go's field names. */
  rowToJson(row: Row): string {
    const members = membersOf(row);
    const json = [...this.#columns].map(([property, { field, codec }]) => [field, codec.toJson(members.get(property))]);
    return jsonText(Object.fromEntries(json));
  }

  /** `undefined` if the text is not such a row: damaged, or of an older form of the table. */
  rowFromJson(text: string): Row | undefined {
    const json = parseExact(text);
    if (json === undefined || !isObject(json)) return undefined;
    const row = this.#mapped(({ field, codec }) => {
      const value = json[field];
      return value === undefined ? undefined : codec.fromJson(value);
    });
    return this.#isWhole(row) ? row : undefined;
  }

  /** The primary key as go-zero caches it: the value alone; a list if the key has several columns. */
  keyToJson(row: Partial<Row>): string {
    const members = membersOf(row);
    const json = this.primaryKey.map((property) => this.#column(property).codec.toJson(members.get(property)));
    return jsonText(json.length === 1 ? json[0] : json);
  }

  keyFromJson(text: string): Partial<Row> | undefined {
    const json = parseExact(text);
    const list = this.primaryKey.length === 1 ? [json] : json;
    if (!Array.isArray(list) || list.length !== this.primaryKey.length) return undefined;
    const values = this.primaryKey.map((property, index) => this.#column(property).codec.fromJson(list[index] ?? null));
    return values.includes(undefined) ? undefined : this.part(this.primaryKey, values);
  }

  safeNumber(given: bigint): number {
    const number = Number(given);
    if (!Number.isSafeInteger(number)) throw new RangeError(`table ${this.name} gave a number beyond ±2^53`);
    return number;
  }

  /** A row with the number that the database has given to it. */
  numbered(row: Partial<Row>, number: bigint): Partial<Row> {
    if (this.autoIncrement === undefined) return row;
    return { ...row, ...this.part([this.autoIncrement], [this.#column(this.autoIncrement).codec.decode(number)]) };
  }

  /** The properties given as a part of a row. */
  part(properties: readonly string[], values: readonly unknown[]): Partial<Row> {
    const part = Object.fromEntries(properties.map((property, index) => [property, values[index]]));
    if (!this.#isPart(part)) throw new TypeError(`table ${this.name} has not all of ${properties.join(", ")}`);
    return part;
  }

  /** The values as they stand in cache keys; `undefined` if one is NULL or not given. */
  keyTexts(properties: readonly string[], row: Partial<Row>): readonly string[] | undefined {
    return this.#texts(properties, row, (codec, value) => codec.keyText(value));
  }

  /** The same for all values that the database may take for these; see `Codec`. */
  foldedKeyTexts(properties: readonly string[], row: Partial<Row>): readonly string[] | undefined {
    return this.#texts(properties, row, (codec, value) =>
      codec.foldedKeyText === undefined ? codec.keyText(value) : codec.foldedKeyText(value),
    );
  }

  /** Whether these columns always hold what the program has given them, or the number that an insert returns. */
  areGiven(properties: readonly string[]): boolean {
    const kept = [...this.#updated, ...this.primaryKey];
    return properties.every(
      (property) => property === this.autoIncrement || (this.#inserted.includes(property) && kept.includes(property)),
    );
  }

  /** Whether values that differ in spelling may be the same to the database. */
  hasSpellings(properties: readonly string[]): boolean {
    return properties.some((property) => this.#column(property).codec.foldedKeyText !== undefined);
  }

  /** The columns of these properties as SQL names them, with commas between them. */
  names(properties: readonly string[]): string {
    return properties.map((property) => quoted(this.#column(property).name)).join(",");
  }

  /** The values of these properties as the driver takes them. Throws a RangeError, which names the column, if it cannot hold one. */
  encoded(properties: readonly string[], row: Partial<Row>): readonly SqlValue[] {
    const members = membersOf(row);
    return properties.map((property) => {
      const value = members.get(property);
      try {
        if (value === undefined) throw new RangeError("it is undefined");
        return this.#column(property).codec.encode(value);
      } catch (error) {
        if (!(error instanceof RangeError)) throw error;
        throw new RangeError(`column ${this.#place(property)} cannot hold the value: ${error.message}`);
      }
    });
  }

  /** What tells a row apart, as a part of it: from the value of the key's only column, or from an object with the values of all. */
  keyOf(key: unknown): Partial<Row> {
    const members = isMembers(key) && this.primaryKey.length > 1 ? membersOf(key) : undefined;
    return this.part(
      this.primaryKey,
      this.primaryKey.map((property) => (members === undefined ? key : members.get(property))),
    );
  }

  #texts(
    properties: readonly string[],
    row: Partial<Row>,
    textOf: (codec: Codec<unknown>, value: unknown) => string | undefined,
  ): readonly string[] | undefined {
    const members = membersOf(row);
    const texts: string[] = [];
    for (const property of properties) {
      const value = members.get(property);
      const text = value === undefined || value === null ? undefined : textOf(this.#column(property).codec, value);
      if (text === undefined) return undefined;
      texts.push(text);
    }
    return texts;
  }

  #mapped(value: (column: Column<unknown>) => unknown): Record<string, unknown> {
    return Object.fromEntries([...this.#columns].map(([property, column]) => [property, value(column)]));
  }

  #isWhole(row: Readonly<Record<string, unknown>>): row is typeof row & Row {
    return [...this.#columns.keys()].every((property) => row[property] !== undefined);
  }

  #isPart(part: object): part is Partial<Row> {
    return Object.keys(part).every((property) => this.#columns.has(property));
  }

  #whereMarked(key: Partial<Row>): Statement {
    if (this.condition === undefined) throw new TypeError(`table ${this.name} has no mark for rows that are deleted`);
    const terms = [...this.primaryKey.map((property) => `${this.names([property])} = ?`), `not (${this.condition})`];
    return { sql: ` where ${terms.join(" and ")}`, values: this.encoded(this.primaryKey, key) };
  }

  #where(properties: readonly string[], row: Partial<Row>): Statement {
    const terms = properties.map((property) => `${this.names([property])} = ?`);
    if (this.condition !== undefined) terms.push(this.condition);
    return { sql: ` where ${terms.join(" and ")}`, values: this.encoded(properties, row) };
  }

  #column(property: string): Column<unknown> {
    const column = this.#columns.get(property);
    if (column === undefined) throw new TypeError(`table ${this.name} has no ${property}`);
    return column;
  }

  #inexact(property: string): TypeError {
    return new TypeError(`column ${this.#place(property)} holds a value that cannot be read exactly`);
  }

  #place(property: string): string {
    return `${this.name}.${this.#column(property).name}`;
  }
}

function isMembers(key: unknown): key is object {
  return typeof key === "object" && key !== null;
}

function membersOf(row: object): ReadonlyMap<string, unknown> {
  return new Map<string, unknown>(Object.entries(row));
}

function quoted(name: string): string {
  return `\`${name.replaceAll("`", "``")}\``;
}
