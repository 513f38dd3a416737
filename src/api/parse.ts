import { EOF, tokenMatcher } from "chevrotain";
import type { CstNode, IRecognitionException, IToken } from "chevrotain";
import { diagnose } from "../diagnostics/diagnose.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { nearestName } from "../text/nearest-name.ts";
import type { SourceFile } from "../text/source-file.ts";
import { spanOf } from "../text/span.ts";
import type { Span } from "../text/span.ts";
import type { ApiFile } from "./ast.ts";
import { buildFile } from "./build-ast.ts";
import type { FileCstNode } from "./cst.d.ts";
import { ApiParser, problemLimit } from "./grammar.ts";
import { lexApi } from "./lex.ts";
import { AtHandler, Method, Name, Path, UnknownAnnotation } from "./tokens.ts";

export interface ParsedApi {
  readonly file: ApiFile;
  readonly diagnostics: readonly Diagnostic[];
}

/** Reads one `.api` file. Never throws, on any text; what could not be read is told and left out. */
export function parseApi(source: SourceFile): ParsedApi {
  const lexed = lexApi(source);
  const diagnostics = [...lexed.diagnostics];
  if (lexed.tooDeep) {
    return { file: { source, statements: [], comments: lexed.comments }, diagnostics };
  }
  const { tree, errors } = parseTokens(lexed.tokens);
  for (const error of errors) {
    const span = placeOf(source, error);
    if (span.start < lexed.unclosedAt) diagnostics.push(syntaxProblem(error, span, lexed.tokens));
  }
  const built = buildFile(tree, { source, comments: lexed.comments, isBroken: errors.length > 0 });
  diagnostics.push(...built.diagnostics);
  return { file: { source, statements: built.statements, comments: lexed.comments }, diagnostics };
}

let shared: ApiParser | undefined;

function parseTokens(tokens: IToken[]): { tree: FileCstNode; errors: readonly IRecognitionException[] } {
  // Building a parser costs some twenty milliseconds, and most commands need none.
  shared ??= new ApiParser({ skipValidations: true });
  const tree = shared.read(tokens);
  return { tree: isFileNode(tree) ? tree : emptyFile, errors: shared.errors.slice(0, problemLimit) };
}

const emptyFile: FileCstNode = { name: "file", children: {} };

/** The grammar's rules all have the type of any CST node; `cst.d.ts` is generated from the same rules. */
function isFileNode(node: CstNode | undefined): node is FileCstNode {
  return node?.name === "file";
}

function placeOf(source: SourceFile, { token }: IRecognitionException): Span {
  if (tokenMatcher(token, EOF)) return spanOf(source, source.text.length, source.text.length);
  return spanOf(source, token.startOffset, token.startOffset + token.image.length);
}

function syntaxProblem(error: IRecognitionException, span: Span, tokens: readonly IToken[]): Diagnostic {
  const { token } = error;
  if (tokenMatcher(token, UnknownAnnotation)) return unknownAnnotation(token, span);
  const found = tokenMatcher(token, EOF) ? "the end of the file" : `"${firstLine(token.image)}"`;
  const help = helpFor(token, tokens);
  return diagnose("API1001", span, { expected: error.message, found }, help === undefined ? {} : { help });
}

function unknownAnnotation(token: IToken, span: Span): Diagnostic {
  const nearest = nearestName(token.image, ["@doc", "@handler", "@jwt", "@server"]);
  const details = nearest === undefined ? {} : { help: `did you mean ${nearest}?` };
  return diagnose("API1003", span, { annotation: token.image }, details);
}

/** What was most likely meant, told by the tokens before the one that was not expected. */
function helpFor(token: IToken, tokens: readonly IToken[]): string | undefined {
  const index = tokens.indexOf(token);
  const previous = tokens[index - 1];
  const beforeThat = tokens[index - 2];
  if (previous === undefined) return undefined;
  if (beforeThat !== undefined && tokenMatcher(beforeThat, AtHandler) && tokenMatcher(previous, Method)) {
    return `"${previous.image}" is taken for the name of the handler, as none stands behind @handler`;
  }
  if (!tokenMatcher(previous, Path) || previous.endLine !== token.startLine) return undefined;
  return tokenMatcher(token, Name)
    ? `a request type stands in parentheses: (${token.image})`
    : "a path ends at white space and holds only letters, digits and the signs / : _ - .";
}

function firstLine(image: string): string {
  const line = image.split(/[\r\n]/)[0] ?? "";
  return line.length > 40 ? `${line.slice(0, 40)}…` : line;
}
