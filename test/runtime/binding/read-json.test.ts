import { describe, expect, it } from "vitest";
import { ExactNumber } from "../../../templates/runtime/binding/exact-number.ts";
import { readJson } from "../../../templates/runtime/binding/read-json.ts";

const exact = (text: string) => new ExactNumber(text);

describe("readJson", () => {
  it.each([
    ["1", 1],
    ["-12.5", -12.5],
    ["9.99", 9.99],
    ["123456789012345", 123_456_789_012_345],
    ['{"a":[1,2.25,"x",true,null],"b":{}}', { a: [1, 2.25, "x", true, null], b: {} }],
    ['{"s":"1.0 and, 1e5 and 12345678901234567890"}', { s: "1.0 and, 1e5 and 12345678901234567890" }],
    [' [ 1 , "a" ] ', [1, "a"]],
  ])("reads what JavaScript keeps as it is: %s", (text, value) => {
    expect(readJson(text)).toMatchObject({ kind: "value", value });
  });

  it.each([
    ["1.0", exact("1.0")],
    ["-0", exact("-0")],
    ["[-0.0,0]", [exact("-0.0"), 0]],
    ['{"a":1e2,"b":1E+2}', { a: exact("1e2"), b: exact("1E+2") }],
    ["[1.50]", [exact("1.50")]],
    ["[0.0000001]", [exact("0.0000001")]],
    ["[9007199254740993]", [exact("9007199254740993")]],
    ["[1,18446744073709551615]", [1, exact("18446744073709551615")]],
    ["[0.1234567890123456789]", [exact("0.1234567890123456789")]],
    ['{"a":{"b":[{"c":1.0},"\\"1.0"]},"d":"\\\\"}', { a: { b: [{ c: exact("1.0") }, '"1.0'] }, d: "\\" }],
    ['[1.0,"é\\u00e9\\n",true,false,null,[],{}]', [exact("1.0"), "éé\n", true, false, null, [], {}]],
  ])("keeps the text of a number that JavaScript would write otherwise: %s", (text, value) => {
    expect(readJson(text)).toEqual({ kind: "value", value, isPlain: false });
  });

  it.each(["1e1000", "[1.00]", "[100000000000000000000]", "[ 1e2 ]", "[\n-0]", '{"a" : -0}'])(
    "never calls such a text plain: %s",
    (text) => expect(readJson(text)).toMatchObject({ isPlain: false }),
  );

  it("lets the last of several keys win, and drops __proto__ however it is written", () => {
    expect(readJson('{"a":1,"a":1.0}')).toMatchObject({ value: { a: exact("1.0") } });
    for (const key of [
      "__proto__",
      "\\u005f_proto__",
      "__\\u0070roto__",
      "__PROTO__\\u005f".replace("PROTO", "proto"),
    ]) {
      const reading = readJson(`{"${key}":{"admin":true},"b":1}`);
      expect(Object.getPrototypeOf(Object(reading.kind === "value" && reading.value))).toBe(Object.prototype);
      expect(reading).toMatchObject({ value: { b: 1 } });
    }
    expect(readJson('{"__proto__":{"admin":true}}')).toEqual({ kind: "value", value: {}, isPlain: false });
  });

  it.each([
    ['"\\ud83d"', "\uFFFD"],
    ['"\\ude00x"', "\uFFFDx"],
    ['"\\ud83d\\ude00"', "😀"],
    ['"\\\\ud83d"', "\\ud83d"],
    ['"\\ud83d\\ud83d\\ude00"', "\uFFFD😀"],
  ])("replaces half a character: %s", (text, value) => {
    expect(readJson(text)).toMatchObject({ value });
  });

  it.each([
    ['{"a":', "is not valid JSON: line 1, column 6"],
    ['{\n "a": pa55}', "is not valid JSON"],
    ["[1] 2", "is not valid JSON: line 1, column 5"],
    ["", "is not valid JSON: line 1, column 1"],
    ["\uFEFF{}", "is not valid JSON"],
    ["[01]", "is not valid JSON"],
    ["NaN", "is not valid JSON"],
  ])("says where a text is wrong, and never what stands there: %s", (text, message) => {
    const reading = readJson(text);
    expect(reading).toMatchObject({ kind: "fault" });
    expect(reading.kind === "fault" && reading.message).toContain(message);
    expect(JSON.stringify(reading)).not.toContain("pa55");
  });

  it.each([
    [10_000, "value"],
    [10_001, "fault"],
    [500_000, "fault"],
  ])("reads %i nested lists as go-zero does", (depth, kind) => {
    expect(readJson(`${"[".repeat(depth)}1.0${"]".repeat(depth)}`).kind).toBe(kind);
    expect(readJson(`${"[".repeat(depth)}${"]".repeat(depth)}`).kind).toBe(kind);
    expect(readJson(`["${"[".repeat(depth)}"]`).kind).toBe("value");
  });
});
