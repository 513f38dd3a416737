import { describe, expect, it } from "vitest";
import { z } from "zod";
import { duration, fromEnvironment, inherited, secret } from "../../../templates/runtime/config/conf-value.ts";
import { readConfig } from "../../../templates/runtime/config/config-reader.ts";
import { problemTexts } from "./problem-texts.ts";

describe("a value", () => {
  const Values = z.object({
    text: z.string().optional(),
    number: z.int().optional(),
    flag: z.boolean().optional(),
    wait: duration().optional(),
    tags: z.array(z.string()).optional(),
    map: z.record(z.string(), z.string()).optional(),
    numbers: z.array(z.int()).optional(),
    flags: z.array(z.boolean()).optional(),
    long: z.int64().optional(),
    any: z.unknown().optional(),
  });

  it.each([
    ["text: 1:30", { text: "1:30" }],
    ["text: 2026-11-24", { text: "2026-11-24" }],
    ["text: 2026-11-24T10:00:00Z", { text: "2026-11-24T10:00:00Z" }],
    ["flag: on", { flag: true }],
    ["flag: n", { flag: false }],
    ["number: 0x10", { number: 16 }],
    ["number: 0o17", { number: 15 }],
    ["number: 0X1f", { number: 31 }],
    ["number: -0b101", { number: -5 }],
    ["number: 010", { number: 8 }],
    ["number: 1_000", { number: 1000 }],
    ["number: 1e3", { number: 1000 }],
    ["numbers: ['5', 6]", { numbers: [5, 6] }],
    ["flags: [1, 'false']", { flags: [true, false] }],
    ["long: 9223372036854775807", { long: 9_223_372_036_854_775_807n }],
    ["long: 3.0", { long: 3n }],
    ["tags: [9007199254740993]", { tags: ["9007199254740993"] }],
    ["number: 3.0", { number: 3 }],
    ["wait: 1.5s", { wait: 1500 }],
    ["wait: 1h30m", { wait: 5_400_000 }],
    ["wait: -1s", { wait: -1000 }],
    ["wait: 250µs", { wait: 0.25 }],
    ["wait: '0'", { wait: 0 }],
    ["tags: [1, 2.50, a]", { tags: ["1", "2.5", "a"] }],
    ["map: {Some_Key: a, other: 1}", { map: { Some_Key: "a", other: "1" } }],
    ["any: {A: [1, {b: $HOME}]}", { any: { A: [1, { b: "$HOME" }] } }],
  ])("is read as go-zero reads it: %s", (text, expected) => {
    expect(readConfig(text, Values, {})).toMatchObject({ config: expected, errors: [] });
  });

  it.each([
    "wait: '100'",
    "wait: 1d",
    "wait: s",
    "wait: 1.2.3s",
    "wait: ''",
    "wait: 3000000h",
    "tags: [true]",
    "numbers: [a]",
    "map: {a: true}",
    "number: 9007199254740993",
    "long: 9223372036854775808",
    "long: 1.5",
    "text: 123",
    "flag: 1",
    "flag: 'true'",
  ])("is refused as go-zero refuses it: %s", (text) => {
    expect(readConfig(text, Values, {}).errors).toHaveLength(1);
  });
});

describe("an environment variable", () => {
  const Values = z.object({
    text: z.string(),
    number: z.int().optional(),
    flag: z.boolean().optional(),
    list: z.array(z.string()).optional(),
  });

  it.each([
    ["text: ${A}", { A: "x" }, { text: "x" }],
    ["text: 'a ${A} b ${B:-c}'", { A: "x" }, { text: "a x b c" }],
    ["text: ${A:-fallback}", { A: "" }, { text: "fallback" }],
    ["text: ${A:-}", {}, { text: "" }],
    ["text: ${A}", { A: "" }, { text: "" }],
    ["text: ${A}", { A: "${B}" }, { text: "${B}" }],
    ["text: ${A}", { A: "x\nnumber: 7" }, { text: "x\nnumber: 7" }],
    ["text: a$b$$c$1${", {}, { text: "a$b$$c$1${" }],
    ["text: ${A:-null}", {}, { text: "null" }],
    ["text: x # ${A}", {}, { text: "x" }],
    ["text: x\nnumber: ${A:-8888}", {}, { number: 8888 }],
    ["text: x\nflag: ${A}", { A: "true" }, { flag: true }],
    ["text: x\nlist: ['${A}']", { A: "y" }, { list: ["y"] }],
  ])("stands for its value in texts only: %j", (text, environment, expected) => {
    expect(readConfig(text, Values, environment)).toMatchObject({ config: expected, errors: [] });
  });

  it("that is not set and has no default is an error, once", () => {
    const { errors } = readConfig("text: ${A}\nnumber: ${B}", Values, {});
    expect(problemTexts(errors)).toEqual([
      "1: text: the environment variable A is not set, and there is no default for it",
      "2: number: the environment variable B is not set, and there is no default for it",
    ]);
  });
});

describe("an environment variable that a schema names", () => {
  const Values = z.object({
    mode: fromEnvironment(z.enum(["dev", "pro"]).default("pro"), "MODE"),
    number: fromEnvironment(z.int().max(9).optional(), "NUMBER"),
    flag: fromEnvironment(z.boolean().optional(), "FLAG"),
    wait: fromEnvironment(duration().default(1000), "WAIT"),
    key: fromEnvironment(secret().optional(), "KEY"),
    long: fromEnvironment(z.int64().optional(), "LONG"),
  });

  it.each([
    ["number: 1", { NUMBER: "7" }, { number: 7 }],
    ["number: 1", { NUMBER: "" }, { number: 1 }],
    ["{}", { FLAG: "t", WAIT: "3m", MODE: "dev" }, { flag: true, wait: 180_000, mode: "dev" }],
    ["flag: true", { FLAG: "False" }, { flag: false }],
    ["{}", { LONG: "-9223372036854775808" }, { long: -9_223_372_036_854_775_808n }],
  ])("wins over the file: %j", (text, environment, expected) => {
    expect(readConfig(text, Values, environment)).toMatchObject({ config: expected, errors: [] });
  });

  it("is named where it does not fit", () => {
    const environment = { MODE: "prod", NUMBER: "x", FLAG: "yes", WAIT: "3", KEY: "pa55" };
    const { errors } = readConfig("\nnumber: 1\n", Values, environment);
    expect(problemTexts(errors).toSorted()).toEqual([
      "1: Flag (environment variable FLAG): expected true or false, found a text",
      "1: Key (environment variable KEY): is shorter than 8 bytes",
      '1: Mode (environment variable MODE): expected one of dev, pro, found "prod"',
      "1: Number (environment variable NUMBER): expected a number, found a text",
      "1: Wait (environment variable WAIT): expected a duration such as 500ms, 3s or 1h30m",
    ]);
  });

  it("may hold a secret, which is told to be too short for tokens", () => {
    const { warnings } = readConfig("{}", Values, { KEY: "pa55word" });
    expect(problemTexts(warnings)).toEqual([
      "1: Key (environment variable KEY): is shorter than 32 bytes, which a HS256 secret should have",
    ]);
  });
});

describe("an inherited key", () => {
  const Item = z.object({ region: inherited(z.string()), zone: inherited(z.string().optional()) });
  const Values = z.object({
    region: z.string(),
    child: z.object({ items: z.array(Item), region: inherited(z.string()) }).optional(),
  });

  it("is taken from the nearest section around, wherever that says it", () => {
    expect(readConfig("child: {items: [{}, {region: us}]}\nregion: eu", Values, {}).config).toEqual({
      region: "eu",
      child: { items: [{ region: "eu" }, { region: "us" }], region: "eu" },
    });
    expect(readConfig("child: {items: [{}], region: as}\nregion: eu", Values, {}).config?.child?.items).toEqual([
      { region: "as" },
    ]);
  });

  it("is missed where no section has it", () => {
    expect(problemTexts(readConfig("child: {items: [{}]}", Values, {}).errors)).toEqual([
      "1: Region: is required",
      "1: child.items[0].Region: is required",
      "1: child.Region: is required",
    ]);
  });
});
