import { ExactNumber, numberText } from "./exact-number.ts";
import { bytesReader } from "./bytes-reader.ts";
import { fieldsReader } from "./fields-reader.ts";
import { schemaOf } from "./json-schema.ts";
import type { JsonSchema, ResolveSchema } from "./json-schema.ts";
import { listReader } from "./list-reader.ts";
import { mapReader } from "./map-reader.ts";
import { readAny } from "./read-any.ts";
import { expectType, isTooDeep } from "./reading.ts";
import type { Reading, ValueReader } from "./reading.ts";
import { scalarText } from "./scalar-text.ts";
import { zeroValue } from "./zero-value.ts";

/**
 * Where a value stands. As in go-zero, an element of a list is taken as text or as number, whichever it is to be, and a number
 * is taken for a text in a map; a field is not.
 */
export type Place = "field" | "element" | "entry";

/** Notes what is wrong with a value that was read. */
export type ValueCheck = (value: unknown, reading: Reading) => void;

/** What the readers of a service's values share. */
export interface Readers {
  readonly resolve: ResolveSchema;
  /** Those of the declared types, which may mean themselves. */
  readonly declared: Map<JsonSchema, ValueReader>;
  /** Makes the check of what is read by a schema, beyond what the schema says; undefined if there is none. */
  readonly check: (schema: JsonSchema) => ValueCheck | undefined;
}

/** Makes the reader of a value of a parsed JSON text. */
export function valueReader(schema: JsonSchema, place: Place, readers: Readers): ValueReader {
  if (schema.$ref !== undefined) return declaredReader(readers.resolve(schema.$ref), readers);
  const { type = "anything" } = schema;
  switch (type) {
    case "anything":
      return readAny(schema);
    case "object":
      return !schema.additionalProperties
        ? objectReader(schema, readers)
        : mapReader(schema, valueReader(schemaOf(schema.additionalProperties, "map"), "entry", readers));
    case "array": {
      const items = schemaOf(schema.items, "list");
      return listReader(schema, valueReader(items, "element", readers), () => zeroValue(items, readers.resolve));
    }
    case "string":
      return schema.format === "byte" ? bytesReader() : scalarReader(schema, place);
    case "integer":
    case "number":
    case "boolean":
      return scalarReader(schema, place);
  }
}

function declaredReader(schema: JsonSchema, readers: Readers): ValueReader {
  const known = readers.declared.get(schema);
  if (known !== undefined) return known;
  let reader: ValueReader | undefined;
  // Known before it is made, so that a type may mean itself.
  readers.declared.set(schema, (value, reading) => reader?.(value, reading));
  reader = valueReader(schema, "field", readers);
  return reader;
}

function objectReader(schema: JsonSchema, readers: Readers): ValueReader {
  const readFields = fieldsReader(schema, {
    find: memberFinder,
    reader: (property) => valueReader(property, "field", readers),
    defaultReader: (property) => valueReader(property, "element", readers),
    resolve: readers.resolve,
  });
  return (value, reading) => {
    if (!isObject(value)) return expectType(reading, "an object", value);
    if (isTooDeep(reading)) return undefined;
    reading.enclosing.push(value);
    const result = readFields(value, reading);
    reading.enclosing.pop();
    return result;
  };
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null && !Array.isArray(value) && !(value instanceof ExactNumber);
}

/** As in go-zero, a name `a.b` means the field b of the object a. */
function memberFinder(name: string, { inherit = false }: JsonSchema) {
  const [first = "", ...rest] = name.split(".");
  const find = (source: object): unknown =>
    rest.reduce((value, key) => (isObject(value) ? ownMember(value, key) : undefined), ownMember(source, first));
  if (!inherit) return rest.length === 0 ? (source: object) => ownMember(source, name) : find;
  return (source: object, { enclosing }: Reading): unknown => {
    // The object itself is the last of those that are open.
    const nearest = enclosing.findLast((object) => find(object) !== undefined);
    return find(nearest ?? source);
  };
}

/** Not `constructor` or `toString`, which every object has. */
function ownMember(source: object, name: string): unknown {
  return Object.hasOwn(source, name) ? Reflect.get(source, name) : undefined;
}

function scalarReader(schema: JsonSchema, place: Place): ValueReader {
  const { type, quoted = false } = schema;
  const read = scalarText(schema);
  const isText = type === "string";
  const isBoolean = type === "boolean";
  const takesText = isText || quoted || place === "element";
  const takesNumber = place === "element" || (isText ? place === "entry" : !isBoolean);
  const takesBoolean = isBoolean && !quoted;
  const expected = expectedKinds[quoted && isBoolean ? "quoted" : (type ?? "string")];
  return (value, reading) => {
    if (typeof value === "string" && takesText) return read(value, reading, value);
    if ((typeof value === "number" || value instanceof ExactNumber) && takesNumber) {
      return read(numberText(value), reading, value);
    }
    if (typeof value === "boolean" && takesBoolean) return read(String(value), reading, value);
    return expectType(reading, expected, value);
  };
}

const expectedKinds = {
  string: "a string",
  integer: "an integer",
  number: "a number",
  boolean: "a boolean",
  quoted: "a boolean in quotes",
  object: "an object",
  array: "an array",
} as const;
