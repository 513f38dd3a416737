import { tokenMatcher } from "chevrotain";
import type { CstNode, IToken } from "chevrotain";
import { diagnose } from "../diagnostics/diagnose.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { nearestName } from "../text/nearest-name.ts";
import type { SourceFile } from "../text/source-file.ts";
import { spanOf } from "../text/span.ts";
import type { Span } from "../text/span.ts";
import type { ApiFile, Comment } from "./ast.ts";
import { buildFile } from "./build-ast.ts";
import type { FileCstNode } from "./cst.d.ts";
import { tokenSpan } from "./building.ts";
import type { Place } from "./building.ts";
import { ApiParser } from "./grammar.ts";
import { habitHelp } from "./habit-help.ts";
import { signHelp } from "./sign-help.ts";
import { lexApi } from "./lex.ts";
import { QuickParser } from "./quick-parser.ts";
import { readAll } from "./read-all.ts";
import type { Mistake, ReadFile } from "./read-all.ts";
import {
  AtHandler,
  Identifier,
  Illegal,
  LeftBrace,
  Method,
  Minus,
  Name,
  Path,
  Service,
  Sign,
  StringLiteral,
  UnknownAnnotation,
} from "./tokens.ts";

export interface ParsedApi {
  readonly file: ApiFile;
  readonly diagnostics: readonly Diagnostic[];
}

/** Reads one `.api` file. Never throws, on any text; what could not be read is told and left out. */
export function parseApi(source: SourceFile): ParsedApi {
  const { tree, isRead, comments, mistakes, diagnostics } = parseApiTree(source);
  const built = buildFile(tree, { source, comments, mistakes });
  return {
    file: { source, statements: built.statements, comments, declaresAllTypes: isRead && built.declaresAllTypes },
    diagnostics: [...diagnostics, ...built.diagnostics],
  };
}

/** A file as it is written: all that stands in it, and how it hangs together. */
export interface ParsedTree {
  readonly tree: FileCstNode;
  /** Whether the tree is that of the text, and not an empty one in its place. */
  readonly isRead: boolean;
  /** In source order. */
  readonly tokens: readonly IToken[];
  /** In source order. */
  readonly comments: readonly Comment[];
  /** Where the tokens had to be changed to be read. */
  readonly mistakes: readonly Place[];
  /** What the grammar says about the text; what the statements say is not looked at. */
  readonly diagnostics: readonly Diagnostic[];
}

/** Reads one `.api` file as far as its syntax tree. Never throws, on any text. */
export function parseApiTree(source: SourceFile): ParsedTree {
  const lexed = lexApi(source);
  const { tokens, comments } = lexed;
  if (lexed.isBeyondLimits) {
    return { tree: emptyFile, isRead: false, tokens, comments, mistakes: [], diagnostics: lexed.diagnostics };
  }
  const { tree, mistakes } = read(tokens);
  const places = [...mistakes.map(({ place }) => place), ...(lexed.unclosed === undefined ? [] : [lexed.unclosed])];
  const problems = mistakes.map((mistake) => syntaxProblem(source, mistake, tokens));
  const told = problems.filter(({ span }) => !isWithin(lexed.unclosed, span));
  return {
    tree: isFileNode(tree) ? tree : emptyFile,
    isRead: isFileNode(tree),
    tokens,
    comments,
    mistakes: places,
    diagnostics: [...lexed.diagnostics, ...told],
  };
}

function isWithin(place: Place | undefined, span: Span | undefined): boolean {
  return place !== undefined && span !== undefined && place.start <= span.start && span.start <= place.end;
}

let quickParser: QuickParser | undefined;
let parser: ApiParser | undefined;

/** Making a parser takes milliseconds: the quick one two, and the one that only texts with a mistake need twelve. */
function read(tokens: IToken[]): ReadFile {
  quickParser ??= new QuickParser();
  const tree = quickParser.readClean(tokens);
  if (tree !== undefined) return { tree, mistakes: [] };
  parser ??= new ApiParser({ skipValidations: true });
  return readAll(parser, tokens);
}

const emptyFile: FileCstNode = { name: "file", children: {} };

/** The grammar's rules all have the type of any CST node; `cst.d.ts` is generated from the same rules. */
function isFileNode(node: CstNode | undefined): node is FileCstNode {
  return node?.name === "file";
}

function syntaxProblem(source: SourceFile, mistake: Mistake, tokens: readonly IToken[]): Diagnostic {
  const { token, expected, opener } = mistake;
  if (token === undefined) {
    const end = spanOf(source, source.text.length, source.text.length);
    const related = opener === undefined ? [] : [{ message: "opened here", span: tokenSpan(source, opener) }];
    return diagnose("API1001", end, { expected, found: "the end of the file" }, { related });
  }
  const span = tokenSpan(source, token);
  if (tokenMatcher(token, UnknownAnnotation)) return unknownAnnotation(token, span);
  if (tokenMatcher(token, Illegal) || tokenMatcher(token, Sign)) {
    const help = signHelp(token.image) ?? habitHelp(token, tokens[tokens.indexOf(token) - 1], expected);
    return diagnose("API1002", span, { characters: describe(token.image) }, help === undefined ? {} : { help });
  }
  const help =
    mistake.help ?? helpFor(token, tokens, expected) ?? habitHelp(token, tokens[tokens.indexOf(token) - 1], expected);
  return diagnose(
    "API1001",
    span,
    { expected, found: `"${firstLine(token.image)}"` },
    help === undefined ? {} : { help },
  );
}

/** What cannot be seen is told by its number. */
function describe(text: string): string {
  const shown = Array.from(text).slice(0, 20).join("");
  if (/^[^\p{C}\p{Z}]+$/u.test(shown)) return `"${shown}"`;
  const codePoint = shown.codePointAt(0) ?? 0;
  return `character U+${codePoint.toString(16).toUpperCase().padStart(4, "0")}`;
}

function unknownAnnotation(token: IToken, span: Span): Diagnostic {
  const nearest = nearestName(token.image, ["@doc", "@handler", "@jwt", "@server"]);
  const details = nearest === undefined ? {} : { help: `did you mean ${nearest}?` };
  return diagnose("API1003", span, { annotation: token.image }, details);
}

/** What was most likely meant, told by the tokens before the one that was not expected. */
function helpFor(token: IToken, tokens: readonly IToken[], expected: string): string | undefined {
  const index = tokens.indexOf(token);
  const [beforeThat, previous] = [tokens[index - 2], tokens[index - 1]];
  if (previous === undefined || previous.endLine !== token.startLine) return undefined;
  if (isServiceLine(tokens, index) && !"({[]})".includes(token.image))
    return "the name of a service is a word, or two with a dash between them: user-api";
  if (tokenMatcher(previous, Path)) return helpBehindPath(previous, token, tokens[index + 1]);
  const annotation = beforeThat && annotationHelp(beforeThat, previous, token);
  if (annotation !== undefined) return annotation;
  const isTag = tokenMatcher(token, StringLiteral) && expected.startsWith("a field");
  return isTag && tokenMatcher(previous, Identifier) ? 'a tag stands in backticks: `json:"name"`' : undefined;
}

/** Whether nothing but a name can stand between `service` and a token on its line. */
function isServiceLine(tokens: readonly IToken[], index: number): boolean {
  const before = tokens.slice(Math.max(0, index - 4), index).toReversed();
  const word = before.find((token) => tokenMatcher(token, Service) || tokenMatcher(token, LeftBrace));
  return word !== undefined && tokenMatcher(word, Service) && word.startLine === tokens[index]?.startLine;
}

function annotationHelp(annotation: IToken, name: IToken, token: IToken): string | undefined {
  const named = annotationNames.get(annotation.image);
  if (named !== undefined && tokenMatcher(name, Method) && tokenMatcher(token, Path)) {
    return `"${name.image}" is taken for ${named}, as none stands behind ${annotation.image}`;
  }
  const isDashed = tokenMatcher(annotation, AtHandler) && tokenMatcher(token, Minus);
  return isDashed ? "the name of a handler is one word, without a dash" : undefined;
}

/** What a method's word is taken for where an annotation without its name stands before it. */
const annotationNames: ReadonlyMap<string, string> = new Map([
  ["@handler", "the name of the handler"],
  ["@jwt", "the name of the config section"],
]);

function helpBehindPath(path: IToken, token: IToken, next: IToken | undefined): string | undefined {
  if (token.image === "{" && token.startOffset === path.startOffset + path.image.length) {
    return `a parameter of a path is written :${next?.image ?? "name"}`;
  }
  if (token.image === "{" || token.image === "[") return "a type stands in parentheses: (Type)";
  return tokenMatcher(token, Name) ? undefined : "the answer of a route is written: returns (Type)";
}

function firstLine(image: string): string {
  const line = image.split(/[\r\n]/)[0] ?? "";
  return line.length > 40 ? `${line.slice(0, 40)}…` : line;
}
