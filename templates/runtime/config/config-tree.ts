import { isDeepStrictEqual } from "node:util";
import {
  type Document,
  type Pair,
  type Scalar,
  type YAMLMap,
  type YAMLSeq,
  isAlias,
  isMap,
  isNode,
  isScalar,
  isSeq,
} from "yaml";
import { z } from "zod";
import { type Environment, substitute, typedText } from "./config-environment.ts";
import { inheritValues } from "./config-inheritance.ts";
import { nearestKey } from "./nearest-key.ts";
import { marksOf, writtenSchema } from "./schema-marks.ts";

/** Something wrong, or odd, in a configuration file. */
export interface ConfigProblem {
  /** Counted from 1; 0 when it is not about a place in the file. */
  readonly line: number;
  /** Such as `Auth.AccessSecret`; empty when the whole file is meant. */
  readonly key: string;
  readonly text: string;
}

/** A file of settings, its syntax understood. */
export interface SettingsText {
  readonly document: Document;
  /** The line of a character, 0 where the places of values are not known. */
  readonly lineOf: (offset: number) => number;
  /** What keeps the text from being understood. */
  readonly problems: readonly ConfigProblem[];
}

/** Where a value of the read tree stands in the file. */
interface Place {
  readonly path: readonly PropertyKey[];
  /** The path as the file spells it. */
  readonly key: string;
  readonly line: number;
  /** The value that was read there; undefined when there is none. */
  readonly found: unknown;
}

interface Secret {
  readonly line: number;
  readonly key: string;
  readonly value: string;
  readonly isSigningKey: boolean;
  /** The environment variable that the file asks for. */
  readonly variable: string | undefined;
}

/** Its name is not shown: it may be a password that lacks its quotes. */
const noAnchor = "expected the name of an anchor after the *; put a text that begins with * in quotes";

type Schema = z.core.$ZodType;
type Spot = Omit<Place, "found">;

/** A key of a map, and where it stands. */
interface Entry {
  readonly key: string;
  readonly pair: Pair;
}

/** Deeper than any configuration; a YAML alias can also contain itself. */
const deepest = 32;

/** More than any configuration has; a few lines of aliases of aliases can stand for millions. */
const mostValues = 10_000;
const tooMany = `holds more than ${mostValues} values`;

/**
 * Reads a YAML document in the shape that a schema expects: keys in any letter case become the schema's properties, variables are
 * replaced, and every value's place is remembered for messages.
 */
export class ConfigTree {
  readonly errors: ConfigProblem[] = [];
  readonly warnings: ConfigProblem[] = [];
  readonly secrets = new Map<string, Secret>();
  private readonly places = new Map<string, Place>();
  private readonly failedPaths = new Set<string>();
  private readonly mapEntries = new Map<YAMLMap, readonly Entry[]>();
  private valueCount = 0;
  private readonly document: Document;
  private readonly lineOf: (offset: number) => number;
  private readonly environment: Environment;

  constructor(document: Document, lineOf: (offset: number) => number, environment: Environment) {
    this.document = document;
    this.lineOf = lineOf;
    this.environment = environment;
  }

  read(schema: Schema): unknown {
    const value = this.readNode(this.document.contents, schema, { path: [], key: "", line: this.lineOf(0) });
    inheritValues(value, schema);
    return value;
  }

  /** The place of a value; of one that is not there, what it would be called and where its section is. */
  placeOf(path: readonly PropertyKey[]): Place {
    const known = this.places.get(pathText(path));
    if (known !== undefined || path.length === 0)
      return known ?? { path, key: "", line: this.lineOf(0), found: undefined };
    const parent = this.placeOf(path.slice(0, -1));
    return { path, key: joinKey(parent.key, goName(String(path.at(-1)))), line: parent.line, found: undefined };
  }

  hasErrorAt(path: readonly PropertyKey[]): boolean {
    return this.failedPaths.has(pathText(path));
  }

  private readNode(node: unknown, schema: Schema, spot: Spot): unknown {
    const value = this.readValue(node, writtenSchema(schema), spot);
    this.keep(value, schema, spot, this.variableOf(node));
    return value;
  }

  private readValue(node: unknown, schema: Schema, spot: Spot): unknown {
    const target = this.resolve(node);
    this.valueCount += 1;
    if (this.valueCount > mostValues) return this.valueCount === mostValues + 1 ? this.fail(spot, tooMany) : undefined;
    if (spot.path.length > deepest) return this.fail(spot, "is nested too deeply");
    if (isAlias(node) && target === undefined) return this.fail(spot, noAnchor);
    if (isMap(target) && schema instanceof z.ZodObject) return this.readObject(target, schema, spot);
    if (isMap(target)) return this.readRecord(target, schema, spot);
    if (isSeq(target)) return this.readList(target, schema, spot);
    return isScalar(target) ? this.readScalar(target, schema, spot) : null;
  }

  private keep(value: unknown, schema: Schema, spot: Spot, variable: string | undefined): void {
    this.places.set(pathText(spot.path), { ...spot, found: value });
    const { secret, signingKey } = marksOf(schema);
    if (secret && typeof value === "string") {
      this.secrets.set(pathText(spot.path), { ...spot, value, isSigningKey: signingKey, variable });
    }
  }

  private readObject(map: YAMLMap, schema: z.ZodObject, spot: Spot): Record<string, unknown> {
    const properties = new Map(Object.keys(schema.shape).map((property) => [property.toLowerCase(), property]));
    const object: Record<string, unknown> = {};
    const chosen = new Map<string, string>();
    for (const { key: name, pair } of this.entries(map)) {
      const child = { path: spot.path, key: joinKey(spot.key, name), line: this.lineAt(pair.key, spot) };
      const property = properties.get(name.toLowerCase());
      const propertySchema = property === undefined ? undefined : schema.shape[property];
      if (property === undefined || propertySchema === undefined) {
        this.warnOfUnknown(child, name, Object.keys(schema.shape));
        continue;
      }
      const earlier = chosen.get(property);
      if (earlier !== undefined) this.warnings.push({ ...child, text: `is given twice, as ${earlier} and as ${name}` });
      // Of several spellings go-zero takes the one in lower case, of several equal ones the last.
      if (earlier !== undefined && earlier !== name && earlier === earlier.toLowerCase()) continue;
      chosen.set(property, name);
      object[property] = this.readNode(pair.value, propertySchema, { ...child, path: [...spot.path, property] });
      this.warnOfNoEffect(child, propertySchema, object[property]);
    }
    this.readVariables(object, schema, spot);
    return object;
  }

  /** Puts the environment variables that a schema names in place of what the file says. */
  private readVariables(object: Record<string, unknown>, schema: z.ZodObject, spot: Spot): void {
    for (const [property, member] of Object.entries<Schema>(schema.shape)) {
      const { variable } = marksOf(member);
      const text = variable === undefined ? undefined : this.environment[variable];
      if (variable === undefined || text === undefined || text === "") continue;
      const key = `${joinKey(spot.key, goName(property))} (environment variable ${variable})`;
      object[property] = typedText(text, writtenSchema(member));
      this.keep(object[property], member, { path: [...spot.path, property], key, line: spot.line }, variable);
    }
  }

  private readRecord(map: YAMLMap, schema: Schema, spot: Spot): Record<string, unknown> {
    // zod's own type of a record's values is the one below ZodType.
    const valueSchema: Schema = schema instanceof z.ZodRecord ? schema.valueType : z.unknown();
    const entries = this.entries(map).map(({ key: name, pair }) => {
      const child = { path: [...spot.path, name], key: joinKey(spot.key, name), line: this.lineAt(pair.key, spot) };
      return [name, asEntry(this.readNode(pair.value, valueSchema, child), valueSchema)] as const;
    });
    return Object.fromEntries(entries);
  }

  private readList({ items }: YAMLSeq, schema: Schema, spot: Spot): unknown[] {
    const element: Schema = schema instanceof z.ZodArray ? schema.element : z.unknown();
    return items.map((item, index) => {
      const child = { path: [...spot.path, index], key: `${spot.key}[${index}]`, line: this.lineAt(item, spot) };
      return asElement(this.readNode(item, element, child), element);
    });
  }

  private readScalar({ value }: Scalar, schema: Schema, spot: Spot): unknown {
    if (typeof value === "bigint" || typeof value === "number") return numberFor(schema, value);
    if (typeof value !== "string") return value;
    const { text, variable, missing } = substitute(value, this.environment);
    for (const name of missing) {
      this.fail(spot, `the environment variable ${name} is not set, and there is no default for it`);
    }
    // A variable is always text, so it may stand for what the file could have had unquoted.
    return variable === undefined ? text : typedText(text, schema);
  }

  /** The entries of a map, those of `<<` first, so that the map's own come later and win. */
  private entries(map: YAMLMap): readonly Entry[] {
    const known = this.mapEntries.get(map);
    if (known !== undefined) return known;
    // A map may be merged into itself, by its own name.
    this.mapEntries.set(map, []);
    const written = map.items.map((pair) => ({ key: keyText(pair.key), pair }));
    const own = written.filter(({ key }) => key !== "<<");
    const ownKeys = new Set(own.map(({ key }) => key));
    const merged = written.filter(({ key }) => key === "<<").flatMap(({ pair }) => this.mergedEntries(pair));
    const entries = [...merged.filter(({ key }) => !ownKeys.has(key)), ...own];
    this.mapEntries.set(map, entries);
    return entries;
  }

  private mergedEntries({ key, value }: Pair): readonly Entry[] {
    const source = this.resolve(value);
    const maps = (isSeq(source) ? source.items : [source]).map((item) => this.resolve(item));
    if (!maps.every((map) => isMap(map))) {
      const line = isNode(key) && key.range ? this.lineOf(key.range[0]) : 0;
      this.errors.push({ line, key: "<<", text: "expected a section, or a list of sections" });
      return [];
    }
    const merged = new Map<string, Entry>();
    for (const entry of maps.flatMap((map) => this.entries(map))) {
      if (!merged.has(entry.key)) merged.set(entry.key, entry);
    }
    return [...merged.values()];
  }

  private resolve(node: unknown): unknown {
    return isAlias(node) ? node.resolve(this.document) : node;
  }

  private variableOf(node: unknown): string | undefined {
    const target = this.resolve(node);
    return isScalar(target) && typeof target.value === "string"
      ? substitute(target.value, this.environment).variable
      : undefined;
  }

  private lineAt(node: unknown, { line }: Spot): number {
    return isNode(node) && node.range ? this.lineOf(node.range[0]) : line;
  }

  private fail(spot: Spot, text: string): undefined {
    this.errors.push({ line: spot.line, key: spot.key, text });
    this.failedPaths.add(pathText(spot.path));
    return undefined;
  }

  private warnOfUnknown(spot: Spot, name: string, properties: readonly string[]): void {
    const near = nearestKey(name, properties);
    const hint = near === undefined ? "" : `; did you mean ${goName(near)}?`;
    this.warnings.push({ line: spot.line, key: spot.key, text: `is not a known key and is ignored${hint}` });
  }

  private warnOfNoEffect(spot: Spot, schema: Schema, value: unknown): void {
    if (!marksOf(schema).withoutEffect) return;
    const given = z.safeParse(schema, value);
    const usual = z.safeParse(schema, undefined);
    if (given.success && isDeepStrictEqual(given.data, usual.data)) return;
    this.warnings.push({ line: spot.line, key: spot.key, text: "has no effect in this service" });
  }
}

/** Whole numbers are read exactly, and become what the schema asks for; `3.0` is as whole as 3. */
function numberFor(schema: Schema, value: bigint | number): bigint | number {
  if (schema instanceof z.ZodBigInt) return Number.isInteger(value) ? BigInt(value) : value;
  return Number.isSafeInteger(Number(value)) ? Number(value) : value;
}

/** As in go-zero, a list takes texts for the numbers that they are, and the reverse. */
function asElement(value: unknown, schema: Schema): unknown {
  const written = writtenSchema(schema);
  const isScalarOfOtherType = typeof value === "string" || (isNumber(value) && written instanceof z.ZodBoolean);
  return isScalarOfOtherType ? typedText(String(value), written) : asEntry(value, schema);
}

/** As in go-zero, a map of texts takes numbers, too. */
function asEntry(value: unknown, schema: Schema): unknown {
  return isNumber(value) && writtenSchema(schema) instanceof z.ZodString ? String(value) : value;
}

function isNumber(value: unknown): value is number | bigint {
  return typeof value === "number" || typeof value === "bigint";
}

function keyText(key: unknown): string {
  if (isScalar(key)) return key.source ?? String(key.value);
  return String(key);
}

function joinKey(parent: string, name: string): string {
  return parent === "" ? name : `${parent}.${name}`;
}

function goName(property: string): string {
  return property.charAt(0).toUpperCase() + property.slice(1);
}

function pathText(path: readonly PropertyKey[]): string {
  return JSON.stringify(path.map(String));
}
