import type { JsonSchema, ResolveSchema } from "./json-schema.ts";

/** Go's zero value: what null becomes in a list, and where a default is for absent values only. */
export function zeroValue(schema: JsonSchema, resolve: ResolveSchema): unknown {
  if (schema.nullable === true) return null;
  if (schema.$ref !== undefined) return zeroValue(resolve(schema.$ref), resolve);
  if (schema.type === "object") return zeroObject(schema, resolve);
  if (schema.type === "array") {
    const { items = {}, minItems = 0 } = schema;
    return Array.from({ length: minItems }, () => zeroValue(items, resolve));
  }
  if (schema.type === "integer" && schema.as !== undefined) return schema.as === "bigint" ? 0n : "0";
  if (schema.format === "date-time") return "0001-01-01T00:00:00Z";
  return schema.type === undefined ? null : zeroValues[schema.type];
}

const zeroValues = { string: "", integer: 0, number: 0, boolean: false } as const;

/** A field that may be absent is. */
function zeroObject({ properties = {}, required = [] }: JsonSchema, resolve: ResolveSchema): object {
  const present = Object.entries(properties).filter(
    ([name, property]) => required.includes(name) || property.default !== undefined,
  );
  return Object.fromEntries(present.map(([name, property]) => [name, zeroValue(property, resolve)]));
}
