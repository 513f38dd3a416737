import type { LiteralValue } from "../source-text.ts";
import { isOptionalProperty, mayBeAbsent } from "../../model/field-property.ts";
import { accessName } from "./access-name.ts";
import { fieldsFrom, flatFields } from "./struct-fields.ts";
import type { BoundField, Structs } from "./struct-fields.ts";
import { isBytes } from "./type-text.ts";
import type { Binding, Field, Member, PrimitiveName, Route, Type } from "../../model/api-spec.ts";

/** A JSON Schema as Fastify takes it (draft 7: https://json-schema.org/draft-07). */
export type JsonSchema = { readonly [keyword: string]: LiteralValue };

/** Which side of the wire a schema describes: they differ in what may be absent and what stands in for it. */
export type Direction = "body" | "response";

/** The `$id` under which the schema of a declared type is registered; a URI, which is ASCII. */
export function schemaId(name: string, direction: Direction): string {
  return `${encodeURIComponent(name)}.${direction}`;
}

/** The schema of the fields that come from one source of a route's requests, such as the query. */
export function sourceSchema(bound: readonly BoundField[], route: Route, structs: Structs): JsonSchema {
  const accessed = bound.map(({ field, binding }) => ({
    field,
    binding: { ...binding, name: accessName(binding, route) },
  }));
  const { additionalProperties, ...schema } = objectSchema(accessed, "body", structs);
  // A request always has more headers than those that are asked for.
  if (bound.some(({ binding }) => binding.source === "header")) return schema;
  return { ...schema, ...(additionalProperties !== undefined && { additionalProperties }) };
}

/** The schema of a declared or anonymous struct as JSON. */
export function structSchema(members: readonly Member[], direction: Direction, structs: Structs): JsonSchema {
  return objectSchema(fieldsFrom("json", flatFields(structs, members)), direction, structs);
}

/** The schema of a type as JSON; declared types are referred to. */
export function typeSchema(type: Type, direction: Direction, structs: Structs): JsonSchema {
  switch (type.kind) {
    case "primitive":
      return primitiveSchema(type.name);
    case "any":
      return {};
    case "time":
      return { type: "string", format: "date-time" };
    case "array":
      return isBytes(type) ? { type: "string" } : listSchema(type, typeSchema(type.element, direction, structs));
    case "map":
      return { type: "object", additionalProperties: typeSchema(type.value, direction, structs) };
    case "pointer":
      return nullable(typeSchema(type.target, direction, structs));
    case "reference":
      return { $ref: `${schemaId(type.name, direction)}#` };
    case "struct":
      return structSchema(type.members, direction, structs);
  }
}

function objectSchema(fields: readonly BoundField[], direction: Direction, structs: Structs): JsonSchema {
  const properties = fields.map(({ field, binding }): [string, JsonSchema] => [
    binding.name,
    direction === "body" ? requestProperty(field, binding, structs) : responseProperty(field, binding, structs),
  ]);
  const required = fields.filter(({ field, binding }) => isRequired(field, binding, direction));
  return {
    type: "object",
    properties: Object.fromEntries(properties),
    ...(required.length > 0 && { required: required.map(({ binding }) => binding.name) }),
    ...(direction === "body" && { additionalProperties: false }),
  };
}

function isRequired(field: Field, binding: Binding, direction: Direction): boolean {
  if (direction === "response") return !isOptionalProperty(field);
  return !mayBeAbsent(binding) && binding.default === undefined && field.type.kind !== "map";
}

/** A map that is not given counts as an empty one, as in go-zero. */
function isMapToFill({ type }: Field, binding: Binding): boolean {
  return type.kind === "map" && binding.source === "json" && !mayBeAbsent(binding) && binding.default === undefined;
}

function requestProperty(field: Field, binding: Binding, structs: Structs): JsonSchema {
  return {
    ...constrainedSchema(field.type, binding, structs),
    ...(binding.default !== undefined && { default: valueOf(field.type, binding.default) }),
    ...(isMapToFill(field, binding) && { default: {} }),
  };
}

/** With the checks of `options` and `range`; on a list they hold for each element. */
function constrainedSchema(type: Type, binding: Binding, structs: Structs): JsonSchema {
  if (type.kind === "array" && !isBytes(type))
    return listSchema(type, constrainedSchema(type.element, binding, structs));
  return {
    ...typeSchema(type, "body", structs),
    ...(binding.options !== undefined && { enum: binding.options.map((option) => valueOf(type, option)) }),
    ...rangeKeywords(binding),
  };
}

/** What an absent optional field is on the wire: Go's zero value, unless `omitempty` leaves it out. */
function responseProperty(field: Field, binding: Binding, structs: Structs): JsonSchema {
  const schema = typeSchema(field.type, "response", structs);
  if (!isOptionalProperty(field) || binding.omitEmpty) return schema;
  const zero = zeroValue(field.type);
  if (zero !== null) return { ...schema, default: zero };
  return { ...(field.type.kind === "pointer" ? schema : nullable(schema)), default: null };
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

function nullable(schema: JsonSchema): JsonSchema {
  const { type } = schema;
  return typeof type === "string" ? { ...schema, type: [type, "null"] } : { anyOf: [schema, { type: "null" }] };
}

/** The value that a tag's text stands for in a field of this type; a list is written `[a,b]`. */
function valueOf(type: Type, text: string): LiteralValue {
  if (type.kind === "pointer") return valueOf(type.target, text);
  if (type.kind === "array") {
    const inner = text.replace(/^\[(?<inner>.*)\]$/su, "$<inner>");
    return inner === "" ? [] : inner.split(",").map((item) => valueOf(type.element, item.trim()));
  }
  if (type.kind !== "primitive" || type.name === "string") return text;
  if (type.name === "bool") return text === "true";
  // A text that is no number has been diagnosed; it stays what it is.
  return text.trim() !== "" && Number.isFinite(Number(text)) ? Number(text) : text;
}

function zeroValue(type: Type): LiteralValue {
  if (type.kind === "time") return "0001-01-01T00:00:00Z";
  if (type.kind !== "primitive") return null;
  const { type: jsonType } = primitiveSchema(type.name);
  if (jsonType === "string") return "";
  return jsonType === "boolean" ? false : 0;
}

function primitiveSchema(name: PrimitiveName): JsonSchema {
  return primitiveSchemas[name];
}

function integer(minimum: number, maximum: number): JsonSchema {
  return { type: "integer", minimum, maximum };
}

/** A 64-bit integer beyond ±2^53 would lose digits as a JavaScript number, so it is refused rather than rounded. */
const signed64 = integer(Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER);
const unsigned64 = integer(0, Number.MAX_SAFE_INTEGER);
const signed32 = integer(-2_147_483_648, 2_147_483_647);
const unsigned8 = integer(0, 255);

const primitiveSchemas: Readonly<Record<PrimitiveName, JsonSchema>> = {
  bool: { type: "boolean" },
  string: { type: "string" },
  float32: { type: "number" },
  float64: { type: "number" },
  complex64: {},
  complex128: {},
  int: signed64,
  int64: signed64,
  int32: signed32,
  rune: signed32,
  int16: integer(-32_768, 32_767),
  int8: integer(-128, 127),
  uint: unsigned64,
  uint64: unsigned64,
  uintptr: unsigned64,
  uint32: integer(0, 4_294_967_295),
  uint16: integer(0, 65_535),
  uint8: unsigned8,
  byte: unsigned8,
};
