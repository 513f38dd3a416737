import type { LiteralValue } from "../source-text.ts";
import { defaultItems } from "../../model/default-items.ts";
import { isOptionalProperty, mayBeAbsent } from "../../model/field-property.ts";
import { accessName } from "./access-name.ts";
import { fillsItself } from "./fills-itself.ts";
import { fieldsFrom, flatFields } from "./struct-fields.ts";
import type { BoundField, Structs } from "./struct-fields.ts";
import { isBytes } from "./type-text.ts";
import type { Int64Type } from "./int64-type.ts";
import type { Binding, Field, Member, PrimitiveName, Route, Type } from "../../model/api-spec.ts";

/**
 * A JSON Schema as Fastify takes it (draft 7: https://json-schema.org/draft-07), with the keywords that
 * `internal/runtime/binding/json-schema.ts` adds.
 */
export type JsonSchema = { readonly [keyword: string]: LiteralValue };

/** Which side of the wire a schema describes: they differ in what may be absent and what stands in for it. */
export type Direction = "body" | "response";

/** What schemas depend on beside the type itself. */
interface SchemaContext {
  readonly structs: Structs;
  readonly int64: Int64Type;
}

/** The `$id` under which the schema of a declared type is registered; a URI, which is ASCII. */
export function schemaId(name: string, direction: Direction): string {
  return `${encodeURIComponent(name)}.${direction}`;
}

/** The schema of the fields that come from one source of a route's requests, such as the query. */
export function sourceSchema(bound: readonly BoundField[], route: Route, context: SchemaContext): JsonSchema {
  const accessed = bound.map(({ field, binding }) => ({ field, binding: accessedBinding(binding, route) }));
  return objectSchema(accessed, "body", context);
}

function accessedBinding(binding: Binding, route: Route): Binding {
  const name = (wireName: string): string => accessName({ ...binding, name: wireName }, route);
  const { optionalWith } = binding;
  return {
    ...binding,
    name: name(binding.name),
    optionalWith: optionalWith && { ...optionalWith, name: name(optionalWith.name) },
  };
}

/** The schema of a declared or anonymous struct as JSON. */
export function structSchema(members: readonly Member[], direction: Direction, context: SchemaContext): JsonSchema {
  return objectSchema(fieldsFrom("json", flatFields(context.structs, members)), direction, context);
}

/** The schema of a type as JSON; declared types are referred to. */
export function typeSchema(type: Type, direction: Direction, context: SchemaContext): JsonSchema {
  switch (type.kind) {
    case "primitive":
      return primitiveSchema(type.name, direction, context);
    case "any":
      return anySchema(direction, context);
    case "time":
      return { type: "string", format: "date-time" };
    case "file":
      return { format: "binary" };
    case "array":
      return isBytes(type)
        ? { type: "string", format: "byte" }
        : listSchema(type, elementSchema(type.element, typeSchema(type.element, direction, context)));
    case "map":
      return mapSchema(type, direction, context);
    case "pointer":
      return { ...typeSchema(type.target, direction, context), nullable: true };
    case "reference":
      return { $ref: `${schemaId(type.name, direction)}#` };
    case "struct":
      return structSchema(type.members, direction, context);
  }
}

function objectSchema(fields: readonly BoundField[], direction: Direction, context: SchemaContext): JsonSchema {
  const properties = fields.map(({ field, binding }): [string, JsonSchema] => [
    binding.name,
    direction === "body" ? requestProperty(field, binding, context) : responseProperty(field, binding, context),
  ]);
  const required = fields.filter(({ field, binding }) =>
    direction === "body" ? isRequired(field, binding, context) : !isOptionalProperty(field),
  );
  return {
    type: "object",
    properties: Object.fromEntries(properties),
    ...(required.length > 0 && { required: required.map(({ binding }) => binding.name) }),
  };
}

function isRequired(field: Field, binding: Binding, context: SchemaContext): boolean {
  return !mayBeAbsent(binding) && defaultOf(field, binding, context) === undefined;
}

function requestProperty(field: Field, binding: Binding, context: SchemaContext): JsonSchema {
  const { optional, optionalWith, inherit, source } = binding;
  const standIn = defaultOf(field, binding, context);
  return {
    ...constrainedSchema(field.type, binding, context),
    ...(standIn !== undefined && { default: standIn }),
    ...(standIn !== undefined && optional && { optional: true }),
    ...(optionalWith !== undefined && {
      [optionalWith.negated ? "presentWithout" : "presentWith"]: optionalWith.name,
    }),
    ...(inherit && source === "json" && { inherit: true }),
    ...(field.rules.length > 0 && { rules: field.rules }),
  };
}

/** As in go-zero, a map that is not given counts as an empty one, and a struct that needs nothing is filled. */
function defaultOf({ type }: Field, binding: Binding, { structs }: SchemaContext): LiteralValue | undefined {
  if (binding.default !== undefined) return valueOf(type, binding.default);
  if (mayBeAbsent(binding)) return undefined;
  return type.kind === "map" || fillsItself(type, structs) ? {} : undefined;
}

/** With the checks of `options` and `range`; on a list they hold for each element. */
function constrainedSchema(type: Type, binding: Binding, context: SchemaContext): JsonSchema {
  if (type.kind === "array" && !isBytes(type)) {
    return listSchema(type, elementSchema(type.element, constrainedSchema(type.element, binding, context)));
  }
  if (type.kind === "pointer") return { ...constrainedSchema(type.target, binding, context), nullable: true };
  const schema = typeSchema(type, "body", context);
  return {
    ...schema,
    ...quotedKeyword(schema, binding),
    ...optionKeywords(schema, binding),
    ...rangeKeywords(binding),
  };
}

/** The texts are compared, so that those of a number are kept as they are written. */
function optionKeywords({ type }: JsonSchema, { options }: Binding): JsonSchema {
  return options === undefined ? {} : { [type === "string" ? "enum" : "options"]: options };
}

/** In go-zero a `,string` is for JSON, and changes nothing on a text. */
function quotedKeyword({ type }: JsonSchema, { asString, source }: Binding): JsonSchema {
  const isQuoted = asString && source === "json" && (type === "integer" || type === "number" || type === "boolean");
  return isQuoted ? { quoted: true } : {};
}

function responseProperty({ type }: Field, binding: Binding, context: SchemaContext): JsonSchema {
  const schema = typeSchema(type, "response", context);
  return { ...schema, ...quotedKeyword(schema, binding), ...(binding.omitEmpty && { omitEmpty: true }) };
}

function rangeKeywords({ range }: Binding): JsonSchema {
  if (range === undefined) return {};
  return {
    ...(range.minimum !== undefined && { [range.minimumIncluded ? "minimum" : "exclusiveMinimum"]: range.minimum }),
    ...(range.maximum !== undefined && { [range.maximumIncluded ? "maximum" : "exclusiveMaximum"]: range.maximum }),
  };
}

function listSchema({ length }: Type & { readonly kind: "array" }, items: JsonSchema): JsonSchema {
  return { type: "array", items, ...(length !== undefined && { minItems: length, maxItems: length }) };
}

/** A list in a list may be null. */
function elementSchema(element: Type, schema: JsonSchema): JsonSchema {
  return element.kind === "array" && !isBytes(element) ? { ...schema, nullable: true } : schema;
}

function mapSchema(
  { key, value }: Type & { readonly kind: "map" },
  direction: Direction,
  context: SchemaContext,
): JsonSchema {
  const keys = typeSchema(key, direction, context);
  return {
    type: "object",
    ...(keys["type"] === "integer" && { propertyNames: keys }),
    additionalProperties: typeSchema(value, direction, context),
  };
}

/** The value that a tag's text stands for in a field of this type; a list is written `[a,b]`. */
function valueOf(type: Type, text: string): LiteralValue {
  if (type.kind === "pointer") return valueOf(type.target, text);
  if (type.kind === "array" && !isBytes(type)) {
    return defaultItems(text).map((item) => valueOf(type.element, item));
  }
  if (type.kind !== "primitive" || type.name === "string") return text;
  if (type.name === "bool") return /^(?:true|1)$/iu.test(text);
  // A number that JavaScript would write otherwise stays a text, which is read without losing digits.
  return String(Number(text)) === text ? Number(text) : text;
}

/** What a 64-bit integer is in TypeScript, and one beyond ±2^53 where any value may stand. */
function asKeyword({ int64 }: SchemaContext): JsonSchema {
  return int64 === "number" ? {} : { as: int64 };
}

function anySchema(direction: Direction, context: SchemaContext): JsonSchema {
  return direction === "body" ? asKeyword(context) : {};
}

function primitiveSchema(name: PrimitiveName, direction: Direction, context: SchemaContext): JsonSchema {
  const format = integerFormats[name];
  if (format !== undefined) {
    return { type: "integer", format, ...(format.endsWith("64") && asKeyword(context)) };
  }
  return name.startsWith("complex") ? anySchema(direction, context) : (otherSchemas[name] ?? { type: "string" });
}

const otherSchemas: Readonly<Partial<Record<PrimitiveName, JsonSchema>>> = {
  bool: { type: "boolean" },
  float32: { type: "number", format: "float" },
  float64: { type: "number" },
};

/** The formats of OpenAPI's registry (https://spec.openapis.org/registry/format). */
const integerFormats: Readonly<Partial<Record<PrimitiveName, string>>> = {
  int: "int64",
  int64: "int64",
  int32: "int32",
  rune: "int32",
  int16: "int16",
  int8: "int8",
  uint: "uint64",
  uint64: "uint64",
  uintptr: "uint64",
  uint32: "uint32",
  uint16: "uint16",
  uint8: "uint8",
  byte: "uint8",
};
