import { expect, it } from "vitest";
import { collectForm, hasTooMany, readForm } from "../../../templates/runtime/binding/form-values.ts";
import type { FormValues } from "../../../templates/runtime/binding/form-values.ts";

it.each([
  ["", {}],
  ["a=1&b=2&a=3", { a: ["1", "3"], b: ["2"] }],
  ["a[]=1&a%5B%5D=2&a[0]=3", { a: ["1", "2"], "a[0]": ["3"] }],
  ["a=&a=1&b&=x", { a: ["1"], "": ["x"] }],
  ["a=x+y%2B%26%3B&a=b,c&a=d=e", { a: ["x y+&;", "b,c", "d=e"] }],
  ["__proto__=1&constructor=2&a=%ff", { constructor: ["2"], a: ["\uFFFD"] }],
])("reads %j", (text, expected) => {
  const reading = readForm(text);
  const entries = reading.kind === "value" ? [...reading.values].filter(([name]) => name !== "__proto__") : [];
  expect(Object.fromEntries(entries)).toEqual(expected);
});

it.each([
  ["a;b", "has a semicolon, which is written as %3B"],
  ["a=1&x=%zz", "has a percent sign that no two hexadecimal digits follow"],
  ["a=%2", "has a percent sign that no two hexadecimal digits follow"],
  ["a=1&".repeat(2049), "has more than 2048 values"],
])("does not read %j", (text, message) => {
  expect(readForm(text)).toEqual({ kind: "fault", message });
});

it("counts the values that are not empty, those of a query and of a form together", () => {
  expect(readForm("a=1&b=&".repeat(2048)).kind).toBe("value");
  expect(hasTooMany(values("a", 1024), values("b", 1024))).toBe(false);
  expect(hasTooMany(values("a", 1024), values("b", 1025))).toBe(true);
  expect(hasTooMany(values("a", 2048), new Map())).toBe(false);
});

function values(name: string, count: number): FormValues {
  const reading = collectForm(Array.from({ length: count }, () => [name, "1"]));
  return reading.kind === "value" ? reading.values : new Map();
}
