import type { LiteralValue } from "../source-text.ts";
import type { JsonSchema } from "./json-schema.ts";

/** A request that a generated test sends, as the service will see it. */
export interface SampleRequest {
  /** By the names that the router has for them. */
  readonly path: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, string | readonly string[]>>;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: LiteralValue | undefined;
}

/**
 * Makes a check of requests: whether a service whose declared types have these schemas lets one pass on a route with that
 * schema.
 */
export type RequestCheckMaker = (
  declared: readonly JsonSchema[],
) => (schema: JsonSchema, request: SampleRequest) => boolean;
