import { Lexer } from "chevrotain";
import { expect, it } from "vitest";
import { SqlParser } from "../../src/sql/grammar.ts";
import { lexedTokens } from "../../src/sql/tokens.ts";

it("has a grammar that chevrotain finds no fault with", () => {
  expect(() => new SqlParser({ skipValidations: false })).not.toThrow();
});

it("has tokens that chevrotain finds no fault with and can look up by their first character", () => {
  const lexer = new Lexer([...lexedTokens], { positionTracking: "onlyOffset", ensureOptimizations: true });
  expect(lexer.lexerDefinitionErrors).toEqual([]);
});
