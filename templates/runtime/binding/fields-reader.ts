import { schemaOf } from "./json-schema.ts";
import type { JsonSchema, ResolveSchema } from "./json-schema.ts";
import { startReading, isFull, violateMember } from "./reading.ts";
import type { Reading, ValueReader } from "./reading.ts";
import { zeroValue } from "./zero-value.ts";

type Find<Source> = (source: Source, reading: Reading) => unknown;

/** How the fields of a kind of source are found and read. */
export interface FieldAccess<Source extends object> {
  /** Gives what a source has under a name; undefined if nothing. */
  readonly find: (name: string, schema: JsonSchema) => Find<Source>;
  readonly reader: (schema: JsonSchema) => ValueReader;
  /** Of a default, which is a value of JSON whatever the source is. */
  readonly defaultReader: (schema: JsonSchema) => ValueReader;
  readonly resolve: ResolveSchema;
}

interface FieldReader<Source extends object> {
  readonly name: string;
  readonly find: Find<Source>;
  readonly read: ValueReader;
  readonly isRequired: boolean;
  /** Whether nil and null leave the field out. */
  readonly isOptional: boolean;
  /** What stands in for an absent value. */
  readonly fallback: ((reading: Reading) => unknown) | undefined;
  /** What null is where it is a value. */
  readonly zero: (() => unknown) | undefined;
  readonly isPresenceRight: ((source: Source, isGiven: boolean, reading: Reading) => boolean) | undefined;
}

/** Makes the reader of an object's declared fields; what else a source has is left behind. */
export function fieldsReader<Source extends object = object>(
  schema: JsonSchema,
  access: FieldAccess<Source>,
): (source: Source, reading: Reading) => Record<string, unknown> {
  const required = new Set(schema.required);
  const fields = Object.entries(schema.properties ?? {}).map(([name, property]) =>
    fieldReader(name, schemaOf(property, name), required.has(name), access),
  );
  return (source, reading) => {
    const result: Record<string, unknown> = {};
    for (const field of fields) {
      if (isFull(reading)) break;
      const value = readField(field, source, reading);
      if (value !== undefined) result[field.name] = value;
    }
    return result;
  };
}

function fieldReader<Source extends object>(
  name: string,
  schema: JsonSchema,
  isRequired: boolean,
  access: FieldAccess<Source>,
): FieldReader<Source> {
  const { presentWith, presentWithout, optional = false } = schema;
  const hasDefault = schema.default !== undefined;
  const isConditional = presentWith !== undefined || presentWithout !== undefined;
  return {
    name,
    find: access.find(name, schema),
    read: access.reader(schema),
    isRequired,
    isOptional: !isRequired && !hasDefault && !isConditional,
    fallback: hasDefault ? fallbackOf(name, schema, access) : undefined,
    zero: optional ? () => zeroValue(schema, access.resolve) : undefined,
    isPresenceRight: isConditional ? presenceCheck(name, schema, access) : undefined,
  };
}

function readField<Source extends object>(field: FieldReader<Source>, source: Source, reading: Reading): unknown {
  const given = field.find(source, reading);
  if (field.isPresenceRight?.(source, given !== undefined, reading) === false) return undefined;
  if (given === undefined) return absentValue(field, reading);
  if (given === null && (field.isOptional || field.zero !== undefined)) return field.zero?.();

  reading.path.push(field.name);
  const value = field.read(given, reading);
  reading.path.pop();
  if (value !== null) return value;
  if (given === null) return violateMember(reading, field.name, "type", "must not be null");
  // Go's nil list, which is read as an empty one.
  return field.isOptional ? undefined : [];
}

function absentValue(
  { name, isRequired, fallback }: Pick<FieldReader<object>, "name" | "isRequired" | "fallback">,
  reading: Reading,
): unknown {
  if (isRequired) violateMember(reading, name, "required", "is required");
  return fallback?.(reading);
}

function fallbackOf<Source extends object>(
  name: string,
  schema: JsonSchema,
  access: FieldAccess<Source>,
): (reading: Reading) => unknown {
  const read = access.defaultReader(unconstrained(schema));
  if (schema.$ref !== undefined || schema.type === "object" || schema.type === "array") {
    return (reading) => {
      reading.path.push(name);
      const value = read(schema.default, reading);
      reading.path.pop();
      return value;
    };
  }
  const reading = startReading("body");
  const value = read(schema.default, reading);
  if (reading.violations.length > 0) throw new Error(`${name}: the default is not of the type`);
  return () => value;
}

/** As in go-zero, a default is not held to what a given value is held to. */
function unconstrained(schema: JsonSchema): JsonSchema {
  const kept = Object.entries(schema).filter(([keyword]) => !constraints.has(keyword));
  const { items } = schema;
  return { ...Object.fromEntries(kept), ...(items !== undefined && { items: unconstrained(items) }) };
}

const constraints: ReadonlySet<string> = new Set(
  "enum options minimum maximum exclusiveMinimum exclusiveMaximum".split(" "),
);

/** `optional=other` and `optional=!other`. */
function presenceCheck<Source extends object>(
  name: string,
  { presentWith, presentWithout }: JsonSchema,
  access: FieldAccess<Source>,
) {
  const other = presentWith ?? presentWithout ?? "";
  const find = access.find(other, {});
  return (source: Source, isGiven: boolean, reading: Reading): boolean => {
    const isOtherGiven = find(source, reading) !== undefined;
    if (isGiven === isOtherGiven) {
      if (presentWith !== undefined) return true;
      const text = isGiven ? `must not be given together with ${other}` : `is required where ${other} is not given`;
      violateMember(reading, name, "exactly_one", text);
      return false;
    }
    if (presentWith === undefined) return true;
    const [missing, present] = isGiven ? [other, name] : [name, other];
    violateMember(reading, missing, "both_or_neither", `is required together with ${present}`);
    return false;
  };
}
