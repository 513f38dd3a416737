import { z } from "zod";

/** What `conf-value.ts` says of a schema beyond its type. */
export interface Marks {
  readonly secret: boolean;
  readonly signingKey: boolean;
  readonly withoutEffect: boolean;
  readonly inherited: boolean;
  /** The environment variable that wins over the file. */
  readonly variable: string | undefined;
}

/** The marks of a schema and of what it is wrapped around. */
export function marksOf(schema: z.core.$ZodType): Marks {
  const metas = wrappings(schema).map((wrapping) => z.globalRegistry.get(wrapping));
  const has = (mark: string): boolean => metas.some((meta) => meta?.[mark] === true);
  const variable = metas.map((meta) => meta?.["variable"]).find((name) => typeof name === "string");
  return {
    secret: has("secret"),
    signingKey: has("signingKey"),
    withoutEffect: has("withoutEffect"),
    inherited: has("inherited"),
    variable,
  };
}

/** The schema below `default`, `optional` and transformations: what the file has to hold. */
export function writtenSchema(schema: z.core.$ZodType): z.core.$ZodType {
  return wrappings(schema).at(-1) ?? schema;
}

/** The schema and those that it is wrapped around, from the outside in. */
function wrappings(schema: z.core.$ZodType): readonly z.core.$ZodType[] {
  const inner = wrappedSchema(schema);
  return inner === undefined ? [schema] : [schema, ...wrappings(inner)];
}

function wrappedSchema(schema: z.core.$ZodType): z.core.$ZodType | undefined {
  if (schema instanceof z.ZodPipe) return schema.in;
  const isWrapper =
    schema instanceof z.ZodOptional ||
    schema instanceof z.ZodDefault ||
    schema instanceof z.ZodPrefault ||
    schema instanceof z.ZodNullable;
  return isWrapper ? schema.unwrap() : undefined;
}
