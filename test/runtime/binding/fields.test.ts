import { describe, expect, it } from "vitest";
import type { JsonSchema } from "../../../templates/runtime/binding/json-schema.ts";
import { schemaOf } from "../../../templates/runtime/binding/json-schema.ts";
import { readJson } from "../../../templates/runtime/binding/read-json.ts";
import { startReading } from "../../../templates/runtime/binding/reading.ts";
import { valueReader } from "../../../templates/runtime/binding/value-reader.ts";

const text: JsonSchema = { type: "string" };
const int: JsonSchema = { type: "integer", format: "int32" };
const point: JsonSchema = {
  type: "object",
  properties: { x: int, y: { ...int, default: 5 }, z: int },
  required: ["x"],
};

function resolve(ref: string): JsonSchema {
  return schemaOf(ref === "Point" ? point : undefined, ref);
}

/** An object of a body, as it is bound, or what is wrong with it. */
function bound(properties: Readonly<Record<string, JsonSchema>>, required: readonly string[], json: string): unknown {
  const read = valueReader({ type: "object", properties, required }, "field", {
    resolve,
    declared: new Map(),
    check: () => undefined,
  });
  const body = readJson(json);
  const reading = startReading("body");
  const value = read(body.kind === "value" ? body.value : undefined, reading);
  return reading.violations.length > 0 ? reading.violations.map(({ code, message }) => `${code}: ${message}`) : value;
}

describe("an absent field", () => {
  it.each([
    ["is told if it is required", { a: text }, ["a"], "{}", ["required: a is required"]],
    ["is absent if it is optional", { a: text }, [], "{}", {}],
    ["is absent if it is null", { a: text, l: { type: "array", items: text } }, [], '{"a":null,"l":[null]}', {}],
    ["has its default", { a: { ...text, default: "x" } }, [], "{}", { a: "x" }],
    ["has a default beyond its options", { a: { ...text, default: "x", enum: ["y"] } }, [], "{}", { a: "x" }],
    ["has a default beyond its range", { a: { ...int, default: 9, maximum: 3 } }, [], "{}", { a: 9 }],
    [
      "has a default list of its own each time",
      { l: { type: "array", items: { ...int, maximum: 1 }, default: [1, 2] } },
      [],
      "{}",
      { l: [1, 2] },
    ],
    [
      "has all digits of its default",
      { a: { type: "integer", format: "int64", as: "bigint", default: "9223372036854775807" } },
      [],
      "{}",
      { a: 9_223_372_036_854_775_807n },
    ],
    [
      "is an object that fills itself",
      { p: { type: "object", properties: { y: { ...int, default: 5 } }, default: {} } },
      [],
      "{}",
      { p: { y: 5 } },
    ],
    ["keeps the fields of an absent object out", { p: { $ref: "Point" } }, [], "{}", {}],
    ["needs what a given object needs", { p: { $ref: "Point" } }, [], '{"p":{}}', ["required: x is required"]],
    [
      "takes null for no default",
      { a: { ...text, default: "x" } },
      [],
      '{"a":null}',
      ["type: a must be a string, found null"],
    ],
    ["takes null for zero beside a default", { a: { ...int, default: 7, optional: true } }, [], '{"a":null}', { a: 0 }],
    [
      "takes null for nil beside a default",
      { a: { ...int, default: 7, optional: true, nullable: true } },
      [],
      '{"a":null}',
      { a: null },
    ],
    [
      "takes no null for a required value that may be anything",
      { a: {} },
      ["a"],
      '{"a":null}',
      ["type: a must not be null"],
    ],
  ] as const)("%s", (...[, properties, required, json, expected]) => {
    expect(bound(properties, required, json)).toEqual(expected);
  });

  it("gives each request a list of its own", () => {
    const schema = { l: { type: "array", items: int, default: [1] } } as const;
    const [first, second] = [bound(schema, [], "{}"), bound(schema, [], "{}")];
    expect(Reflect.get(Object(first), "l")).not.toBe(Reflect.get(Object(second), "l"));
  });
});

describe("fields that depend on others", () => {
  it.each([
    [{}, {}],
    [
      { a: "1", b: "2" },
      { a: "1", b: "2" },
    ],
    [{ a: "1" }, ["both_or_neither: b is required together with a"]],
    [{ b: "1" }, ["both_or_neither: a is required together with b"]],
    [{ a: "1", b: null }, ["type: b must be a string, found null"]],
  ])("are given together: %j", (given, expected) => {
    expect(bound({ a: text, b: { ...text, presentWith: "a" } }, [], JSON.stringify(given))).toEqual(expected);
  });

  it.each([
    [{ a: "1" }, { a: "1" }],
    [{ b: "1" }, { b: "1" }],
    [{}, ["exactly_one: b is required where a is not given"]],
    [{ a: "1", b: "2" }, ["exactly_one: b must not be given together with a"]],
  ])("stand for one another: %j", (given, expected) => {
    expect(bound({ a: text, b: { ...text, presentWithout: "a" } }, [], JSON.stringify(given))).toEqual(expected);
  });
});

describe("fields that are found elsewhere", () => {
  const inherit: JsonSchema = { ...text, inherit: true };
  const inner: JsonSchema = { type: "object", properties: { region: inherit }, required: ["region"] };

  it.each([
    ["from the object around", '{"region":"eu","in":{}}', { region: "eu", in: { region: "eu" } }],
    ["not if it has its own", '{"region":"eu","in":{"region":"us"}}', { region: "eu", in: { region: "us" } }],
    ["not if nobody has one", '{"in":{}}', ["required: region is required"]],
  ])("are inherited %s", (_name, json, expected) => {
    expect(bound({ region: text, in: inner }, [], json)).toEqual(expected);
  });

  it("are inherited over several levels, and not through lists", () => {
    const middle: JsonSchema = { type: "object", properties: { in: inner } };
    expect(bound({ m: middle }, [], '{"region":"eu","m":{"in":{}}}')).toEqual({ m: { in: { region: "eu" } } });
    const list: JsonSchema = { type: "array", items: inner };
    expect(bound({ l: list }, [], '{"region":"eu","l":[{}]}')).toEqual(["required: region is required"]);
  });

  it.each([
    ['{"a":{"b":"x"}}', { "a.b": "x" }],
    ['{"a.b":"x"}', {}],
    ['{"a":1}', {}],
    ['{"a":null}', {}],
  ])("are walked to where the name has a dot: %s", (json, expected) => {
    expect(bound({ "a.b": text }, [], json)).toEqual(expected);
  });

  it("are no members that every object has", () => {
    expect(bound({ constructor: text, toString: text }, ["constructor"], "{}")).toEqual([
      "required: constructor is required",
    ]);
  });
});

describe("a schema that nothing here would check", () => {
  it.each([
    [{ type: "string", minLength: 3 }, "the keyword minLength is not known here"],
    [{ type: "array", items: { type: "string", pattern: "a" } }, "the keyword pattern is not known here"],
    [{ ...int, default: "x" }, "a: the default is not of the type"],
    [{ $ref: "Unknown" }, "Unknown: expected a JSON Schema"],
  ])("is refused when the route is added: %j", (schema, message) => {
    expect(() => bound({ a: schemaOf(schema, "a") }, [], "{}")).toThrow(message);
  });
});
