import { array, assert, asyncProperty, constant, constantFrom, letrec, oneof, string, tuple } from "fast-check";
import type { Arbitrary } from "fast-check";
import fastify from "fastify";
import type { FastifyInstance, HTTPMethods } from "fastify";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Int64Type } from "../../src/emit/fastify/int64-type.ts";
import { int64Types } from "../../src/emit/fastify/int64-type.ts";
import { schemaId, sourceSchema, structSchema, typeSchema } from "../../src/emit/fastify/json-schema.ts";
import { requestBody } from "../../src/emit/fastify/request-body.ts";
import { requestFields } from "../../src/emit/fastify/request-fields.ts";
import { filledPath, routerPath } from "../../src/emit/fastify/router-path.ts";
import { fieldsFrom, structsOf } from "../../src/emit/fastify/struct-fields.ts";
import { createMemoryHost } from "../../src/host/memory-host.ts";
import { loadApi } from "../../src/load/load-api.ts";
import type { ApiSpec, Route } from "../../src/model/api-spec.ts";
import { checkApi } from "../../src/model/check-api.ts";
import { bindRequests } from "../../templates/runtime/binding/bind-requests.ts";
import { InvalidRequest } from "../../templates/runtime/binding/invalid-request.ts";
import { readBodies } from "../../templates/runtime/server/read-bodies.ts";
import { echoServices } from "../conformance/binding/echo-services.ts";
import { editedContract } from "../conformance/binding/start-conformance-service.ts";
import type { ServiceRecipe } from "../conformance/binding/start-conformance-service.ts";
import { runs } from "./runs.ts";

// Whatever a client sends, a route of any type answers 200 or 400, and what was bound can be written.

describe.each(int64Types)("requests, with 64-bit integers as %s", (int64) => {
  const specs = echoServices.map(specOf);
  const services = specs.map((spec) => ({ spec, server: serverOf(spec, int64) }));
  const targets = services.flatMap(({ spec, server }) => spec.routes.map((route) => ({ route, server })));
  const names = [...new Set(specs.flatMap(fieldNames))];
  beforeAll(async () => Promise.all(services.map(({ server }) => server.ready())));
  afterAll(async () => Promise.all(services.map(({ server }) => server.close())));

  it("are answered or refused, and never fail", async () => {
    const answers: Record<number, number> = {};
    await assert(
      asyncProperty(constantFrom(...targets), requestOf(names), async ({ route, server }, given) => {
        const url = `${filledPath(route.fullPath, () => encodeURIComponent(given.path))}?${given.query}`;
        const method = methodOf(route);
        const answer = await server.inject({ method, url, headers: given.headers, payload: given.body });
        const { statusCode, payload } = answer;
        expect([200, 400, 404], payload).toContain(statusCode);
        expect(() => JSON.parse(payload)).not.toThrow();
        answers[statusCode] = (answers[statusCode] ?? 0) + 1;
      }),
      { numRuns: runs(1000) },
    );
    // Both happen often, or the law would say little.
    expect(Math.min(answers[200] ?? 0, answers[400] ?? 0)).toBeGreaterThan(50);
  });
});

function specOf(recipe: ServiceRecipe): ApiSpec {
  const host = createMemoryHost({ "service.api": editedContract(recipe) });
  const { spec } = checkApi(loadApi("service.api", host).program);
  if (spec === undefined) throw new Error(`${recipe.contract} has no meaning`);
  return spec;
}

/** Every route of a contract, answering with its body as the contract would write it, and with all else that was bound. */
function serverOf(spec: ApiSpec, int64: Int64Type): FastifyInstance {
  const context = { structs: structsOf(spec), int64 };
  const server = fastify();
  readBodies(server);
  bindRequests(server);
  server.setErrorHandler((error, _request, reply) =>
    reply.code(error instanceof InvalidRequest ? 400 : 500).send(error),
  );
  for (const { name, members } of spec.types) {
    for (const direction of ["body", "response"] as const) {
      server.addSchema({ $id: schemaId(name, direction), ...structSchema(members, direction, context) });
    }
  }
  for (const route of spec.routes) {
    const fields = requestFields(route, context.structs);
    const part = (source: "path" | "form" | "header") => sourceSchema(fieldsFrom(source, fields), route, context);
    const body = requestBody(route, context.structs);
    const answer = {
      type: "object",
      properties: { rest: {}, ...(body && { body: typeSchema(body, "response", context) }) },
    };
    server.route({
      method: methodOf(route),
      url: routerPath(route.fullPath),
      schema: {
        params: part("path"),
        querystring: part("form"),
        headers: part("header"),
        ...(body && { body: typeSchema(body, "body", context) }),
        response: { 200: answer },
      },
      handler: async ({ params, query, body: bound }) => ({ rest: { params, query }, body: bound }),
    });
  }
  return server;
}

function methodOf({ method }: Route): HTTPMethods {
  return method.toUpperCase();
}

function fieldNames({ types }: ApiSpec): string[] {
  return types.flatMap(({ members }) =>
    members.flatMap((member) => (member.kind === "field" ? member.tag.bindings.map(({ name }) => name) : [])),
  );
}

const scalars = (
  'null true false 0 -0 1 1.0 1.50 1e2 -5 300 1e400 1e-400 9007199254740993 18446744073709551615 "" "a" "b" "x" "1" "+7" ' +
  '"true" "1.0" "[1]" "[null]" "{}" "aGk=" "eu" "\\ud800" "__proto__" "2026-01-02T03:04:05Z"'
).split(" ");

/** JSON with the fields that some type has, and numbers in every way of writing them; at times cut off. */
function jsonOf(names: readonly string[]): Arbitrary<string> {
  const key = oneof({ weight: 9, arbitrary: constantFrom(...names) }, constantFrom("__proto__", "constructor", "k"));
  const { value } = letrec<{ value: string }>((tie) => ({
    value: oneof(
      { weight: 4, arbitrary: constantFrom(...scalars) },
      { weight: 1, arbitrary: array(tie("value"), { maxLength: 3 }).map((items) => `[${items.join(",")}]`) },
      { weight: 3, arbitrary: array(tuple(key, tie("value")), { maxLength: 5 }).map(objectText) },
    ),
  }));
  const object = array(tuple(key, value), { maxLength: 6 }).map(objectText);
  return oneof(
    { weight: 8, arbitrary: object },
    { weight: 1, arbitrary: value },
    { weight: 1, arbitrary: string({ unit: "binary" }) },
  );
}

function objectText(members: readonly (readonly [string, string])[]): string {
  return `{${members.map(([name, value]) => `${JSON.stringify(name)}:${value}`).join(",")}}`;
}

const texts = [
  "",
  "1",
  "+5",
  "1.0",
  "-0",
  "true",
  "T",
  "a",
  "asc",
  "[1]",
  '{"a":1}',
  "9223372036854775808",
  "%ff",
  "%zz",
  "a;b",
  "é",
];

function requestOf(names: readonly string[]) {
  const text = oneof(constantFrom(...texts), string({ maxLength: 10 }).map(encodeURIComponent));
  const name = constantFrom(...names).map(encodeURIComponent);
  const pair = tuple(name, constantFrom("", "[]"), text).map(([key, suffix, value]) => `${key}${suffix}=${value}`);
  const form = array(pair, { maxLength: 6 }).map((pairs) => pairs.join("&"));
  const json = jsonOf(names);
  const typed = oneof(
    { weight: 6, arbitrary: tuple(constant("application/json"), json) },
    tuple(constant("application/x-www-form-urlencoded"), form),
    tuple(constantFrom("multipart/form-data; boundary=B", "text/plain"), string()),
  );
  return tuple(oneof(constantFrom("1", "a", "true", "cat"), string({ minLength: 1, maxLength: 10 })), form, typed).map(
    ([path, query, [type, body]]) => ({
      path,
      query,
      headers: { "content-type": type, "x-ids": "1,2", "x-num": "7" },
      body,
    }),
  );
}
