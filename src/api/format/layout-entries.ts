import type { IToken } from "chevrotain";
import type { DocCstNode, EntryCstNode, InfoCstNode, ServerCstNode, ServerEntryCstNode } from "../cst.d.ts";
import { plainTextTokens } from "../plain-text-tokens.ts";
import type { Layout } from "./layout.ts";

/** Lays out the entries of `info` or `@doc`: a line for each, the values in one column. */
export function layoutEntries(layout: Layout, { children }: InfoCstNode | DocCstNode, indent: number): void {
  for (const entry of children.entry ?? []) {
    layout.line(entry.children.Name[0], indent + 1);
    layout.spaces(entry.children.Colon?.[0], 0);
    layoutValue(layout, valueOf(entry), isApart);
  }
  layout.close(children.RightParenthesis?.[0], indent);
}

/** Lays out `@server`: a line for each entry, the values in one column. */
export function layoutServer(layout: Layout, { children }: ServerCstNode, indent: number): void {
  for (const entry of children.serverEntry ?? []) {
    layout.line(entry.children.Name[0], indent + 1);
    layout.spaces(entry.children.Colon[0], 0);
    layoutValue(layout, serverValueOf(entry), staysApart);
  }
  layout.close(children.RightParenthesis[0], indent);
}

function layoutValue(
  layout: Layout,
  [first, ...others]: readonly IToken[],
  needsSpace: (previous: IToken, part: IToken) => boolean,
): void {
  layout.column(first, 1);
  let previous = first;
  for (const part of others) {
    if (previous !== undefined && !needsSpace(previous, part)) layout.spaces(part, 0);
    previous = part;
  }
}

function isApart(previous: IToken, part: IToken): boolean {
  return part.startOffset > previous.startOffset + previous.image.length;
}

/** White space around `,`, `-` and `/` means nothing and is dropped, unless a comment would come of it. */
function staysApart(previous: IToken, part: IToken): boolean {
  if (!isApart(previous, part)) return false;
  if (previous.image.endsWith("/") && part.image.startsWith("/")) return true;
  return !/[,/-]$/.test(previous.image) && !/^[,/-]/.test(part.image);
}

/** Whether entries say anything: not if all have empty texts. One without a value is a mistake, which must not vanish. */
export function sayAnything(entries: readonly EntryCstNode[]): boolean {
  return entries.map(valueOf).some((value) => value.length === 0 || value.some(isValue));
}

/** The same for the entries of `@server`. */
export function serverSaysAnything({ children }: ServerCstNode): boolean {
  return (children.serverEntry ?? []).map(serverValueOf).some((value) => value.length === 0 || value.some(isValue));
}

/** Whether a text in quotes or backticks holds anything, or a word stands there. */
export function isValue(token: IToken | undefined): boolean {
  return token !== undefined && token.image !== '""' && token.image !== "``";
}

function valueOf({ children }: EntryCstNode): readonly IToken[] {
  const { StringLiteral, RawString, plainText } = children;
  return StringLiteral ?? RawString ?? plainText?.flatMap(plainTextTokens) ?? [];
}

function serverValueOf({ children }: ServerEntryCstNode): readonly IToken[] {
  return children.StringLiteral ?? children.ServerText ?? [];
}
