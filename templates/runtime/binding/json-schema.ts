/**
 * What `internal/types/schemas.ts` consists of: JSON Schema (draft 7), and a few keywords for what a contract says that JSON
 * Schema has no words for.
 */
export interface JsonSchema {
  readonly $id?: string;
  readonly $ref?: string;
  readonly title?: string;
  readonly description?: string;
  /** Without it, a value may be anything. */
  readonly type?: "object" | "array" | "string" | "integer" | "number" | "boolean";
  /** Go's number types as `int8` to `int64` and `uint8` to `uint64`, float32 as `float`; of a text `byte` (base64) or `date-time`. */
  readonly format?: string;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  /** The values of a map. An object without it, or with false, leaves behind what is not among its properties. */
  readonly additionalProperties?: JsonSchema | false;
  /** The keys of a map. */
  readonly propertyNames?: JsonSchema;
  readonly items?: JsonSchema;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly enum?: readonly string[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly exclusiveMinimum?: number;
  readonly exclusiveMaximum?: number;
  /** Stands in for an absent value, as if it had been given, and is not held to `enum`, `options` and the range. */
  readonly default?: unknown;

  /** A pointer, or a list in a list: in lists and in answers it may be null. */
  readonly nullable?: boolean;
  /** `optional` beside a default: null is given for the zero value. Without a default it is what is not `required`. */
  readonly optional?: boolean;
  /** What a 64-bit integer is in TypeScript; a number without it. */
  readonly as?: "bigint" | "string";
  /** `,string`: a number or boolean in quotes. */
  readonly quoted?: boolean;
  /** `options=` of a number or boolean: the texts that it may be written as. */
  readonly options?: readonly string[];
  /** `inherit`: an absent value is taken from the object around. */
  readonly inherit?: boolean;
  /** `optional=other`: given together with the other field, or not at all. */
  readonly presentWith?: string;
  /** `optional=!other`: given exactly if the other field is not. */
  readonly presentWithout?: string;
  /** `omitempty`: an answer leaves out what is empty. */
  readonly omitEmpty?: boolean;
  /** The rules of a `validate` tag, such as `["required", "min=3"]`; `internal/runtime/rules` checks them. */
  readonly rules?: readonly string[];
}

/** Finds the schema that a `$ref` means. */
export type ResolveSchema = (ref: string) => JsonSchema;

/** Takes a value for a schema; one with a keyword that nothing here would check is a mistake. */
export function schemaOf(value: unknown, place: string): JsonSchema {
  if (!isSchema(value)) throw new Error(`${place}: expected a JSON Schema`);
  const unknown = Object.keys(value).find((keyword) => !keywords.has(keyword));
  if (unknown !== undefined)
    throw new Error(`${place}: the keyword ${unknown} is not known here, so nothing would check it`);
  return value;
}

function isSchema(value: unknown): value is JsonSchema {
  return typeof value === "object" && value !== null;
}

const keywords: ReadonlySet<string> = new Set(
  (
    "$id $ref title description type format properties required additionalProperties propertyNames items minItems maxItems " +
    "enum minimum maximum exclusiveMinimum exclusiveMaximum default " +
    "nullable optional as quoted options inherit presentWith presentWithout omitEmpty rules"
  ).split(" "),
);
