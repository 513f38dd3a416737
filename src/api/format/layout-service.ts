import type { IToken } from "chevrotain";
import type { BodyCstNode, DocCstNode, ItemCstNode, PathCstNode, RouteCstNode, ServiceCstNode } from "../cst.d.ts";
import { isValue, layoutEntries, layoutServer, sayAnything, serverSaysAnything } from "./layout-entries.ts";
import { layoutDataType } from "./layout-types.ts";
import { isWildcardPath } from "./wildcard-path.ts";
import type { Layout } from "./layout.ts";

/** Lays out a service: its `@server` straight above it, its routes with a blank line between them. */
export function layoutService(layout: Layout, { children }: ServiceCstNode): void {
  const servers = (children.server ?? []).filter(
    (server) => serverSaysAnything(server) || !layout.omitUnlessCommented([server]),
  );
  for (const server of servers) layoutServer(layout, server, 0);
  const [first, ...others] = [...servers, ...children.Service];
  layout.paragraph(first, 0);
  for (const other of others) layout.line(other, 0);
  if (children.Minus !== undefined) {
    layout.spaces(children.Minus[0], 0);
    layout.spaces(children.Name[1], 0);
  }
  layoutItems(layout, children.item ?? []);
  layout.close(children.RightBrace[0], 0);
}

/** Each item on its own line, and a blank line behind each route. */
function layoutItems(layout: Layout, items: readonly ItemCstNode[]): void {
  let isBehindRoute = false;
  for (const item of items) {
    if (!saysSomething(item) && layout.omitUnlessCommented([item])) continue;
    if (isBehindRoute) layout.paragraph(item, 1);
    else layout.line(item, 1);
    layoutItem(layout, item);
    isBehindRoute = item.children.route !== undefined;
  }
}

function saysSomething({ children: { doc, server } }: ItemCstNode): boolean {
  if (server?.[0] !== undefined) return serverSaysAnything(server[0]);
  return doc?.[0] === undefined || docSaysAnything(doc[0]);
}

function docSaysAnything({ children: { text, entry = [] } }: DocCstNode): boolean {
  const [literal] = text ?? [];
  return isValue(literal?.children.StringLiteral?.[0] ?? literal?.children.RawString?.[0]) || sayAnything(entry);
}

function layoutItem(layout: Layout, { children: { doc, server, route } }: ItemCstNode): void {
  if (server?.[0] !== undefined) layoutServer(layout, server[0], 1);
  if (route?.[0] !== undefined) layoutRoute(layout, route[0]);
  if (doc?.[0] === undefined) return;
  const { text, RightParenthesis } = doc[0].children;
  if (text === undefined) layoutEntries(layout, doc[0], 1);
  else if (RightParenthesis !== undefined) {
    layout.spaces(text[0], 0);
    layout.spaces(RightParenthesis[0], 0);
  }
}

function layoutRoute(layout: Layout, { children }: RouteCstNode): void {
  const { request = [], Returns = [], response = [], Semicolon = [] } = children;
  for (const body of [...request, ...response]) layoutBody(layout, body);
  layout.spaces(Semicolon[0], 0);
  // A comment straight behind a wildcard would be taken for its end, so that what stands between has to stay.
  const path = children.path?.[0] && layoutPath(layout, children.path[0]);
  if (path !== undefined && isWildcardPath(path)) return;
  layout.omit(Semicolon);
  for (const body of request.filter(isEmptyBody)) layout.omitUnlessCommented([body]);
  for (const body of response.filter(isEmptyBody)) layout.omitUnlessCommented([...Returns, body]);
}

/** Takes the white space out of a path, and gives its last token. */
function layoutPath(layout: Layout, { children, location }: PathCstNode): IToken | undefined {
  const parts = children.PlainText ?? [];
  const isCommented = layout.hasComment(location?.startOffset ?? 0, location?.endOffset ?? 0);
  for (const part of isCommented ? [] : parts) layout.spaces(part, 0);
  return parts.at(-1) ?? children.Path?.[0];
}

function layoutBody(layout: Layout, { children: { dataType, RightParenthesis } }: BodyCstNode): void {
  layoutDataType(layout, dataType?.[0], 1);
  layout.spaces(dataType?.[0], 0);
  layout.spaces(RightParenthesis[0], 0);
}

function isEmptyBody({ children }: BodyCstNode): boolean {
  return children.dataType === undefined;
}
