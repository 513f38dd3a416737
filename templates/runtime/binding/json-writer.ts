import { integerFormat } from "./integer-format.ts";
import { isBase64 } from "./is-base64.ts";
import { jsonText, quotedText } from "./json-text.ts";
import { schemaOf } from "./json-schema.ts";
import type { JsonSchema, ResolveSchema } from "./json-schema.ts";
import { shortestFloat32 } from "./shortest-float32.ts";
import { zeroText } from "./zero-text.ts";

/** Writes a value as JSON; the name is that of the field, for what is said of a wrong value. */
type Writer = (value: unknown, name: string) => string;

/**
 * Makes the writer of a route's answers: as Go's encoding/json writes them. What the logic leaves out is Go's zero value,
 * and null where that is a nil list, map or pointer. A value of another type is a mistake of the logic, and throws.
 */
export function jsonWriter(schema: JsonSchema, resolve: ResolveSchema): (value: unknown) => string {
  const write = valueWriter(schema, { resolve, declared: new Map() });
  return (value) => escapeLineSeparators(write(value, "the answer"));
}

/** In a JSON text these stand in strings only; JavaScript of before 2019 takes them for the end of a line. */
function escapeLineSeparators(text: string): string {
  return /[\u2028\u2029]/.test(text)
    ? text.replaceAll("\u2028", String.raw`\u2028`).replaceAll("\u2029", String.raw`\u2029`)
    : text;
}

interface Writers {
  readonly resolve: ResolveSchema;
  readonly declared: Map<JsonSchema, Writer>;
}

function valueWriter(schema: JsonSchema, writers: Writers): Writer {
  const write = presentWriter(schema, writers);
  // A list or map may be nil, as in Go, but not an array.
  const isList = schema.type === "array" && schema.minItems === undefined;
  const isNullable = schema.nullable === true || isList || isMap(schema);
  return (value, name) => (value === null && isNullable ? "null" : write(value, name));
}

function presentWriter(schema: JsonSchema, writers: Writers): Writer {
  if (schema.$ref !== undefined) return declaredWriter(writers.resolve(schema.$ref), writers);
  const { type = "anything" } = schema;
  switch (type) {
    case "anything":
      return jsonText;
    case "object":
      return !isMap(schema)
        ? objectWriter(schema, writers)
        : mapWriter(valueWriter(schemaOf(schema.additionalProperties, "map"), writers));
    case "array":
      return listWriter(schema, valueWriter(schemaOf(schema.items, "list"), writers));
    case "string":
    case "integer":
    case "number":
    case "boolean":
      return scalarWriter(schema);
  }
}

function declaredWriter(schema: JsonSchema, writers: Writers): Writer {
  const known = writers.declared.get(schema);
  if (known !== undefined) return known;
  let writer: Writer | undefined;
  // Known before it is made, so that a type may mean itself.
  writers.declared.set(schema, (value, name) => writer?.(value, name) ?? "null");
  writer = presentWriter(schema, writers);
  return writer;
}

function scalarWriter(schema: JsonSchema): Writer {
  const write = bareWriter(schema);
  if (schema.quoted !== true) return write;
  return (value, name) => JSON.stringify(write(value, name));
}

function bareWriter(schema: JsonSchema): Writer {
  if (schema.type === "integer") return integerWriter(schema);
  if (schema.type === "number") return numberWriter(schema.format === "float" ? shortestFloat32 : (value) => value);
  if (schema.type === "boolean") return writeBoolean;
  return schema.format === "byte" ? writeBytes : writeText;
}

function writeBoolean(value: unknown, name: string): string {
  return typeof value === "boolean" ? String(value) : refuse("a boolean", value, name);
}

function writeText(value: unknown, name: string): string {
  return typeof value === "string" ? quotedText(value) : refuse("a string", value, name);
}

function writeBytes(value: unknown, name: string): string {
  const text = writeText(value, name);
  return isBase64(String(value)) ? text : mismatch("base64", "another text", name);
}

function numberWriter(rounded: (value: number) => number): Writer {
  return (value, name) => {
    const number = typeof value === "number" ? rounded(value) : Number.NaN;
    return Number.isFinite(number) ? String(number) : refuse("a finite number", value, name);
  };
}

function integerWriter(schema: JsonSchema): Writer {
  const { minimum, maximum } = integerFormat({ ...schema, as: "bigint" });
  return (value, name) => {
    const integer = integerOf(value, schema);
    if (integer === undefined) return refuse("an integer", value, name);
    return integer >= minimum && integer <= maximum ? String(integer) : refuse("an integer of its size", value, name);
  };
}

/** A number beyond ±2^53 may have lost digits before, so it is none. */
function integerOf(value: unknown, { as }: JsonSchema): number | bigint | undefined {
  if (typeof value === "bigint") return value;
  if (typeof value === "number") return Number.isSafeInteger(value) ? value : undefined;
  return as === "string" && typeof value === "string" && /^-?\d+$/.test(value) ? BigInt(value) : undefined;
}

function listWriter({ minItems = 0, maxItems = Number.MAX_SAFE_INTEGER }: JsonSchema, writeElement: Writer): Writer {
  return (value, name) => {
    if (!Array.isArray(value)) return refuse("a list", value, name);
    const { length } = value;
    if (length < minItems || length > maxItems) return mismatch(`${minItems} elements`, `${length}`, name);
    return `[${value.map((element) => writeElement(element, name)).join(",")}]`;
  };
}

function mapWriter(writeValue: Writer): Writer {
  return (value, name) => {
    if (typeof value !== "object" || value === null) return refuse("an object", value, name);
    const entries = Object.entries(value).filter(([, member]) => member !== undefined);
    return `{${entries.map(([key, member]) => `${quotedText(key)}:${writeValue(member, key)}`).join(",")}}`;
  };
}

function objectWriter(schema: JsonSchema, writers: Writers): Writer {
  const required = new Set(schema.required);
  const members = Object.entries(schema.properties ?? {}).map(([name, property]) =>
    memberWriter(name, schemaOf(property, name), required.has(name), writers),
  );
  return (value, name) => {
    if (typeof value !== "object" || value === null) return refuse("an object", value, name);
    let text = "";
    for (const write of members) {
      const member = write(value);
      if (member !== "") text += text === "" ? member : `,${member}`;
    }
    return `{${text}}`;
  };
}

/** Writes a member with its name, or nothing if it is to be left out. */
function memberWriter(name: string, schema: JsonSchema, isRequired: boolean, writers: Writers) {
  const write = valueWriter(schema, writers);
  const key = `${quotedText(name)}:`;
  let zero: string | undefined;
  return (object: object): string => {
    const value: unknown = Object.hasOwn(object, name) ? Reflect.get(object, name) : undefined;
    if (schema.omitEmpty === true && isEmpty(value, schema)) return "";
    if (value !== undefined || isRequired) return key + write(value, name);
    zero ??= zeroText(schema, writers.resolve);
    return key + zero;
  };
}

/** What Go's `omitempty` leaves out; a struct is never empty. */
function isEmpty(value: unknown, schema: JsonSchema): boolean {
  // An array has its length in any case.
  if ((schema.minItems ?? 0) > 0) return false;
  if (Array.isArray(value)) return value.length === 0;
  if (isMap(schema)) return Object.keys(Object(value)).length === 0;
  if (schema.as === "string") return Number(value) === 0;
  return emptyValues.has(value);
}

const emptyValues: ReadonlySet<unknown> = new Set([undefined, null, "", false, 0, 0n]);

function isMap({ additionalProperties = false }: JsonSchema): boolean {
  return additionalProperties !== false;
}

function refuse(expected: string, value: unknown, name: string): never {
  return mismatch(expected, value === null ? "null" : typeof value, name);
}

function mismatch(expected: string, found: string, name: string): never {
  throw new TypeError(`expected ${expected} in ${name}, found ${found}`);
}
