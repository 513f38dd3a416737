import { diagnose } from "../diagnostics/diagnose.ts";
import { joinSpans } from "../text/span.ts";
import type { Span } from "../text/span.ts";
import type { BodyNode, DocNode, Name, RouteNode, ServerNode, ServiceStatement } from "./ast.ts";
import { entriesOf, serverEntriesOf } from "./build-entry.ts";
import { typeOf } from "./build-type.ts";
import { literalOf, nameOf, nodeSpan } from "./building.ts";
import type { Building } from "./building.ts";
import { linesAbove } from "./comments.ts";
import type { BodyCstNode, DocCstNode, ItemCstNode, RouteCstNode, ServerCstNode, ServiceCstNode } from "./cst.d.ts";
import { pathProblem } from "./path-syntax.ts";

export function serviceOf(building: Building, node: ServiceCstNode): ServiceStatement | undefined {
  const { children } = node;
  const span = nodeSpan(building, node);
  const name = serviceName(building, node);
  if (span === undefined || name === undefined) return undefined;
  const server = serverOf(building, children.server?.[0]);
  return { kind: "service", server, name, routes: routesOf(building, children.item ?? []), span };
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

function routesOf(building: Building, items: readonly ItemCstNode[]): readonly RouteNode[] {
  const routes: RouteNode[] = [];
  let pending: Annotations = { places: [] };
  for (const item of items) {
    const [route] = item.children.route ?? [];
    if (route === undefined) {
      annotate(building, pending, item);
    } else {
      const built = routeOf(building, route, pending);
      if (built !== undefined) routes.push(built);
      pending = { places: [] };
    }
  }
  if (building.isBroken) return routes;
  for (const { text, span } of pending.places)
    building.diagnostics.push(diagnose("API1010", span, { annotation: text }));
  return routes;
}

function annotate(building: Building, pending: Annotations, item: ItemCstNode): void {
  const span = nodeSpan(building, item);
  if (span === undefined) return;
  const text = `@${Object.keys(item.children)[0] ?? ""}`;
  const earlier = pending.places.find((place) => place.text === text);
  if (earlier !== undefined && !building.isBroken) {
    const related = [{ message: "first given here", span: earlier.span }];
    building.diagnostics.push(diagnose("API1011", span, { annotation: text }, { related }));
    return;
  }
  pending.start ??= span.start;
  pending.places.push({ text, span });
  const [doc, server, jwt, handler] = annotationNodes(item);
  if (doc !== undefined) pending.doc = docOf(building, doc, span);
  if (server !== undefined) pending.server = serverOf(building, server);
  if (jwt !== undefined) pending.jwt = nameOf(building, jwt.children.Name?.[0]);
  if (handler !== undefined) pending.handler = nameOf(building, handler.children.Name?.[0]);
}

function annotationNodes({ children: { doc = [], server = [], jwt = [], handler = [] } }: ItemCstNode) {
  return [doc[0], server[0], jwt[0], handler[0]] as const;
}

function routeOf(building: Building, node: RouteCstNode, annotations: Annotations): RouteNode | undefined {
  const { children } = node;
  const method = nameOf(building, children.Method?.[0]);
  const path = nameOf(building, children.Path?.[0]);
  if (method === undefined || path === undefined) return undefined;
  const span = joinSpans(method.span, path.span);
  checkPath(building, path);
  const { handler, doc, server, jwt, start = span.start } = annotations;
  if (handler === undefined) {
    if (!building.isBroken) {
      building.diagnostics.push(diagnose("API1009", span, { route: `${method.text} ${path.text}` }));
    }
    return undefined;
  }
  const documentation = linesAbove(building.source, building.comments, start);
  const request = bodyOf(building, children.request?.[0]);
  const response = bodyOf(building, children.response?.[0]);
  return { handler, method, path, request, response, doc, server, jwt, documentation, span };
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

function docOf(building: Building, { children }: DocCstNode, span: Span): DocNode {
  const [text] = children.text ?? [];
  const literal = literalOf(building, text?.children.StringLiteral?.[0] ?? text?.children.RawString?.[0]);
  return { text: literal?.text, entries: entriesOf(building, children.entry ?? []), span };
}

function serverOf(building: Building, node: ServerCstNode | undefined): ServerNode | undefined {
  const span = node && nodeSpan(building, node);
  return span && { entries: serverEntriesOf(building, node.children.serverEntry ?? []), span };
}
