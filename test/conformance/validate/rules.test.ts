import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { knownValidationRules } from "../../../src/model/known-validation-rules.ts";
import { readAny } from "../../../templates/runtime/binding/read-any.ts";
import { readJson } from "../../../templates/runtime/binding/read-json.ts";
import { startReading } from "../../../templates/runtime/binding/reading.ts";
import { compileRules, knownRules } from "../../../templates/runtime/rules/compile-rules.ts";
import { schemaShape } from "../../../templates/runtime/rules/schema-shape.ts";
import type { BrokenRule } from "../../../templates/runtime/rules/compile-rules.ts";
import type { Shape } from "../../../templates/runtime/rules/shape.ts";

/** What go-playground/validator 10.30.6 says of structs with the fields A, B and C, whose JSON names are a, b and c. */
interface Case {
  readonly types: readonly string[];
  readonly tags: readonly string[];
  readonly valid: readonly object[];
  readonly broken: readonly (readonly [value: object, rules: readonly string[]])[];
}

const cases: readonly Case[] = casesOf("cases.json", "cases-of-other-types.json");

/** A 64-bit integer that a number cannot hold is one of digits, as it would be in a service. */
function casesOf(...files: readonly string[]): readonly Case[] {
  return files.flatMap((file) => {
    const read = readJson(readFileSync(new URL(file, import.meta.url), "utf8"));
    if (read.kind === "fault") throw new Error(`${file} ${read.message}`);
    return casesIn(readAny({ as: "bigint" })(read.value, { ...startReading("body"), isPlain: read.isPlain }));
  });
}

function casesIn(value: unknown): readonly Case[] {
  return Array.isArray(value) ? value : [];
}

describe("rules of validate tags mean what they do in Go", () => {
  it.each(cases)("$types $tags", ({ types, tags, valid, broken }) => {
    const check = compileRules(structOf(types, tags), () => undefined);
    for (const value of valid) expect({ value, broken: texts(check(value)) }).toEqual({ value, broken: [] });
    for (const [value, rules] of broken)
      expect({ value, broken: texts(check(value)) }).toEqual({ value, broken: rules });
  });

  it("are the rules that the generator knows", () => {
    const steering = ["omitempty", "omitzero", "omitnil", "structonly", "-", "dive", "keys", "endkeys"];
    expect(new Set([...knownRules.keys(), ...steering])).toEqual(new Set(knownValidationRules.keys()));
  });

  it("keeps 64-bit integers exact", () => {
    const check = compileRules(structOf(["int64"], ["min=9007199254740992"]), () => undefined);
    expect(check({ a: 9_007_199_254_740_993n })).toEqual([]);
    expect(check({ a: "9007199254740991" }).map(({ code }) => code)).toEqual(["min"]);
  });

  it.each([
    ["[]byte", { type: "string", format: "byte" }],
    ["time", { type: "string", format: "date-time" }],
    ["any", {}],
    ["float64", { type: "number" }],
    ["int64", { type: "integer", format: "int64" }],
  ] as const)("know %s by its schema", (type, schema) => {
    const { kind, isFloat = false, isPointer, element } = schemaShape(schema, () => ({}));
    const expected = shapeOf(type, []);
    expect({ kind, isFloat, isPointer, element }).toEqual({
      isFloat: false,
      element: undefined,
      ...expected,
      rules: undefined,
    });
  });

  it("says what a value has to be", () => {
    const types = ["string", "[]string", "int", "string"];
    const tags = ["min=3", "max=1", "gt=0", "required_without=a"];
    expect(
      compileRules(structOf(types, tags), () => undefined)({ a: "", b: ["x", "y"] }).map(({ message }) => message),
    ).toEqual([
      "must have at least 3 characters",
      "must have at most 1 item",
      "must be more than 0",
      "is required if a is not given",
    ]);
  });
});

const names = ["a", "b", "c", "d"];
const address: Shape = {
  kind: "object",
  isPointer: false,
  rules: [],
  members: () =>
    new Map([
      ["city", scalar("text", ["required", "min=2"])],
      ["zip", scalar("text", ["omitempty", "numeric", "len=5"])],
    ]),
};

function structOf(types: readonly string[], tags: readonly string[]): Shape {
  const members = types.map((type, index) => [names[index] ?? "", shapeOf(type, rulesOf(tags[index] ?? ""))] as const);
  return { kind: "object", isPointer: false, rules: [], members: () => new Map(members) };
}

function shapeOf(type: string, rules: readonly string[]): Shape {
  if (type.startsWith("*")) return { ...shapeOf(type.slice(1), rules), isPointer: true };
  if (type === "[]byte") return { ...scalar("bytes", rules), element: scalar("number", []) };
  if (type === "any") return { ...scalar("anything", rules), isPointer: true };
  if (type.startsWith("float")) return { ...scalar("number", rules), isFloat: true };
  if (type.startsWith("[]")) return { ...scalar("list", rules), element: shapeOf(type.slice(2), []) };
  if (type.startsWith("map["))
    return { ...scalar("map", rules), element: shapeOf(type.slice(type.indexOf("]") + 1), []) };
  const struct = structs[type];
  if (type === "Addr") return { ...address, rules };
  if (struct !== undefined) return objectOf(struct, rules);
  return scalar(scalarKinds.get(type) ?? "number", rules);
}

const scalarKinds: ReadonlyMap<string, Shape["kind"]> = new Map([
  ["string", "text"],
  ["bool", "flag"],
  ["time", "time"],
]);

/** The fields of those that the cases mean. */
const structs: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  TS: { t: "time", n: "string" },
  N: { a: "int", b: "string", c: "*string", d: "bool" },
};

function objectOf(types: Readonly<Record<string, string>>, rules: readonly string[]): Shape {
  const members = Object.entries(types).map(([name, type]) => [name, shapeOf(type, [])] as const);
  return { kind: "object", isPointer: false, rules, members: () => new Map(members) };
}

function scalar(kind: Shape["kind"], rules: readonly string[]): Shape {
  return { kind, isPointer: false, rules };
}

/** A tag names fields as Go does. */
function rulesOf(tag: string): readonly string[] {
  const rules = tag === "" ? [] : tag.split(",");
  return rules.map((rule) => rule.replaceAll(/(?<=[= ])[ABCT](?= |$)/g, (name) => name.toLowerCase()));
}

function texts(broken: readonly BrokenRule[]): readonly string[] {
  return broken.map(({ path: [first, ...others], code }) => {
    const places = others.map((part) => (part === "city" || part === "zip" ? `.${part}` : `[${part}]`));
    return `${String(first)}${places.join("")}:${code}`;
  });
}
