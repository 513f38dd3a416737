import type { IToken } from "chevrotain";
import { diagnose } from "../diagnostics/diagnose.ts";
import { joinSpans } from "../text/span.ts";
import type { Entry, Name } from "./ast.ts";
import { literalOf, nameOf, tokenSpan } from "./building.ts";
import type { Building } from "./building.ts";
import type { EntryCstNode, ServerEntryCstNode } from "./cst.d.ts";

/** The entries of `info` or `@doc`. */
export function entriesOf(building: Building, nodes: readonly EntryCstNode[]): readonly Entry[] {
  const entries = nodes.flatMap((node) => entryOf(building, node) ?? []);
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

function entryOf(building: Building, { children }: EntryCstNode): Entry | undefined {
  const key = nameOf(building, children.Name?.[0]);
  if (key === undefined) return undefined;
  const text = literalOf(building, children.StringLiteral?.[0] ?? children.RawString?.[0]);
  if (text !== undefined) return { key, value: text.text, quoted: true, valueSpan: text.span };
  const word = nameOf(building, children.Value?.[0]);
  if (word !== undefined) return { key, value: word.text, quoted: false, valueSpan: word.span };
  return withoutValue(building, key, children.Colon?.[0]);
}

/** The entries of `@server`. Keys given twice are told later: they belong to the meaning of a route's options. */
export function serverEntriesOf(building: Building, nodes: readonly ServerEntryCstNode[]): readonly Entry[] {
  return nodes.flatMap((node) => serverEntryOf(building, node) ?? []);
}

function serverEntryOf(building: Building, { children }: ServerEntryCstNode): Entry | undefined {
  const key = nameOf(building, children.ServerWord?.[0]);
  if (key === undefined) return undefined;
  if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(key.text)) {
    building.diagnostics.push(diagnose("API1001", key.span, { expected: "a key", found: `"${key.text}"` }));
    return undefined;
  }
  const parts = (children.serverValuePart ?? []).flatMap(
    ({ children: part }) => part.ServerWord?.[0] ?? part.Comma?.[0] ?? part.StringLiteral?.[0] ?? [],
  );
  const [first] = parts;
  const last = parts.at(-1);
  if (first === undefined || last === undefined) return withoutValue(building, key, children.Colon?.[0]);
  const valueSpan = joinSpans(tokenSpan(building.source, first), tokenSpan(building.source, last));
  if (parts.length === 1 && first.image.startsWith('"')) {
    return { key, value: first.image.slice(1, -1), quoted: true, valueSpan };
  }
  const value = joined(parts);
  if (!isBareValue(value)) {
    building.diagnostics.push(diagnose("API1007", valueSpan, { key: key.text }));
    return undefined;
  }
  return { key, value, quoted: false, valueSpan };
}

/** White space may stand around `,`, `-` and `/`; between two words it stays, and makes the value a malformed one. */
function joined(parts: readonly IToken[]): string {
  return parts
    .map((part) => part.image)
    .join(" ")
    .replaceAll(/ ?([,/-]) ?/g, "$1");
}

const bareValues = [
  /^[0-9]+[0-9A-Za-z\u00b5]*$/, // 3s, 1m30s, 1048576; whether it is one is seen where it is used
  /^[A-Za-z_]\w*(?:,[A-Za-z_]\w*)*$/, // Auth or Log,Cors
  /^\/?:?[A-Za-z_]\w*(?:[-.]\w+)*(?:\/:?[A-Za-z_]\w*(?:[-.]\w+)*)*$/, // /api/v1, user/admin, a-b
];

function isBareValue(value: string): boolean {
  return bareValues.some((pattern) => pattern.test(value));
}

function withoutValue(building: Building, key: Name, colon: IToken | undefined): undefined {
  // Without a colon the parser has said so already.
  if (colon === undefined || colon.isInsertedInRecovery === true) return undefined;
  building.diagnostics.push(diagnose("API1006", key.span, { key: key.text }));
  return undefined;
}
