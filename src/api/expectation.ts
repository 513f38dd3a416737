import { tokenLabel } from "chevrotain";
import type { IParserErrorMessageProvider, TokenType } from "chevrotain";

/**
 * Makes the `expected` half of a syntax message. Chevrotain calls that half an error message; `parse` adds what was
 * found and makes a diagnostic of both.
 */
export const expectationTexts: IParserErrorMessageProvider = {
  buildMismatchTokenMessage: ({ expected, ruleName }) => special.get(`${ruleName} ${expected.name}`) ?? label(expected),
  buildNotAllInputParsedMessage: () => statementText,
  buildNoViableAltMessage: ({ expectedPathsPerAlt, ruleName }) =>
    special.get(ruleName) ?? alternatives(expectedPathsPerAlt.flat()),
  buildEarlyExitMessage: ({ expectedIterationPaths }) => alternatives(expectedIterationPaths),
};

const statementText = '"syntax", "info", "import", "type", "service" or "@server"';
const itemText = '"@handler", "@doc", "@jwt", "@server", a route or "}"';
const typeText = "a type";

/** Where the grammar alone would tell too little, by rule or by rule and token. */
const special: ReadonlyMap<string, string> = new Map([
  ["statement", statementText],
  ["file EOF", statementText],
  ["item", itemText],
  ["dataType", typeText],
  ["service RightBrace", itemText],
  ["service Service", '"service"'],
  ["service Name", "a service name"],
  ["typeDeclaration Name", "a type name"],
  ["types", 'a type name or "("'],
  ["types RightParenthesis", 'a type name or ")"'],
  ["struct RightBrace", 'a field or "}"'],
  ["member", 'a field or "}"'],
  ["member Name", "a field name"],
  ["dataType Name", typeText],
  ["handler Name", "a handler name"],
  ["jwt Name", "the name of a config section"],
  ["info RightParenthesis", 'a key or ")"'],
  ["doc RightParenthesis", 'a key or ")"'],
  ["doc", 'a quoted text or "("'],
  ["server RightParenthesis", 'a key or ")"'],
  ["entry Name", "a key"],
  ["serverEntry Name", "a key"],
  ["prefix RightBracket", '"]"'],
  ["route", 'a path such as "/users"'],
  ["imports", 'a quoted path or "("'],
  ["imports StringLiteral", "a quoted path"],
  ["imports RightParenthesis", 'a quoted path or ")"'],
]);

function alternatives(paths: readonly (readonly TokenType[])[]): string {
  const labels = [...new Set(paths.flatMap((path) => path.slice(0, 1)).map(label))];
  const last = labels.pop() ?? "";
  return labels.length === 0 ? last : `${labels.join(", ")} or ${last}`;
}

function label(type: TokenType): string {
  return tokenLabel(type);
}
