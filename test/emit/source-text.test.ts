import { runInThisContext } from "node:vm";

import * as fc from "fast-check";
import { format } from "prettier";
import { describe, expect, it } from "vitest";

import { documentationComment, literal, propertyName, stringLiteral } from "../../src/emit/source-text.ts";
import type { LiteralValue } from "../../src/emit/source-text.ts";

/** What the text is worth as JavaScript: the only test of a literal that cannot be fooled. */
function evaluated(source: string): unknown {
  return runInThisContext(`(${source})`);
}

const hostile = ["*/", "`", "${x}", "\\", "\"'", "\u2028", "\u2029", "\r\n", "\0", "\uFEFF", "</script>", "__proto__"];
const text = fc.oneof(
  fc.string({ unit: "binary" }),
  fc.constantFrom(...hostile),
  fc.array(fc.constantFrom(...hostile)).map((parts) => parts.join("")),
);

describe("a literal", () => {
  it("gives back any text", () => {
    fc.assert(
      fc.property(text, (value) => {
        expect(evaluated(stringLiteral(value))).toBe(value);
      }),
    );
  });

  it("gives back any value, a member called __proto__ included", () => {
    const { value } = fc.letrec<{ value: LiteralValue }>((tie) => ({
      value: fc.oneof(
        { depthSize: "small" },
        text,
        fc.integer(),
        fc.boolean(),
        fc.constant(null),
        fc.array(tie("value")),
        fc.array(fc.tuple(text, tie("value"))).map((members) => Object.fromEntries(members)),
      ),
    }));
    fc.assert(
      fc.property(value, (given) => {
        expect(evaluated(literal(given))).toEqual(given);
      }),
    );
  });

  it.each<LiteralValue>([
    { type: "string" },
    { required: ["a", "b"], properties: { a: { type: "string" } } },
    { anyOf: [{ $ref: "A#" }, { type: "null" }] },
    {
      items: [
        { a: 1, b: 2 },
        { a: 3, b: 4 },
      ],
    },
    { "a-b": 'say "no"', c: "it's", d: {}, e: [] },
    { long: "x".repeat(90), short: [1, 2, 3] },
  ])("is in prettier's form: %j", async (value) => {
    const source = `export const value = ${literal(value)};\n`;
    expect(source).toBe(await format(source, { parser: "typescript", printWidth: 120 }));
  });
});

it("writes a property bare where it can", () => {
  expect(["name", "$ref", "a-b", "1a", "class"].map(propertyName)).toEqual(["name", "$ref", '"a-b"', '"1a"', "class"]);
});

describe("a comment", () => {
  it("stands on one line for one line of text", () => {
    expect(documentationComment(["why it is here"], "  ")).toBe("  /** why it is here */\n");
  });

  it("is a block for several lines", () => {
    expect(documentationComment(["one", "", "two"])).toBe("/**\n * one\n *\n * two\n */\n");
  });

  it("is left out when there is nothing to say", () => {
    expect(documentationComment([" ", ""])).toBe("");
  });

  it("ends where it should, whatever it says", () => {
    fc.assert(
      fc.property(fc.array(text), (lines) => {
        expect(evaluated(`(() => {\n${documentationComment(lines)}return 1;\n})()`)).toBe(1);
      }),
    );
  });
});
