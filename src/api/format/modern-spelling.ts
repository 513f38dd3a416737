import type { IToken } from "chevrotain";
import type { DiagnosticCode } from "../../diagnostics/catalogue.ts";
import type { SourceFile } from "../../text/source-file.ts";
import { spanText } from "../../text/span.ts";
import type { Span } from "../../text/span.ts";
import type { HandlerCstNode } from "../cst.d.ts";
import { parseApi, parseApiTree } from "../parse.ts";
import type { ParsedTree } from "../parse.ts";
import { indexFrom } from "./index-from.ts";

/** A part of a text and what is to stand there instead. */
interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** What is to be done about a diagnostic, by its place. */
type Fix = (span: Span, parts: Parts) => readonly Edit[];

const fixes: ReadonlyMap<DiagnosticCode, Fix> = new Map([
  ["API1016", braceInstead],
  ["API1017", ({ end }) => [{ start: end, end, text: ":" }]],
  ["API1018", quoted],
  ["API1019", handlerOutOfServer],
  ["API1020", lowerCase],
  ["API1021", handlerToRoute],
  ["API1022", unquotedPath],
  ["API1023", docWithoutParentheses],
  ["API1024", joinedToPrevious],
  ["API1025", removed],
  ["API1030", emptyValue],
  ["API1031", (span) => [{ ...span, text: "group" }]],
]);

/** The text of a contract with what stands in it in older dialects written as goctl has it today. Comments stay. */
export function modernSpelling(source: SourceFile): string {
  const parts = partsOf(parseApiTree(source));
  const edits = parseApi(source).diagnostics.flatMap(({ code, span }) =>
    span === undefined ? [] : (fixes.get(code)?.(span, parts) ?? []),
  );
  return edited(source.text, edits);
}

/** What fixes look for in a file, in source order, each list with the places at which its parts start. */
interface Parts {
  readonly tokens: readonly IToken[];
  readonly tokenStarts: readonly number[];
  readonly commentStarts: readonly number[];
  readonly handlers: readonly HandlerCstNode[];
  readonly handlerStarts: readonly number[];
  readonly routeStarts: readonly number[];
}

function partsOf({ tree, tokens, comments }: ParsedTree): Parts {
  const services = (tree.children.statement ?? []).flatMap(({ children }) => children.service ?? []);
  const items = services.flatMap(({ children }) => children.item ?? []);
  const handlers = items.flatMap(({ children }) => children.handler ?? []);
  return {
    tokens,
    tokenStarts: tokens.map(({ startOffset }) => startOffset),
    commentStarts: comments.map(({ span }) => span.start),
    handlers,
    handlerStarts: handlers.flatMap(({ location }) => location?.startOffset ?? []),
    routeStarts: items.flatMap(({ children }) => children.route?.[0]?.location?.startOffset ?? []),
  };
}

function removed({ start, end }: Span): readonly Edit[] {
  return [{ start, end, text: "" }];
}

/** The brace takes the place of the word: further below it would not belong to the field. */
function braceInstead(span: Span, { tokens, tokenStarts }: Parts): readonly Edit[] {
  const brace = tokens[indexFrom(tokenStarts, span.end)];
  return brace === undefined ? [] : [{ ...span, text: brace.image }, withoutToken(brace)];
}

function lowerCase(span: Span): readonly Edit[] {
  return [{ ...span, text: spanText(span).toLowerCase() }];
}

/** A comment inside of the text would become a part of it, so such a text is left as it is. */
function quoted(span: Span, { commentStarts }: Parts): readonly Edit[] {
  const isCommented = indexFrom(commentStarts, span.start) < indexFrom(commentStarts, span.end);
  return isCommented ? [] : [{ ...span, text: `"${spanText(span).replaceAll(/\s+/g, " ")}"` }];
}

/** Behind the colon that follows the key. */
function emptyValue({ end }: Span, { tokens, tokenStarts }: Parts): readonly Edit[] {
  const colon = tokens[indexFrom(tokenStarts, end)];
  if (colon === undefined) return [];
  const place = colon.startOffset + colon.image.length;
  return [{ start: place, end: place, text: ' ""' }];
}

function handlerOutOfServer(span: Span, parts: Parts): readonly Edit[] {
  const entry = tokensIn(span, parts);
  const name = entry.slice(2).map(({ image }) => image); // behind the key and the colon
  return [...entry.map(withoutToken), ...handlerBeforeRoute(name.join(""), span, parts)];
}

/** The handler goes behind the annotations that stand between it and its route. */
function handlerToRoute(span: Span, parts: Parts): readonly Edit[] {
  const handler = parts.handlers[indexFrom(parts.handlerStarts, span.start) - 1];
  const [word] = handler?.children.AtHandler ?? [];
  const [name] = handler?.children.Name ?? [];
  if (word === undefined || name === undefined) return [];
  return [withoutToken(word), withoutToken(name), ...handlerBeforeRoute(name.image, span, parts)];
}

function handlerBeforeRoute(name: string, { end }: Span, { routeStarts }: Parts): readonly Edit[] {
  const start = routeStarts[indexFrom(routeStarts, end)];
  return start === undefined ? [] : [{ start, end: start, text: `@handler ${name}\n` }];
}

/** What can only be written in quotes stays in them. */
function unquotedPath(span: Span): readonly Edit[] {
  const path = spanText(span)
    .slice(1, -1)
    .replace(/^(?!\/)/, "/");
  return /^\/(?:(?![/*])[^\s(){};`])(?:\/(?![/*])|[^\s/(){};`])*$/.test(path) ? [{ ...span, text: path }] : [];
}

function docWithoutParentheses(span: Span, parts: Parts): readonly Edit[] {
  return tokensIn(span, parts)
    .filter(({ image }) => image === "(" || image === ")")
    .map(withoutToken);
}

/** Takes out what stands between the entries of a block and those of the one before it: `)`, `@server` and `(`. */
function joinedToPrevious({ start }: Span, { tokens, tokenStarts }: Parts): readonly Edit[] {
  const index = indexFrom(tokenStarts, start);
  return tokens.slice(index - 1, index + 2).map(withoutToken);
}

function tokensIn({ start, end }: Span, { tokens, tokenStarts }: Parts): readonly IToken[] {
  return tokens.slice(indexFrom(tokenStarts, start), indexFrom(tokenStarts, end));
}

function withoutToken({ startOffset, image }: IToken): Edit {
  return { start: startOffset, end: startOffset + image.length, text: "" };
}

/** Two diagnostics may ask for the same edit, which is then made once. */
function edited(text: string, edits: readonly Edit[]): string {
  let result = "";
  let end = 0;
  let previous: Edit | undefined;
  for (const edit of edits.toSorted((a, b) => a.start - b.start || a.end - b.end)) {
    if (previous?.start === edit.start && previous.end === edit.end) continue;
    result += text.slice(end, edit.start) + edit.text;
    end = edit.end;
    previous = edit;
  }
  return result + text.slice(end);
}
