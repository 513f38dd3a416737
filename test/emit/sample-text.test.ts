import { expect, it } from "vitest";
import { sampleText } from "../../src/emit/fastify/sample-text.ts";
import { knownValidationRules } from "../../src/model/known-validation-rules.ts";
import { compileRules } from "../../templates/runtime/rules/compile-rules.ts";

const layouts = [
  "2006-01-02",
  "2006-01-02T15:04:05Z07:00",
  "02/01/06 15:04",
  "Jan _2 3:04PM",
  "2006-01-02 15:04:05.000 -0700",
];
const parameters: Readonly<Record<string, readonly string[]>> = {
  len: ["3", "10"],
  min: ["0", "3", "10"],
  gte: ["8"],
  gt: ["8"],
  max: ["2", "64"],
  lte: ["3"],
  lt: ["4"],
  eq: ["a b"],
  oneof: ["red green", "'two words' x"],
  oneofci: ["RED"],
  startswith: ["x-"],
  endswith: [".png"],
  contains: ["-"],
  datetime: layouts,
};
const combined = [
  ["required", "min=3", "max=64", "alphanum"],
  ["min=8", "contains=0x2C"],
  ["startswith=a", "endswith=z", "len=20"],
  ["numeric", "len=5"],
  ["email", "max=64"],
  ["hexcolor", "len=7"],
  ["uuid4|email"],
  ["lowercase", "min=6"],
];

/** Those that an ordinary text keeps, that look at other fields, or steer the check. */
const withoutForm =
  /^(?:omit|isdefault|structonly|-$|dive|unique|keys|endkeys|ne|excludes|startsnot|endsnot|containsany|containsrune|eq_ignore)|field|_with|_if|_unless|^fieldcontains/u;

const single = [...knownValidationRules.keys()]
  .filter((name) => !withoutForm.test(name))
  .flatMap((name) => (parameters[name] ?? [""]).map((parameter) => [parameter === "" ? name : `${name}=${parameter}`]));

it.each([...single, ...combined].map((rules) => [rules.join(",")]))("a sample keeps the rules %s", (tag) => {
  const rules = tag.split(",");
  const check = compileRules({ kind: "text", isPointer: false, rules }, () => undefined);
  expect({ sample: sampleText(rules), broken: check(sampleText(rules)) }).toMatchObject({ broken: [] });
});
