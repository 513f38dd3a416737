import type { JsonSchema, ResolveSchema } from "./json-schema.ts";

/** How Go writes the zero value of a type. */
export function zeroText(schema: JsonSchema, resolve: ResolveSchema): string {
  if (schema.nullable === true) return "null";
  if (schema.$ref !== undefined) return zeroText(resolve(schema.$ref), resolve);
  if (schema.type === "object" && !schema.additionalProperties) return zeroObject(schema, resolve);
  if (schema.format === "date-time") return '"0001-01-01T00:00:00Z"';
  if (schema.format === "byte") return "null";
  if (schema.items !== undefined && schema.minItems !== undefined) {
    const item = zeroText(schema.items, resolve);
    return `[${Array.from({ length: schema.minItems }, () => item).join(",")}]`;
  }
  const text = zeroTexts[schema.type ?? "object"];
  return schema.quoted === true ? `"${text}"` : text;
}

/** A map is an object, and anything is nil, as are lists and bytes. */
const zeroTexts = { object: "null", array: "null", string: '""', integer: "0", number: "0", boolean: "false" } as const;

/** `omitempty` leaves everything out but structs and arrays. */
function zeroObject({ properties = {} }: JsonSchema, resolve: ResolveSchema): string {
  const members = Object.entries(properties).flatMap(([name, property]) => {
    const text = zeroText(property, resolve);
    return property.omitEmpty === true && !/^(?:\{|\[[^\]])/.test(text) ? [] : [`${JSON.stringify(name)}:${text}`];
  });
  return `{${members.join(",")}}`;
}
