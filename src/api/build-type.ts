import { diagnose } from "../diagnostics/diagnose.ts";
import { joinSpans, spanText } from "../text/span.ts";
import type { Span } from "../text/span.ts";
import type { MemberNode, StructNode, TypeDeclaration, TypeNode } from "./ast.ts";
import { literalOf, nameOf, nodeSpan, tokenSpan } from "./building.ts";
import type { Building } from "./building.ts";
import { linesAbove, linesBehind } from "./comments.ts";
import type { DataTypeCstNode, MemberCstNode, PrefixCstNode, StructCstNode, TypeDeclarationCstNode } from "./cst.d.ts";

/** Longest row of `*`, `[]` and `map[…]` before a type; each makes the tree one level deeper. */
const prefixLimit = 30;

export function typeDeclarationOf(building: Building, node: TypeDeclarationCstNode): TypeDeclaration | undefined {
  const name = nameOf(building, node.children.Name?.[0]);
  const type = typeOf(building, node.children.dataType?.[0]);
  if (name === undefined || type === undefined) return undefined;
  const documentation = linesAbove(building.source, building.comments, declarationStart(name.span));
  return { name, type, documentation, span: joinSpans(name.span, type.span) };
}

/** The comment of `type A {…}` stands above the word `type`. */
function declarationStart(name: Span): number {
  const before = /\btype[ \t]+$/.exec(name.source.text.slice(Math.max(0, name.start - 40), name.start));
  return name.start - (before?.[0].length ?? 0);
}

export function typeOf(building: Building, node: DataTypeCstNode | undefined): TypeNode | undefined {
  if (node === undefined) return undefined;
  const prefixes = node.children.prefix ?? [];
  const span = nodeSpan(building, node);
  if (prefixes.length > prefixLimit && span !== undefined) {
    building.diagnostics.push(diagnose("API1005", span, { limit: prefixLimit }));
    return undefined;
  }
  const core = coreOf(building, node);
  return prefixes.reduceRight<TypeNode | undefined>(
    (inner, prefix) => (inner === undefined ? undefined : prefixed(building, prefix, inner)),
    core,
  );
}

function coreOf(building: Building, { children }: DataTypeCstNode): TypeNode | undefined {
  if (children.struct?.[0] !== undefined) {
    const [word] = children.Struct ?? [];
    if (word !== undefined) {
      const help = "leave the word out";
      building.diagnostics.push(diagnose("API1016", tokenSpan(building.source, word), {}, { help }));
    }
    return structOf(building, children.struct[0]);
  }
  const [braces] = children.InterfaceBraces ?? [];
  if (braces !== undefined) return { kind: "interface", span: tokenSpan(building.source, braces) };
  const name = nameOf(building, children.Name?.[0]);
  if (name === undefined) return undefined;
  const member = nameOf(building, children.Member?.[0]);
  if (member === undefined) return { kind: "name", name: name.text, span: name.span };
  return { kind: "member", name: `${name.text}.${member.text}`, span: joinSpans(name.span, member.span) };
}

function prefixed(building: Building, prefix: PrefixCstNode, inner: TypeNode): TypeNode | undefined {
  const { children } = prefix;
  const start = nodeSpan(building, prefix);
  if (start === undefined) return undefined;
  const span = joinSpans(start, inner.span);
  if (children.Star !== undefined) return { kind: "pointer", target: inner, span };
  if (children.MapWord === undefined) {
    const length = children.Integer?.[0]?.image ?? children.Ellipsis?.[0]?.image ?? "";
    return { kind: "array", length, element: inner, span };
  }
  const key = typeOf(building, children.dataType?.[0]);
  return key && { kind: "map", key, value: inner, span };
}

function structOf(building: Building, node: StructCstNode): StructNode | undefined {
  const span = nodeSpan(building, node);
  const members: MemberNode[] = [];
  for (const child of node.children.member ?? []) {
    const member = memberOf(building, child);
    const previous = members.at(-1);
    if (member?.kind === "embedded" && previous !== undefined && !isLineBetween(previous.span, member.span)) {
      building.diagnostics.push(diagnose("API1027", member.span, { name: member.name.text }));
      return undefined;
    }
    if (member !== undefined) members.push(member);
  }
  return span && { kind: "struct", members, span };
}

function isLineBetween(first: Span, second: Span): boolean {
  return /[\r\n]/.test(first.source.text.slice(first.end, second.start));
}

function memberOf(building: Building, node: MemberCstNode): MemberNode | undefined {
  const { children } = node;
  const names = (children.Name ?? []).flatMap((token) => nameOf(building, token) ?? []);
  const [name] = names;
  const span = nodeSpan(building, node);
  if (name === undefined || span === undefined) return undefined;
  const tag = literalOf(building, children.RawString?.[0]);
  if (children.dataType === undefined) {
    return { kind: "embedded", name, pointer: children.Star !== undefined, tag, span };
  }
  const type = typeOf(building, children.dataType[0]);
  if (type === undefined) return undefined;
  return { kind: "field", names, type, tag, documentation: fieldLines(building, span), span };
}

/** A struct in place has a comment behind its brace that is about the struct's end, not about the field. */
function fieldLines({ source, comments }: Building, span: Span): readonly string[] {
  const above = linesAbove(source, comments, span.start);
  return spanText(span).includes("\n") ? above : [...above, ...linesBehind(source, comments, span.end)];
}
