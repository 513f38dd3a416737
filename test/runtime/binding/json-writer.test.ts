import { describe, expect, it } from "vitest";
import type { JsonSchema } from "../../../templates/runtime/binding/json-schema.ts";
import { jsonText } from "../../../templates/runtime/binding/json-text.ts";
import { jsonWriter } from "../../../templates/runtime/binding/json-writer.ts";

const int64: JsonSchema = { type: "integer", format: "int64" };
const text: JsonSchema = { type: "string" };
const bytes: JsonSchema = { ...text, format: "byte" };
const pair: JsonSchema = { type: "array", items: int64, minItems: 2, maxItems: 2 };
const inner: JsonSchema = {
  type: "object",
  properties: { a: int64, b: { ...text, omitEmpty: true } },
  required: ["a"],
};

function written(schema: JsonSchema, value: unknown): string {
  return jsonWriter(schema, () => inner)(value);
}

/** The same of a member, required or not. */
function member(schema: JsonSchema, value: unknown, required: readonly string[] = ["v"]): string {
  return written({ type: "object", properties: { v: schema }, required }, value === undefined ? {} : { v: value });
}

describe("an answer", () => {
  it.each([
    [text, 'a"\\\n\u0001é😀</b>&', String.raw`"a\"\\\n\u0001é😀</b>&"`],
    [text, "\u2028\u2029", String.raw`"\u2028\u2029"`],
    [text, "x".repeat(200), `"${"x".repeat(200)}"`],
    [int64, 9_007_199_254_740_991, "9007199254740991"],
    [int64, 9_223_372_036_854_775_807n, "9223372036854775807"],
    [{ ...int64, as: "string" }, "-9223372036854775808", "-9223372036854775808"],
    [{ type: "integer", format: "uint64" }, 18_446_744_073_709_551_615n, "18446744073709551615"],
    [{ ...int64, quoted: true }, 7n, '"7"'],
    [{ type: "boolean", quoted: true }, false, '"false"'],
    [{ type: "number" }, 1e21, "1e+21"],
    [{ type: "number", format: "float" }, 0.1 + 0.2, "0.3"],
    [{ type: "number", format: "float" }, 2_147_483_648, "2147483600"],
    [{ type: "number", format: "float" }, 16_777_217, "16777216"],
    [{ type: "array", items: int64 }, [1, 2n], "[1,2]"],
    [{ type: "array", items: text }, null, "null"],
    [pair, [1, 2], "[1,2]"],
    [{ type: "array", items: int64, minItems: 1, maxItems: 3 }, [1, 2], "[1,2]"],
    [{ type: "array", items: int64, minItems: 0 }, [1], "[1]"],
    [bytes, "", '""'],
    [bytes, "+/8=", '"+/8="'],
    [{ type: "object", additionalProperties: int64 }, { a: 1, __proto__: null }, '{"a":1}'],
    [{ type: "object", additionalProperties: int64 }, null, "null"],
    [{ $ref: "Inner", nullable: true }, null, "null"],
    [{ $ref: "Inner" }, { a: 1, b: "x", c: "left out" }, '{"a":1,"b":"x"}'],
    [
      {},
      { a: 1n, b: [undefined, null], c: undefined, d: new Date(0) },
      '{"a":1,"b":[null,null],"d":"1970-01-01T00:00:00.000Z"}',
    ],
  ] as const)("%# is written as Go writes it", (schema, value, expected) => {
    expect(written(schema, value)).toBe(expected);
  });

  it.each([
    [text, '""'],
    [int64, "0"],
    [{ ...int64, quoted: true }, '"0"'],
    [{ type: "number" }, "0"],
    [{ type: "boolean" }, "false"],
    [{ type: "array", items: text }, "null"],
    [{ type: "array", items: int64, minItems: 3, maxItems: 3 }, "[0,0,0]"],
    [{ type: "string", format: "byte" }, "null"],
    [{ type: "object", additionalProperties: text }, "null"],
    [{ $ref: "Inner" }, '{"a":0}'],
    [{ $ref: "Inner", nullable: true }, "null"],
    [{ ...int64, nullable: true }, "null"],
    [{}, "null"],
    [{ type: "string", format: "date-time" }, '"0001-01-01T00:00:00Z"'],
  ] as const)("has Go's zero value where an optional %j is absent", (schema, zero) => {
    expect(member(schema, undefined, [])).toBe(`{"v":${zero}}`);
  });

  it.each([
    [text, ["", undefined], "x"],
    [int64, [0, 0n, undefined], 1],
    [{ ...int64, as: "string" }, ["0"], "1"],
    [{ type: "boolean" }, [false], true],
    [{ type: "array", items: text }, [[], null], ["a"]],
    [{ type: "object", additionalProperties: text }, [{}, null], { a: "b" }],
    [{ $ref: "Inner", nullable: true }, [null], { a: 1 }],
  ] as const)("leaves out an empty %j with omitempty", (schema, empty, full) => {
    for (const value of empty) expect(member({ ...schema, omitEmpty: true }, value)).toBe("{}");
    expect(member({ ...schema, omitEmpty: true }, full)).not.toBe("{}");
  });

  it("keeps an object and an array that are all zero with omitempty", () => {
    expect(member({ ...pair, omitEmpty: true }, undefined, [])).toBe('{"v":[0,0]}');
    const outer: JsonSchema = { type: "object", properties: { p: { ...pair, omitEmpty: true }, t: text } };
    expect(member(outer, undefined, [])).toBe('{"v":{"p":[0,0],"t":""}}');
    expect(member({ $ref: "Inner", omitEmpty: true }, { a: 0 })).toBe('{"v":{"a":0}}');
  });

  it.each([
    [text, 1, "expected a string in v, found number"],
    [text, null, "expected a string in v, found null"],
    [text, undefined, "expected a string in v, found undefined"],
    [int64, 1.5, "expected an integer in v, found number"],
    [int64, 2 ** 60, "expected an integer in v, found number"],
    [int64, "1", "expected an integer in v, found string"],
    [{ type: "integer", format: "int8" }, 128, "expected an integer of its size in v, found number"],
    [{ type: "number" }, Number.NaN, "expected a finite number in v, found number"],
    [{ type: "number", format: "float" }, 1e39, "expected a finite number in v, found number"],
    [{ type: "boolean" }, 0, "expected a boolean in v, found number"],
    [{ type: "array", items: text }, "a", "expected a list in v, found string"],
    [{ $ref: "Inner" }, null, "expected an object in v, found null"],
    [pair, [], "expected 2 elements in v, found 0"],
    [pair, [1, 2, 3], "expected 2 elements in v, found 3"],
    [pair, null, "expected a list in v, found null"],
    [bytes, "a", "expected base64 in v, found another text"],
    [bytes, "-_8=", "expected base64 in v, found another text"],
    [bytes, "p@55w0rd", "expected base64 in v, found another text"],
    [bytes, 1, "expected a string in v, found number"],
  ] as const)("is refused where the logic gives something else: %j", (schema, value, message) => {
    expect(() => member(schema, value)).toThrow(message);
  });
});

it("any value has a text, and a number that JSON has not has none", () => {
  expect(jsonText([undefined, { a: 2n ** 64n, b: "\u0007" }])).toBe('[null,{"a":18446744073709551616,"b":"\\u0007"}]');
  expect(() => jsonText({ a: [Infinity] })).toThrow("JSON has no such number");
});
