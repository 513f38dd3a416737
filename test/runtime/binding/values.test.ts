import { describe, expect, it } from "vitest";
import type { JsonSchema } from "../../../templates/runtime/binding/json-schema.ts";
import { readJson } from "../../../templates/runtime/binding/read-json.ts";
import { startReading } from "../../../templates/runtime/binding/reading.ts";
import { headerReader, textReader } from "../../../templates/runtime/binding/text-reader.ts";
import { valueReader } from "../../../templates/runtime/binding/value-reader.ts";

// Beyond what the conformance cases show: every type at its edges, in each place where it can stand.

const readers = { resolve: (): JsonSchema => ({}), declared: new Map(), check: () => undefined };

/** What a field of a JSON body becomes: its value, or the codes of what is wrong. */
function bound(schema: JsonSchema, text: string): unknown {
  const read = valueReader({ type: "object", properties: { v: schema }, required: ["v"] }, "field", readers);
  const json = readJson(`{"v":${text}}`);
  const reading = startReading("body");
  if (json.kind === "fault") return json.message;
  reading.isPlain = json.isPlain;
  const value = read(json.value, reading);
  const codes = reading.violations.map(({ code, pointer }) => `${code} ${pointer}`);
  return codes.length > 0 ? codes.join(", ") : Reflect.get(Object(value), "v");
}

/** The same of a field that comes as texts. */
function boundTexts(schema: JsonSchema, ...texts: readonly string[]): unknown {
  const reading = startReading("query");
  const value = textReader(schema, readers)(texts, reading);
  return reading.violations.length > 0 ? reading.violations.map(({ code }) => code).join(", ") : value;
}

const integer = (format: string, more: JsonSchema = {}): JsonSchema => ({ type: "integer", format, ...more });
const list = (items: JsonSchema): JsonSchema => ({ type: "array", items });
const map = (additionalProperties: JsonSchema): JsonSchema => ({ type: "object", additionalProperties });
const text: JsonSchema = { type: "string" };

describe("integers of a body", () => {
  it.each([
    ["int8", "-128", "127", ["-129", "128"]],
    ["int16", "-32768", "32767", ["-32769", "32768"]],
    ["int32", "-2147483648", "2147483647", ["-2147483649", "2147483648"]],
    ["int64", "-9007199254740991", "9007199254740991", ["-9007199254740992", "9007199254740992"]],
    ["uint8", "0", "255", ["256"]],
    ["uint16", "0", "65535", ["65536"]],
    ["uint32", "0", "4294967295", ["4294967296"]],
    ["uint64", "0", "9007199254740991", ["9007199254740993"]],
  ])("have the limits of %s", (format, least, most, beyond) => {
    const schema = integer(format);
    expect([bound(schema, least), bound(schema, most)]).toEqual([Number(least), Number(most)]);
    for (const value of beyond) expect(bound(schema, value)).toBe("overflow /v");
    expect([boundTexts(schema, least), boundTexts(schema, most)]).toEqual([Number(least), Number(most)]);
    for (const value of beyond) expect(boundTexts(schema, value)).toBe("overflow");
  });

  it.each([
    ["int64", "9223372036854775807", "9223372036854775808"],
    ["int64", "-9223372036854775808", "-9223372036854775809"],
    ["uint64", "18446744073709551615", "18446744073709551616"],
  ])("of 64 bits are exact where they are bigints or texts: %s %s", (format, most, beyond) => {
    expect(bound(integer(format, { as: "bigint" }), most)).toBe(BigInt(most));
    expect(bound(integer(format, { as: "string" }), most)).toBe(most);
    expect(bound(integer(format, { as: "bigint" }), beyond)).toBe("overflow /v");
    expect(boundTexts(integer(format, { as: "bigint" }), most)).toBe(BigInt(most));
    expect(boundTexts(integer(format, { as: "string" }), beyond)).toBe("overflow");
    expect(bound(list(integer(format, { as: "bigint" })), `[${most}, "1"]`)).toEqual([BigInt(most), 1n]);
    expect(bound(map(integer(format, { as: "string" })), `{"a":${most}}`)).toEqual({ a: most });
  });

  it.each(["1.0", "1e2", "1.5", '"1"', "true", "null", "[1]", "{}"])("are not written as %s", (json) => {
    expect(bound(integer("int32"), json)).toBe("type /v");
  });

  it("are not minus zero, and unsigned ones have no sign", () => {
    expect(bound(integer("int32"), "-0")).toBe(0);
    expect(bound(integer("uint32"), "-0")).toBe("type /v");
    expect([boundTexts(integer("int32"), "+007"), boundTexts(integer("int32"), "-0")]).toEqual([7, 0]);
    expect([boundTexts(integer("uint8"), "+1"), boundTexts(integer("uint8"), "007")]).toEqual(["type", 7]);
  });

  it.each(["", " 1", "1 ", "1.0", "1e3", "0x1", "1_0", "١"])("do not come as the text %j", (given) => {
    expect(boundTexts(integer("int32"), given)).toBe("type");
  });
});

describe("floats", () => {
  it.each([
    ["1.0", 1],
    ["1e3", 1000],
    ["5", 5],
    ["1e-400", 0],
    ["1e309", "overflow /v"],
    ['"1"', "type /v"],
  ])("of 64 bits: %s", (json, expected) => expect(bound({ type: "number" }, json)).toBe(expected));

  it.each([
    ["0.1", 0.1],
    ["16777217", 16_777_216],
    ["3.4e38", 3.4e38],
    // Half a step above the greatest float32 is where Go begins to refuse, too.
    ["3.4028235e38", 3.4028235e38],
    ["3.4028235677973362e38", 3.4028235e38],
    ["3.4028235677973367e38", "overflow /v"],
    ["-3.4028235677973367e38", "overflow /v"],
    ["3.5e38", "overflow /v"],
    ["1e-50", 0],
  ])("of 32 bits are what float32 holds, in as few digits as mean it: %s", (json, expected) => {
    expect(bound({ type: "number", format: "float" }, json)).toBe(expected);
  });

  it.each(["NaN", "Inf", "infinity", "0x1p4", "1_0", "1e", ".", ""])("do not come as the text %j", (given) => {
    expect(boundTexts({ type: "number" }, given)).toBe("type");
  });

  it.each([
    [".5", 0.5],
    ["5.", 5],
    ["+1e3", 1000],
  ])("come as the text %s", (given, expected) => expect(boundTexts({ type: "number" }, given)).toBe(expected));
});

describe("booleans, texts, times and bytes", () => {
  it.each([
    [{ type: "boolean" }, "true", true],
    [{ type: "boolean" }, "1", "type /v"],
    [{ type: "boolean" }, '"true"', "type /v"],
    [text, '""', ""],
    [text, "1", "type /v"],
    [{ type: "string", format: "date-time" }, '"2026-01-02T03:04:05.6+01:00"', "2026-01-02T03:04:05.6+01:00"],
    [{ type: "string", format: "date-time" }, '"2026-13-02T03:04:05Z"', "type /v"],
    [{ type: "string", format: "date-time" }, '"yesterday"', "type /v"],
    [{ type: "string", format: "byte" }, '"aGk/Pg=="', "aGk/Pg=="],
    [{ type: "string", format: "byte" }, '"aGk_Pg=="', "type /v"],
    [{ type: "string", format: "byte" }, '"abc"', "type /v"],
    [{ type: "string", format: "byte" }, "[1,2,255]", "AQL/"],
    [{ type: "string", format: "byte" }, '"[1,2]"', "AQI="],
    [{ type: "string", format: "byte" }, "[256]", "overflow /v/0"],
    [{ type: "string", format: "byte" }, "1", "type /v"],
  ] as const)("%j of %s", (schema, json, expected) => expect(bound(schema, json)).toBe(expected));

  it.each([
    ["TRUE", true],
    ["0", false],
    ["t", "type"],
    ["yes", "type"],
    ["01", "type"],
  ])("a boolean as the text %s", (given, expected) => expect(boundTexts({ type: "boolean" }, given)).toBe(expected));
});

describe("values in quotes", () => {
  it.each([
    ["int64", '"7"', 7],
    ["int64", "7", 7],
    ["int64", '"+007"', 7],
    ["int64", '""', "type /v"],
    ["int64", '"1.0"', "type /v"],
  ])("are integers: %s of %s", (format, json, expected) => {
    expect(bound(integer(format, { quoted: true }), json)).toBe(expected);
  });

  it.each([
    ['"true"', true],
    ['"1"', true],
    ["true", "type /v"],
    ["1", "type /v"],
  ])("are booleans only in quotes: %s", (json, expected) => {
    expect(bound({ type: "boolean", quoted: true }, json)).toBe(expected);
  });
});

describe("options and ranges", () => {
  it.each([
    [{ type: "string", enum: ["a", "b"] }, '"a"', "a"],
    [{ type: "string", enum: ["a", "b"] }, '"A"', "options /v"],
    [integer("int32", { options: ["1", "2"] }), "2", 2],
    [integer("int32", { options: ["1", "2"] }), "2.0", "options /v"],
    [{ type: "number", options: ["0.50"] }, "0.50", 0.5],
    [{ type: "number", options: ["0.50"] }, "0.5", "options /v"],
    [{ type: "boolean", options: ["true"] }, "false", "options /v"],
    [integer("int32", { minimum: 1, exclusiveMaximum: 5 }), "5", "range /v"],
    [integer("int32", { minimum: 1, exclusiveMaximum: 5 }), "1", 1],
    [{ type: "number", exclusiveMinimum: 0 }, "0", "range /v"],
    [integer("int64", { as: "bigint", maximum: 10 }), "11", "range /v"],
    [integer("int64", { as: "string", maximum: 10 }), "9", "9"],
    [integer("int32", { quoted: true, maximum: 3 }), '"9"', "range /v"],
    [list({ type: "string", enum: ["a"] }), '["a","z"]', "options /v/1"],
    [list(integer("int32", { maximum: 3 })), "[1,9]", "range /v/1"],
  ] as const)("%j of %s", (schema, json, expected) => expect(bound(schema, json)).toBe(expected));
});

describe("lists and maps", () => {
  it.each([
    [list(text), '["a",1,1.50,null]', ["a", "1", "1.50", ""]],
    [list(text), '"[\\"a\\"]"', ["a"]],
    [list(text), '["a",true]', "type /v/1"],
    [list(text), "[null]", []],
    [list(text), '"a"', "type /v"],
    [list(text), "{}", "type /v"],
    [list({ type: "boolean" }), '[true,1,"0"]', [true, true, false]],
    [list(integer("int8", { nullable: true })), "[1,null]", [1, null]],
    [list({ ...list(integer("int8")), nullable: true }), "[null,[1],[null]]", [null, [1], null]],
    [list(map(text)), '[null,{"a":"b"}]', [{}, { a: "b" }]],
    [{ ...list(text), minItems: 2, maxItems: 2 }, '["a"]', "type /v"],
    [{ ...list(text), minItems: 2, maxItems: 2 }, "[null,null]", ["", ""]],
    [map(text), '{"a":"b","c":1}', { a: "b", c: "1" }],
    [map(text), '"{\\"a\\":\\"b\\"}"', { a: "b" }],
    [map(text), '{"a":null}', "type /v/a"],
    [map(text), "[]", "type /v"],
    [map(integer("int32")), '{"a":"1"}', "type /v/a"],
    [map(list(text)), '{"a":null}', "type /v/a"],
    [map(list(text)), '{"a":[null]}', { a: [] }],
    [map({}), '{"a":null,"b":[1,{"c":1.50}]}', { a: null, b: [1, { c: 1.5 }] }],
    [{ ...map(text), propertyNames: integer("int8") }, '{"07":"a"}', { 7: "a" }],
    [{ ...map(text), propertyNames: integer("int8") }, '{"x":"a","300":"b"}', "overflow /v/300, type /v/x"],
  ] as const)("%j of %s", (schema, json, expected) => expect(bound(schema, json)).toEqual(expected));

  it.each([
    [
      ["a", "b"],
      ["a", "b"],
    ],
    [["a,b"], ["a,b"]],
  ])("come as texts: %j", (texts, expected) => expect(boundTexts(list(text), ...texts)).toEqual(expected));

  it("cannot come as texts where an element is an object", () => {
    expect(boundTexts(list({ type: "object", properties: {} }), "{}")).toBe("type");
    expect(boundTexts({ type: "object", properties: {} }, "{}")).toBe("type");
  });

  it.each([
    [["a"], ["a"]],
    [["a, b,,"], ["a", "b"]],
    [['["a","b,c"]'], ["a", "b,c"]],
    [["[1,2]"], ["1", "2"]],
    [["[a"], ["[a"]],
    [
      ["a,b", "c"],
      ["a,b", "c"],
    ],
    [[""], []],
  ])("come as header lines: %j", (lines, expected) => {
    const reading = startReading("header");
    expect([headerReader(list(text), readers)(lines, reading), reading.violations]).toEqual([expected, []]);
  });
});

describe("values that may be anything", () => {
  it.each([
    ["1.50", 1.5, 1.5],
    ["9007199254740993", "overflow /v", 9_007_199_254_740_993n],
    ['[1e2,{"a":-0}]', [100, { a: -0 }], [100, { a: -0 }]],
    ["1e400", "overflow /v", "overflow /v"],
    ["null", "type /v", "type /v"],
    ['"x"', "x", "x"],
  ])("%s", (json, asNumber, asBigint) => {
    expect(bound({}, json)).toEqual(asNumber);
    expect(bound({ as: "bigint" }, json)).toEqual(asBigint);
  });

  it("keep integers beyond 2^53 as texts where those are asked for", () => {
    expect(bound({ as: "string" }, "9007199254740993")).toBe("9007199254740993");
  });
});

describe("times", () => {
  const time: JsonSchema = { type: "string", format: "date-time" };

  it.each(["2024-02-29T23:59:59Z", "2026-01-02T03:04:05.123456789+02:00", "0001-01-01T00:00:00Z"])(
    "may be %s",
    (value) => {
      expect(bound(time, JSON.stringify(value))).toBe(value);
    },
  );

  it.each([
    "2020-02-30T00:00:00Z",
    "2023-02-29T00:00:00Z",
    "2020-01-01T24:00:00Z",
    "2020-04-31T00:00:00Z",
    "2020-13-01T00:00:00Z",
  ])("are none that no calendar has: %s", (value) => {
    expect(bound(time, JSON.stringify(value))).toBe("type /v");
    expect(boundTexts(time, value)).toBe("type");
  });
});

it("a float32 is as exact as Go's in the code of the logic, and short in an answer", () => {
  expect(bound({ type: "number", format: "float" }, "2147483648")).toBe(2_147_483_648);
});
