import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { generateCstDts } from "@chevrotain/cst-dts-gen";
import { EOF } from "chevrotain";
import type { TokenType } from "chevrotain";
import { format } from "prettier";
import { describe, expect, it } from "vitest";
import { ApiParser } from "../../src/api/grammar.ts";
import { createApiLexer } from "../../src/api/lex.ts";
import { QuickParser } from "../../src/api/quick-parser.ts";
import { vocabulary } from "../../src/api/tokens.ts";

describe("the grammar of .api files", () => {
  it("has tokens without a flaw that chevrotain can find", () => {
    const lexer = createApiLexer({ skipValidations: false });
    expect(lexer.lexerDefinitionErrors).toEqual([]);
  });

  it("has rules without a flaw that chevrotain can find", () => {
    expect(() => new ApiParser({ skipValidations: false })).not.toThrow();
  });

  it("has the types of its syntax tree in cst.d.ts", async () => {
    const path = join(import.meta.dirname, "../../src/api/cst.d.ts");
    const generated = generateCstDts(new ApiParser({ skipValidations: true }).getGAstProductions(), {
      includeVisitorInterface: false,
    });
    const text = await format(generated.replace("CstNode, ICstVisitor, IToken", "CstNode, IToken"), {
      parser: "typescript",
      printWidth: 120,
    });
    if (process.env["UPDATE_GOLDEN"] === "1" && process.env["CI"] === undefined) writeFileSync(path, text);
    expect(existsSync(path) ? readFileSync(path, "utf8") : "missing; UPDATE_GOLDEN=1 writes it").toBe(text);
  });

  it("has what each decision takes in look-ahead.ts", async () => {
    const path = join(import.meta.dirname, "../../src/api/look-ahead.ts");
    const rows = [...decisionsOf(new ApiParser({ skipValidations: true }))].toSorted(([a], [b]) => a - b);
    const members = rows.map(([key, answers]) => `${key}: ${JSON.stringify(startsOf(answers))}`);
    const text = await format(
      `/**
 * What the next token has to be for each decision of the grammar: the tokens that an option or a repetition begins with, or
 * those of each alternative, by chevrotain's key of the decision. Written by \`test/api/grammar.test.ts\`.
 */
export const lookAhead: Readonly<Record<number, string | readonly string[]>> = {${members.join(",")}};`,
      { parser: "typescript", printWidth: 120 },
    );
    if (process.env["UPDATE_GOLDEN"] === "1" && process.env["CI"] === undefined) writeFileSync(path, text);
    expect(existsSync(path) ? readFileSync(path, "utf8") : "missing; UPDATE_GOLDEN=1 writes it").toBe(text);
  });

  it("is decided by look-ahead.ts as by the analysis that it stands for", () => {
    const quick = decisionsOf(new QuickParser());
    expect(quick.size).toBeGreaterThan(40);
    expect(quick).toEqual(decisionsOf(new ApiParser({ skipValidations: true })));
  });
});

type Answers = readonly { readonly type: TokenType; readonly answer: boolean | number }[];

/** What a parser decides when it is shown each token in turn: "yes" or "no", or one alternative by its number. */
function decisionsOf(parser: ApiParser): ReadonlyMap<number, Answers> {
  const { lookAheadFuncsCache } = parser as unknown as {
    readonly lookAheadFuncsCache: ReadonlyMap<number, (this: object) => boolean | number | undefined>;
  };
  return new Map(
    [...lookAheadFuncsCache].map(([key, decide]) => [
      key,
      [...vocabulary, EOF].map((type) => {
        const next = () => ({ tokenTypeIdx: type.tokenTypeIdx });
        return { type, answer: answerOf(() => decide.call({ LA: next, LA_FAST: next })) };
      }),
    ]),
  );
}

/** A text that begins nothing: chevrotain has no answer then, and the quick parser ends. */
function answerOf(decide: () => boolean | number | undefined): boolean | number {
  try {
    return decide() ?? false;
  } catch {
    return false;
  }
}

/** The names of the tokens that are answered alike; a category stands for all that is in it. */
function startsOf(answers: Answers): string | string[] {
  const named = (wanted: boolean | number): string => {
    const types = answers.filter(({ answer }) => answer === wanted).map(({ type }) => type);
    return types
      .filter((type) => !type.CATEGORIES?.some((category) => types.includes(category)))
      .map(nameOf)
      .join(" ");
  };
  if (answers.some(({ answer }) => answer === true)) return named(true);
  const count = Math.max(...answers.map(({ answer }) => (answer === false ? -1 : Number(answer)))) + 1;
  return Array.from({ length: count }, (_, index) => named(index));
}

function nameOf({ name }: TokenType): string {
  return name;
}
