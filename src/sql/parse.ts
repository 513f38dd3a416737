import { Lexer, tokenMatcher } from "chevrotain";
import type { IToken } from "chevrotain";
import { diagnose } from "../diagnostics/diagnose.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { nearestName } from "../text/nearest-name.ts";
import type { SourceFile } from "../text/source-file.ts";
import { spanOf } from "../text/span.ts";
import type { Span } from "../text/span.ts";
import type { SqlFile, SqlStatement } from "./ast.ts";
import { withoutClientCommands, withoutWayBack } from "./client-commands.ts";
import { SqlParser } from "./grammar.ts";
import { creatableWords, isParsed, splitStatements, statementWords } from "./statements.ts";
import type { ParsedKind, StatementTokens } from "./statements.ts";
import * as t from "./tokens.ts";

export interface ParsedSql {
  readonly file: SqlFile;
  readonly diagnostics: readonly Diagnostic[];
}

/** Deeper than any DDL, and shallow enough for the parser's recursion. */
const MAX_DEPTH = 200;

let lexer: Lexer | undefined;
let parser: SqlParser | undefined;

/** Reads DDL, whatever the text: what could not be read is a diagnostic and a `broken` statement. */
export function parseSql(source: SourceFile): ParsedSql {
  lexer ??= new Lexer([...t.lexedTokens], { positionTracking: "onlyOffset", skipValidations: true });
  const { tokens, groups } = lexer.tokenize(withoutClientCommands(withoutWayBack(source.text)));
  const statements: SqlStatement[] = [];
  const diagnostics = unclosed(source, tokens.at(-1), groups["version"] ?? []);
  for (const statement of splitStatements(tokens)) {
    if (statement.kind === "skipped") continue;
    const parsed = parseStatement(source, statement);
    statements.push(parsed.statement);
    diagnostics.push(...parsed.diagnostics);
  }
  return { file: { source, statements }, diagnostics };
}

interface ParsedStatement {
  readonly statement: SqlStatement;
  readonly diagnostics: readonly Diagnostic[];
}

function parseStatement(source: SourceFile, statement: StatementTokens): ParsedStatement {
  const span = statementSpan(source, statement);
  const broken: SqlStatement = { kind: "broken", span };
  if (statement.kind === "unfollowed") return { statement: { kind: "unfollowed", span }, diagnostics: [] };
  if (!isParsed(statement.kind)) return { statement: broken, diagnostics: unknownStatement(source, statement) };
  const tooDeep = deepestParenthesis(statement.tokens);
  if (tooDeep !== undefined) {
    const place = tokenSpan(source, tooDeep);
    return { statement: broken, diagnostics: [diagnose("SQL1003", place, { limit: MAX_DEPTH })] };
  }
  parser ??= new SqlParser({ skipValidations: true });
  parser.source = source;
  const tokens = statement.tokens.map(withKeyword);
  const { result, mistake } = runRule(parser, statement.kind, { tokens, next: statement.next });
  if (mistake === undefined && result !== undefined) return { statement: result, diagnostics: [] };
  const inElements = statement.kind === "createTable" ? elementMistakes(parser, tokens) : [];
  const mistakes = inElements.length === 0 && mistake !== undefined ? [mistake] : inElements;
  const diagnostics = mistakes
    .filter(({ found }) => found?.tokenType !== t.Unclosed)
    .map((each) => syntaxError(source, each));
  return { statement: broken, diagnostics };
}

/** A part of the tokens that a rule can read by itself, and the token after it. */
interface Part {
  readonly tokens: IToken[];
  readonly next: IToken | undefined;
}

interface Mistake {
  readonly expected: string;
  /** Undefined at the end of the file. */
  readonly found: IToken | undefined;
}

function runRule(
  sqlParser: SqlParser,
  rule: ParsedKind | "element",
  { tokens, next }: Part,
): { result: SqlStatement | undefined; mistake: Mistake | undefined } {
  sqlParser.input = tokens;
  let result: SqlStatement | undefined;
  if (rule === "element") sqlParser.element();
  else result = sqlParser[rule]();
  const [error] = sqlParser.errors;
  if (error === undefined) return { result, mistake: undefined };
  const found = Number.isNaN(error.token.startOffset) ? next : error.token;
  return { result, mistake: { expected: error.message, found } };
}

/** Where a table has a mistake, its columns and keys are read one by one, so that each can tell its own. */
function elementMistakes(sqlParser: SqlParser, tokens: readonly IToken[]): readonly Mistake[] {
  const open = tokens.findIndex((token) => token.tokenType === t.LeftParenthesis);
  const first = tokens[open + 1]?.tokenType;
  if (open === -1 || first === t.Like || first === t.Select) return [];
  return elementsFrom(tokens, open + 1).flatMap((part) => runRule(sqlParser, "element", part).mistake ?? []);
}

function elementsFrom(tokens: readonly IToken[], start: number): readonly Part[] {
  const parts: Part[] = [];
  let depth = 1;
  let begin = start;
  for (let index = start; index < tokens.length && depth > 0; index++) {
    const next = tokens[index];
    if (next?.tokenType === t.LeftParenthesis) depth++;
    if (next?.tokenType === t.RightParenthesis) depth--;
    if (depth === 0 || (depth === 1 && next?.tokenType === t.Comma)) {
      parts.push({ tokens: tokens.slice(begin, index), next });
      begin = index + 1;
    }
  }
  return parts;
}

function withKeyword(token: IToken): IToken {
  if (token.tokenType !== t.Word) return token;
  const tokenType = t.keywordOf(token.image);
  return { ...token, tokenType, tokenTypeIdx: tokenType.tokenTypeIdx ?? token.tokenTypeIdx };
}

function syntaxError(source: SourceFile, { expected, found }: Mistake): Diagnostic {
  const span = found === undefined ? endOf(source) : tokenSpan(source, found);
  const help = found === undefined ? undefined : helpFor(source, found, expected);
  return diagnose("SQL1001", span, { expected, found: foundText(found) }, help === undefined ? {} : { help });
}

function helpFor(source: SourceFile, token: IToken, expected: string): string | undefined {
  const plain = token.image.normalize("NFKC");
  if (plain !== token.image && token.image.length === 1) return `this is a full-width character; type "${plain}"`;
  const before = source.text.slice(Math.max(0, token.startOffset - 100), token.startOffset).trimEnd();
  if (token.tokenType === t.RightParenthesis && before.endsWith(",")) return "remove the comma before it";
  const wantsName = /^a (?:name|column(?! type))/u.test(expected);
  const isReserved = tokenMatcher(token, t.Plain) && !tokenMatcher(token, t.Name) && /^\w+$/u.test(token.image);
  return wantsName && isReserved && !/^\d/u.test(token.image)
    ? `"${token.image}" is a reserved word of MySQL; write it in backticks to use it as a name`
    : undefined;
}

function unknownStatement(source: SourceFile, statement: StatementTokens): Diagnostic[] {
  const token = statement.doubtful;
  if (token === undefined || token.tokenType === t.Unclosed) return [];
  const isFirst = token === statement.tokens[0];
  const expected = isFirst ? "a statement" : "TABLE or another kind of object";
  const near = nearestName(token.image, isFirst ? statementWords : creatableWords);
  const details = near === undefined ? {} : { help: `did you mean ${near}?` };
  return [diagnose("SQL1001", tokenSpan(source, token), { expected, found: foundText(token) }, details)];
}

function unclosed(source: SourceFile, last: IToken | undefined, versionMarks: readonly IToken[]): Diagnostic[] {
  const diagnostics: Diagnostic[] = [];
  if (last?.tokenType === t.Unclosed) {
    const opening = last.image.startsWith("/*") ? "/*" : last.image.charAt(0);
    // What a server with NO_BACKSLASH_ESCAPES has dumped ends its texts elsewhere.
    const isEscaped = opening !== "/*" && opening !== "`" && source.text.includes(`\\${opening}`);
    const details = isEscaped
      ? { help: `a backslash before ${opening} keeps it in the text; write two to end in one` }
      : {};
    const span = spanOf(source, last.startOffset, last.startOffset + opening.length);
    diagnostics.push(diagnose("SQL1002", span, { opening }, details));
  }
  for (const [index, mark] of versionMarks.entries()) {
    const next = versionMarks[index + 1];
    if (mark.tokenType === t.VersionStart && next?.tokenType !== t.VersionEnd) {
      diagnostics.push(diagnose("SQL1002", tokenSpan(source, mark), { opening: mark.image }));
    }
  }
  return diagnostics;
}

function deepestParenthesis(tokens: readonly IToken[]): IToken | undefined {
  let depth = 0;
  return tokens.find((token) => {
    if (token.tokenType === t.LeftParenthesis) depth++;
    if (token.tokenType === t.RightParenthesis) depth--;
    return depth > MAX_DEPTH;
  });
}

/** What was found, as it is written; long texts are cut. */
function foundText(token: IToken | undefined): string {
  if (token === undefined) return "the end of the file";
  const { image } = token;
  const shown = image.length > 40 ? `${image.slice(0, 39)}…` : image;
  return /^['"`]/u.test(image) ? shown : `"${shown}"`;
}

function statementSpan(source: SourceFile, { tokens }: StatementTokens): Span {
  const first = tokens[0];
  const last = tokens.at(-1);
  if (first === undefined || last === undefined) return endOf(source);
  return { ...tokenSpan(source, last), start: first.startOffset };
}

function tokenSpan(source: SourceFile, token: IToken): Span {
  return spanOf(source, token.startOffset, token.startOffset + token.image.length);
}

function endOf(source: SourceFile): Span {
  const end = source.text.trimEnd().length;
  return spanOf(source, end, end);
}
