import type { IToken } from "chevrotain";
import { diagnose } from "../diagnostics/diagnose.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { joinSpans, spanText } from "../text/span.ts";
import type { Span } from "../text/span.ts";
import type { Entry, Name } from "./ast.ts";
import { literalOf, nameOf, soundNodes, tokenSpan } from "./building.ts";
import type { Building } from "./building.ts";
import type { DocCstNode, EntryCstNode, InfoCstNode, ServerCstNode, ServerEntryCstNode } from "./cst.d.ts";
import { plainTextTokens } from "./plain-text-tokens.ts";

/** The entries of `info` or `@doc`. */
export function entriesOf(building: Building, list: InfoCstNode | DocCstNode): readonly Entry[] {
  const entries = soundNodes(building, list, list.children.entry).flatMap(
    (node) => entryOf(building, list, node) ?? [],
  );
  const first = new Map<string, Entry>();
  for (const entry of entries) {
    const earlier = first.get(entry.key.text);
    if (earlier === undefined) first.set(entry.key.text, entry);
    else {
      const related = [{ message: "first given here", span: earlier.key.span }];
      building.diagnostics.push(diagnose("API1013", entry.key.span, { key: entry.key.text }, { related }));
    }
  }
  return entries;
}

function entryOf(building: Building, list: InfoCstNode | DocCstNode, { children }: EntryCstNode): Entry | undefined {
  const key = nameOf(building, children.Name?.[0]);
  if (key === undefined) return undefined;
  const value = valueOf(building, children) ?? commentInstead(building, key, children.Colon?.[0]);
  if (value === undefined) {
    building.diagnostics.push(diagnose("API1006", key.span, { key: key.text }));
    return undefined;
  }
  if (!value.quoted && !isName(value.value)) building.diagnostics.push(unquoted(list, key, value));
  if (children.Colon === undefined) {
    const help = `write ${key.text}: ${spanText(value.valueSpan)}`;
    building.diagnostics.push(diagnose("API1017", key.span, { key: key.text }, { help }));
  }
  return { key, ...value };
}

type Value = Pick<Entry, "value" | "quoted" | "valueSpan">;

function valueOf(building: Building, children: EntryCstNode["children"]): Value | undefined {
  const text = literalOf(building, children.StringLiteral?.[0] ?? children.RawString?.[0]);
  if (text !== undefined) return { value: text.text, quoted: true, valueSpan: text.span };
  const parts = children.plainText?.flatMap(plainTextTokens) ?? [];
  const valueSpan = spanOfTokens(building, parts);
  if (valueSpan === undefined) return undefined;
  return { value: textOf(parts), quoted: false, valueSpan };
}

/** goctl's own template of a contract has a comment where the value is to be written. */
function commentInstead({ source, diagnostics }: Building, key: Name, colon: IToken | undefined): Value | undefined {
  const comment = /:[ \t]*\/[/*]/y;
  comment.lastIndex = colon?.startOffset ?? source.text.length;
  if (!comment.test(source.text)) return undefined;
  diagnostics.push(diagnose("API1030", key.span, { key: key.text }, { help: `write ${key.text}: "" or a text` }));
  return { value: "", quoted: true, valueSpan: key.span };
}

/** In an older dialect a value went up to the end of its line. In `@doc` a number stays the mistake that it is for goctl. */
function unquoted(list: InfoCstNode | DocCstNode, key: Name, { value, valueSpan }: Value): Diagnostic {
  if (list.name === "doc" && /^\d/.test(value)) return diagnose("API1007", valueSpan, { key: key.text, value });
  return diagnose("API1018", valueSpan, {}, { help: `write "${value}"` });
}

/** The entries of `@server`. Keys given twice are told later: they belong to the meaning of a route's options. */
export function serverEntriesOf(building: Building, list: ServerCstNode): readonly Entry[] {
  return soundNodes(building, list, list.children.serverEntry).flatMap((node) => serverEntryOf(building, node) ?? []);
}

function serverEntryOf(building: Building, { children }: ServerEntryCstNode): Entry | undefined {
  const key = serverKey(building, children.Name?.[0]);
  if (key === undefined) return undefined;
  const text = literalOf(building, children.StringLiteral?.[0]);
  if (text !== undefined) return { key, value: text.text, quoted: true, valueSpan: text.span };
  const parts = children.ServerText ?? [];
  const valueSpan = spanOfTokens(building, parts);
  if (valueSpan === undefined) {
    building.diagnostics.push(diagnose("API1006", key.span, { key: key.text }));
    return undefined;
  }
  const value = textOf(parts).replaceAll(/ ?([,/-]) ?/g, "$1"); // white space may stand around these
  if (!isBareValue(value)) {
    building.diagnostics.push(diagnose("API1007", valueSpan, { key: key.text, value }, helpFor(value)));
    return undefined;
  }
  return { key, value, quoted: false, valueSpan };
}

/** Quotes make no number of what is none. */
function helpFor(value: string): { readonly help?: string } {
  if (value.endsWith(",")) return { help: "lines end without commas" };
  return /^-?[0-9]/.test(value) ? {} : { help: "put it in quotes if it has spaces or other signs in it" };
}

/** In an older dialect `group` was called `folder`. */
function serverKey(building: Building, token: IToken | undefined): Name | undefined {
  const key = nameOf(building, token);
  if (key?.text !== "folder") return key;
  building.diagnostics.push(diagnose("API1031", key.span, {}, { help: "write group" }));
  return { ...key, text: "group" };
}

/** The text of tokens, with one space where there is white space or a comment between two of them. */
function textOf(parts: readonly IToken[]): string {
  return parts
    .map((part, index) => {
      const previous = parts[index - 1];
      const isApart = previous !== undefined && part.startOffset > previous.startOffset + previous.image.length;
      return `${isApart ? " " : ""}${part.image}`;
    })
    .join("");
}

function spanOfTokens({ source }: Building, parts: readonly IToken[]): Span | undefined {
  const [first] = parts;
  const last = parts.at(-1);
  if (first === undefined || last === undefined) return undefined;
  return joinSpans(tokenSpan(source, first), tokenSpan(source, last));
}

const bareValues = [
  /^\/$/, // a prefix that changes nothing
  /^[0-9]+[0-9A-Za-z\u00b5]*$/, // 3s, 1m30s, 1048576; whether it is one is seen where it is used
  /^[\p{L}_][\p{L}\p{M}\p{Nd}_]*(?:[-,][\p{L}_][\p{L}\p{M}\p{Nd}_]*)*$/u, // Auth or Log,Cors or a-b,c
  /^\/?:?[A-Za-z_]\w*(?:[-.]\w+)*(?:\/:?[A-Za-z_]\w*(?:[-.]\w+)*)*$/, // /api/v1, user/admin, a-b
];

function isBareValue(value: string): boolean {
  return bareValues.some((pattern) => pattern.test(value));
}

function isName(text: string): boolean {
  return /^[A-Za-z_]\w*$/.test(text);
}
