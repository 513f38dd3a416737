import { tokenLabel } from "chevrotain";
import type { IParserErrorMessageProvider, TokenType } from "chevrotain";

/** Makes a parser error's message what was expected; `parse.ts` adds what was found. */
export const expectedText: IParserErrorMessageProvider = {
  buildMismatchTokenMessage: ({ expected }) => tokenLabel(expected),
  buildNotAllInputParsedMessage: ({ ruleName }) => (ruleName === "element" ? '"," or ")"' : "the end of the statement"),
  buildNoViableAltMessage: ({ expectedPathsPerAlt, customUserDescription }) =>
    customUserDescription ?? firstTokens(expectedPathsPerAlt.flat()),
  buildEarlyExitMessage: ({ expectedIterationPaths, customUserDescription }) =>
    customUserDescription ?? firstTokens(expectedIterationPaths),
};

/** `A, B or C`, from the tokens that each path begins with. */
function firstTokens(paths: readonly (readonly TokenType[])[]): string {
  const labels = [...new Set(paths.flatMap((path) => path.slice(0, 1)).map((type) => tokenLabel(type)))];
  const last = labels.pop() ?? "something else";
  return labels.length === 0 ? last : `${labels.join(", ")} or ${last}`;
}
