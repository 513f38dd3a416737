import type { IToken } from "chevrotain";

/** How the language writes what others write otherwise, for what is most often written out of habit. */
export function habitHelp(token: IToken, previous: IToken | undefined, expected: string): string | undefined {
  if (previous === undefined || previous.endLine !== token.startLine) return atLineStart.get(token.image);
  const before = previous.image;
  if (before.endsWith("`") && token.image === ",") return "fields stand on lines of their own, without commas";
  if (before === ")" && answerSigns.includes(token.image)) return "the answer of a route is written: returns (Type)";
  if (token.image === ":" && sources.includes(before)) return 'a tag stands in backticks: `json:"name"`';
  if (!/^\w+$/.test(before)) return undefined;
  return expected.startsWith("a field") ? behindField.get(token.image) : behindType.get(token.image);
}

const answerSigns = ["-", ":", "="];
const sources = ["json", "form", "path", "header"];

const typeHelp = "a type is declared by: type Name { … }";

const atLineStart: ReadonlyMap<string, string> = new Map([
  ["interface", typeHelp],
  ["struct", typeHelp],
  ["message", typeHelp],
  ["class", typeHelp],
  ["enum", 'there are no enums; the values of a field are listed in its tag: `json:"color,options=red|blue"`'],
  ["#", "a comment starts with //"],
]);

const behindType: ReadonlyMap<string, string> = new Map([
  ["<", "a list is written []Type, and a map map[string]Type"],
  ["[", "a list is written []Type"],
]);

const behindField: ReadonlyMap<string, string> = new Map([
  ...behindType,
  [":", "a field is written without a colon: Name string"],
  ["?", 'a field that may be missing has it in its tag: `json:"name,optional"`'],
]);
