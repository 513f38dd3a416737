import { EOF } from "chevrotain";
import type { CstNode, IToken, TokenType } from "chevrotain";
import { ApiParser } from "./grammar.ts";
import { lookAhead } from "./look-ahead.ts";
import { vocabulary } from "./tokens.ts";

/**
 * Reads a text without a mistake, and says of any other only that it has one. chevrotain finds out anew with each parser
 * which tokens begin what, a tenth of a short run; here that is known beforehand. The messages about a mistake are made from
 * the same analysis, so that such a text takes an `ApiParser`.
 */
export class QuickParser extends ApiParser {
  constructor() {
    super({ skipValidations: true });
  }

  /** The tree of a whole file; undefined if there is a mistake in it. */
  readClean(input: IToken[]): CstNode | undefined {
    try {
      const { tree, stop } = this.read(input);
      return stop === undefined ? tree : undefined;
    } catch (error) {
      if (error instanceof NoAlternative) return undefined;
      throw error;
    }
  }

  /** Sets what the analysis would. Neither name is part of chevrotain's interface: a test reads all kinds of files this way. */
  protected override performSelfAnalysis(): void {
    Object.assign(this, { selfAnalysisDone: true, lookAheadFuncsCache: decisions() });
  }
}

/** Ends the reading where chevrotain would begin to make a message. */
class NoAlternative extends Error {}

type Decision = (this: ApiParser) => boolean | number;

/** What is decided by the next token, by chevrotain's keys of the decisions. */
function decisions(): ReadonlyMap<number, Decision> {
  const types = new Map([...vocabulary, EOF].map((type) => [type.name, type]));
  const numbersOf = (names: string) => names.split(" ").flatMap((name) => numbers(types.get(name)));
  return new Map(
    Object.entries(lookAhead).map(([key, starts]) => [
      Number(key),
      typeof starts === "string" ? whether(numbersOf(starts)) : whichOf(starts.map(numbersOf)),
    ]),
  );
}

/** Those of a token type and of all that it is the category of. */
function numbers(type: TokenType | undefined): readonly (number | undefined)[] {
  return [type?.tokenTypeIdx, ...(type?.categoryMatches ?? [])];
}

function whether(starts: readonly (number | undefined)[]): Decision {
  const known = new Set(starts);
  return function isNext() {
    return known.has(this.LA(1).tokenTypeIdx);
  };
}

/** The first alternative that a token begins. */
function whichOf(alternatives: readonly (readonly (number | undefined)[])[]): Decision {
  const known = new Map<number | undefined, number>();
  for (const [index, starts] of alternatives.entries()) {
    for (const start of starts) if (!known.has(start)) known.set(start, index);
  }
  return function next() {
    const index = known.get(this.LA(1).tokenTypeIdx);
    if (index === undefined) throw new NoAlternative();
    return index;
  };
}
