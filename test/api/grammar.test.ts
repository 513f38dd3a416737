import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { generateCstDts } from "@chevrotain/cst-dts-gen";
import { format } from "prettier";
import { describe, expect, it } from "vitest";
import { ApiParser } from "../../src/api/grammar.ts";
import { createApiLexer } from "../../src/api/lex.ts";

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
});
