import type { RequestCheckMaker, SampleRequest } from "../emit/fastify/sample-request.ts";
import { schemaOf } from "../../templates/runtime/binding/json-schema.ts";
import type { JsonSchema } from "../../templates/runtime/binding/json-schema.ts";
import { readJson } from "../../templates/runtime/binding/read-json.ts";
import { RequestBody } from "../../templates/runtime/binding/request-body.ts";
import { partsBinder } from "../../templates/runtime/binding/request-binder.ts";
import type { ReadableRequest } from "../../templates/runtime/binding/request-binder.ts";
import type { Readers } from "../../templates/runtime/binding/value-reader.ts";
import type { OwnRuleMaker } from "../../templates/runtime/rules/compile-rules.ts";
import { rulesCheck } from "../../templates/runtime/rules/rules-check.ts";

/** Reads a request with the code that the generated service has for that. Loaded only where a contract has rules to keep. */
export const requestCheck: RequestCheckMaker = (declared) => {
  const known = new Map(declared.map((schema) => [schema["$id"], schema]));
  const resolve = (ref: string): JsonSchema => schemaOf(known.get(ref.replace(/#$/u, "")), ref);
  const check = (schema: JsonSchema) => rulesCheck(schema, resolve, unwritten);
  const readers: Readers = { resolve, declared: new Map(), check };
  return (schema, request) =>
    partsBinder(schema, "the route", readers)(readable(request), bodyOf(request)).length === 0;
};

function readable({ path, query, headers }: SampleRequest): ReadableRequest {
  const rawHeaders = Object.entries(headers).flat();
  return { params: path, query: {}, headers, body: undefined, url: `/?${queryText(query)}`, raw: { rawHeaders } };
}

function bodyOf({ body }: SampleRequest): RequestBody {
  return new RequestBody(body === undefined ? {} : { json: readJson(JSON.stringify(body)) });
}

/** Every value keeps a rule that nobody has written yet. */
const unwritten: OwnRuleMaker = () => () => ({ check: () => true, message: () => "" });

function queryText(query: SampleRequest["query"]): string {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    for (const text of [value].flat()) parameters.append(name, text);
  }
  return parameters.toString();
}
