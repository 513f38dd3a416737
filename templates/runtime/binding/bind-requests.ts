import type { FastifyInstance } from "fastify";
import { schemaOf } from "./json-schema.ts";
import type { JsonSchema, ResolveSchema } from "./json-schema.ts";
import { jsonWriter } from "./json-writer.ts";
import { checkMediaType } from "./media-type.ts";
import type { ValueReader } from "./reading.ts";
import { requestBinder } from "./request-binder.ts";
import { takeJsonBody } from "./take-json-body.ts";
import type { ValueCheck } from "./value-reader.ts";
import { writeNull } from "./write-null.ts";

declare module "fastify" {
  interface FastifyInstance {
    /** Makes the check of what is read by a schema, beyond what the schema says; it may be set until routes are added. */
    requestCheck: ((schema: JsonSchema, resolve: ResolveSchema) => ValueCheck | undefined) | undefined;
  }
}

/**
 * Makes the server read requests and write answers by the schemas of its routes, as go-zero would by the tags. A route without
 * a schema, or with a `validatorCompiler` of its own, gets its JSON body as it is.
 */
export function bindRequests(server: FastifyInstance): void {
  const declared = new Map<JsonSchema, ValueReader>();
  server.decorate("requestCheck", undefined);
  server.setValidatorCompiler(() => () => true);
  server.setSerializerCompiler(({ schema, method, url }) =>
    jsonWriter(schemaOf(schema, `${method} ${url}`), resolverOf(server)),
  );
  server.addHook("onRoute", function bindRoute(route) {
    if (route.schema === undefined || route.validatorCompiler !== undefined) {
      route.preValidation = [takeJsonBody, ...[route.preValidation ?? []].flat()];
      return;
    }
    if (route.schema.response !== undefined) route.onSend = [writeNull, ...[route.onSend ?? []].flat()];
    const resolve = resolverOf(this);
    const check = (schema: JsonSchema): ValueCheck | undefined => server.requestCheck?.(schema, resolve);
    const bind = requestBinder(route, { resolve, declared, check });
    route.preParsing = [checkMediaType, ...[route.preParsing ?? []].flat()];
    route.preValidation = [bind, ...[route.preValidation ?? []].flat()];
  });
}

function resolverOf(server: FastifyInstance): ResolveSchema {
  return (ref) => schemaOf(server.getSchema(ref.replace(/#$/, "")), ref);
}
