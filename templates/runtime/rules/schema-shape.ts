import type { JsonSchema, ResolveSchema } from "../binding/json-schema.ts";
import type { Shape } from "./shape.ts";

/** What rules have to know of the values of a schema. */
export function schemaShape(schema: JsonSchema, resolve: ResolveSchema): Shape {
  const { rules = [], nullable = false } = schema;
  const meant = schema.$ref === undefined ? schema : resolve(schema.$ref);
  const kind = kindOf(meant);
  const isFloat = meant.type === "number";
  return { kind, isFloat, isPointer: nullable || kind === "anything", rules, ...innerShapes(meant, resolve) };
}

function kindOf(schema: JsonSchema): Shape["kind"] {
  if (schema.type === undefined) return "anything";
  switch (schema.type) {
    case "string":
      return kindsOfText.get(schema.format) ?? "text";
    case "integer":
    case "number":
      return "number";
    case "boolean":
      return "flag";
    case "array":
      return "list";
    case "object":
      return typeof schema.additionalProperties === "object" ? "map" : "object";
  }
}

const kindsOfText: ReadonlyMap<string | undefined, Shape["kind"]> = new Map([
  ["byte", "bytes"],
  ["date-time", "time"],
]);

const byte: Shape = { kind: "number", isPointer: false, rules: [] };

function innerShapes(schema: JsonSchema, resolve: ResolveSchema): Pick<Shape, "element" | "members"> {
  const { additionalProperties } = schema;
  if (schema.format === "byte") return { element: byte };
  const element = typeof additionalProperties === "object" ? additionalProperties : schema.items;
  if (element !== undefined) return { element: schemaShape(element, resolve) };
  return schema.properties === undefined ? {} : { members: membersOf(schema, resolve) };
}

const known = new WeakMap<JsonSchema, ReadonlyMap<string, Shape>>();

function membersOf(schema: JsonSchema, resolve: ResolveSchema): () => ReadonlyMap<string, Shape> {
  return () => {
    const members =
      known.get(schema) ??
      new Map(Object.entries(schema.properties ?? {}).map(([name, member]) => [name, schemaShape(member, resolve)]));
    known.set(schema, members);
    return members;
  };
}

/** Whether a value of the schema has anything to be checked, however deep. */
export function hasRules(schema: JsonSchema, resolve: ResolveSchema, seen = new Set<JsonSchema>()): boolean {
  if (seen.has(schema)) return false;
  seen.add(schema);
  if (schema.rules !== undefined) return true;
  const { $ref, properties = {}, items, additionalProperties } = schema;
  const inner = [
    ...($ref === undefined ? [] : [resolve($ref)]),
    ...Object.values(properties),
    ...(items === undefined ? [] : [items]),
    ...(typeof additionalProperties === "object" ? [additionalProperties] : []),
  ];
  return inner.some((member) => hasRules(member, resolve, seen));
}
