import type { IToken } from "chevrotain";
import { diagnose } from "../diagnostics/diagnose.ts";
import { joinSpans, spanOf, spanText } from "../text/span.ts";
import type { Span } from "../text/span.ts";
import type { BodyNode, DocNode, Name, RouteNode, ServerNode, ServiceStatement } from "./ast.ts";
import { entriesOf, serverEntriesOf } from "./build-entry.ts";
import { typeOf } from "./build-type.ts";
import { isBroken, literalOf, nameOf, nodeSpan, soundElements } from "./building.ts";
import type { Building, Place } from "./building.ts";
import { linesAbove } from "./comments.ts";
import type {
  BodyCstNode,
  DocCstNode,
  ItemCstNode,
  PathCstNode,
  RouteCstNode,
  ServerCstNode,
  ServiceCstNode,
} from "./cst.d.ts";
import { pathProblem } from "./path-syntax.ts";

export function serviceOf(building: Building, node: ServiceCstNode): ServiceStatement | undefined {
  const { children } = node;
  const span = nodeSpan(building, node);
  const name = serviceName(building, node);
  if (span === undefined) return undefined;
  const server = serverOf(building, children.server ?? []);
  // Without the options of the block it is not known what its routes are.
  const routes = isBroken(building, server?.span) ? [] : routesOf(building, node);
  return { kind: "service", server, name, routes, span };
}

/** `user-api` is three tokens; white space between them is dropped. */
function serviceName(building: Building, { children }: ServiceCstNode): Name | undefined {
  const first = nameOf(building, children.Name?.[0]);
  const second = children.Minus === undefined ? undefined : nameOf(building, children.Name?.[1]);
  if (first === undefined || second === undefined) return first;
  return { text: `${first.text}-${second.text}`, span: joinSpans(first.span, second.span) };
}

/** What stands before a route and belongs to it. */
interface Annotations {
  doc?: DocNode | undefined;
  server?: ServerNode | undefined;
  jwt?: Name | undefined;
  handler?: Name | undefined;
  start?: number;
  places: { readonly text: string; readonly span: Span }[];
}

function routesOf(building: Building, node: ServiceCstNode): readonly RouteNode[] {
  const list = routeList(building, node);
  const elements = routeGroups(node.children.item ?? []);
  const groups = soundElements(building, { list, elements, spanOfElement: (group) => groupSpan(building, group) });
  return groups.flatMap((group) => routeOfGroup(building, group) ?? []);
}

/** What stands behind the brace. A mistake in the line before it says nothing about the first route. */
function routeList(building: Building, node: ServiceCstNode): Place | undefined {
  const span = nodeSpan(building, node);
  const { Service, Name, Minus = [], LeftBrace } = node.children;
  const header = [...Service, ...Name, ...Minus, ...LeftBrace].filter((token) => token.isInsertedInRecovery !== true);
  const end = Math.max(...header.map(({ startOffset, image }) => startOffset + image.length));
  const isBraceWritten = LeftBrace.some((token) => header.includes(token));
  const missingBrace = isBraceWritten ? undefined : building.mistakes.find(({ start }) => start === end);
  return span && { start: missingBrace === undefined ? end : missingBrace.end + 1, end: span.end };
}

function groupSpan(building: Building, group: readonly ItemCstNode[]): Span | undefined {
  const spans = group.flatMap((item) => nodeSpan(building, item) ?? []);
  const [first, last] = [spans[0], spans.at(-1)];
  return first && last && joinSpans(first, last);
}

/** Each route with the annotations before it; at the end those that no route follows. */
function routeGroups(items: readonly ItemCstNode[]): readonly (readonly ItemCstNode[])[] {
  const groups: ItemCstNode[][] = [];
  let isOpen = false;
  for (const item of items) {
    if (isOpen) groups.at(-1)?.push(item);
    else groups.push([item]);
    isOpen = item.children.route === undefined;
  }
  return groups;
}

function routeOfGroup(building: Building, group: readonly ItemCstNode[]): RouteNode | undefined {
  const pending: Annotations = { places: [] };
  for (const item of group) {
    const [route] = item.children.route ?? [];
    if (route !== undefined) return routeOf(building, route, pending);
    annotate(building, pending, item);
  }
  for (const { text, span } of pending.places) {
    building.diagnostics.push(diagnose("API1010", span, { annotation: text }));
  }
  return undefined;
}

function annotate(building: Building, pending: Annotations, item: ItemCstNode): void {
  const span = nodeSpan(building, item);
  if (span === undefined) return;
  const text = `@${Object.keys(item.children)[0] ?? ""}`;
  const earlier = pending.places.find((place) => place.text === text);
  if (earlier !== undefined) {
    const related = [{ message: "first given here", span: earlier.span }];
    building.diagnostics.push(diagnose("API1011", span, { annotation: text }, { related }));
    return;
  }
  pending.start ??= span.start;
  pending.places.push({ text, span });
  const [doc, server, jwt, handler] = annotationNodes(item);
  if (pending.handler !== undefined) {
    const place = spanOf(span.source, span.start, span.start + text.length);
    building.diagnostics.push(diagnose("API1021", place, { annotation: text }));
  }
  if (doc !== undefined) pending.doc = docOf(building, doc, span);
  if (server !== undefined) pending.server = serverOf(building, [server]);
  if (jwt !== undefined) pending.jwt = nameOf(building, jwt.children.Name?.[0]);
  if (handler !== undefined) pending.handler = nameOf(building, handler.children.Name?.[0]);
}

function annotationNodes({ children: { doc = [], server = [], jwt = [], handler = [] } }: ItemCstNode) {
  return [doc[0], server[0], jwt[0], handler[0]] as const;
}

function routeOf(building: Building, node: RouteCstNode, annotations: Annotations): RouteNode | undefined {
  const { children } = node;
  const method = methodOf(building, children.Method?.[0]);
  const path = pathOf(building, children);
  if (method === undefined || path === undefined) return undefined;
  const span = joinSpans(method.span, path.span);
  checkPath(building, path);
  const { doc, jwt, start = span.start } = annotations;
  const [handler, server] = handlerOf(building, annotations);
  if (handler === undefined) {
    building.diagnostics.push(diagnose("API1009", span, { route: `${method.text} ${path.text}` }));
    return undefined;
  }
  const documentation = linesAbove(building.source, building.comments, start);
  const request = bodyOf(building, children.request?.[0]);
  const response = bodyOf(building, children.response?.[0]);
  return { handler, method, path, request, response, doc, server, jwt, documentation, span };
}

/** In older files the handler's name is a key of the route's `@server`. */
function handlerOf(
  building: Building,
  { handler, server }: Annotations,
): readonly [handler: Name | undefined, server: ServerNode | undefined] {
  const entry = server?.entries.find(({ key }) => key.text === "handler");
  if (server === undefined || entry === undefined || handler !== undefined) return [handler, server];
  const help = `write @handler ${entry.value}`;
  building.diagnostics.push(diagnose("API1019", joinSpans(entry.key.span, entry.valueSpan), {}, { help }));
  const entries = server.entries.filter((other) => other !== entry);
  return [
    { text: entry.value, span: entry.valueSpan },
    { ...server, entries },
  ];
}

function methodOf(building: Building, token: IToken | undefined): Name | undefined {
  const method = nameOf(building, token);
  if (method === undefined || method.text === method.text.toLowerCase()) return method;
  const text = method.text.toLowerCase();
  building.diagnostics.push(diagnose("API1020", method.span, { found: method.text, method: text }));
  return { ...method, text };
}

function pathOf(building: Building, { path, StringLiteral }: RouteCstNode["children"]): Name | undefined {
  const quoted = literalOf(building, StringLiteral?.[0]);
  if (quoted === undefined) return path?.[0] && unquotedPath(building, path[0]);
  const text = quoted.text.startsWith("/") ? quoted.text : `/${quoted.text}`;
  building.diagnostics.push(diagnose("API1022", quoted.span, { path: text }));
  return { ...quoted, text };
}

function unquotedPath(building: Building, node: PathCstNode): Name | undefined {
  const start = nameOf(building, node.children.Path?.[0]);
  const span = nodeSpan(building, node);
  const parts = node.children.PlainText ?? [];
  if (start === undefined || span === undefined || parts.length === 0) return start;
  const all = [...node.children.Path, ...parts];
  const text = all.map(({ image }) => image).join("");
  const isCut = parts.some((part, index) => isCommentBehindSign(building, all[index], part));
  const problem = isCut
    ? diagnose("API1008", span, { path: text, reason: "a comment stands in a segment" })
    : diagnose("API1029", span, { path: text });
  building.diagnostics.push(problem);
  return { text, span };
}

/** Behind a whole segment a comment changes nothing. */
function isCommentBehindSign({ source }: Building, before: IToken | undefined, part: IToken): boolean {
  if (before === undefined || !/[/.:-]$/.test(before.image)) return false;
  return source.text.slice(before.startOffset + before.image.length, part.startOffset).includes("/*");
}

function checkPath({ source, diagnostics }: Building, path: Name): void {
  const reason = pathProblem(path.text);
  if (reason !== undefined) diagnostics.push(diagnose("API1008", path.span, { path: path.text, reason }));
  if (source.text.startsWith("//", path.span.end)) {
    diagnostics.push(diagnose("API1014", path.span, { path: path.text }));
  }
}

function bodyOf(building: Building, node: BodyCstNode | undefined): BodyNode | undefined {
  const span = node && nodeSpan(building, node);
  return span && { type: typeOf(building, node.children.dataType?.[0]), span };
}

function docOf(building: Building, node: DocCstNode, span: Span): DocNode {
  const { children } = node;
  const [text] = children.text ?? [];
  const literal = literalOf(building, text?.children.StringLiteral?.[0] ?? text?.children.RawString?.[0]);
  if (literal !== undefined && children.LeftParenthesis !== undefined) {
    const help = `write @doc ${spanText(literal.span)}`;
    building.diagnostics.push(diagnose("API1023", span, {}, { help }));
  }
  return { text: literal?.text, entries: entriesOf(building, node), span };
}

/** Several blocks in a row count as one. */
function serverOf(building: Building, nodes: readonly ServerCstNode[]): ServerNode | undefined {
  const spans = nodes.flatMap((node) => nodeSpan(building, node) ?? []);
  const [first, ...others] = spans;
  if (first === undefined) return undefined;
  const related = [{ message: "the first stands here", span: first }];
  for (const other of others) building.diagnostics.push(diagnose("API1024", other, {}, { related }));
  const entries = nodes.flatMap((node) => serverEntriesOf(building, node));
  return { entries, span: spans.reduce(joinSpans) };
}
