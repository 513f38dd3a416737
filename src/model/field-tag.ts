import { diagnose } from "../diagnostics/diagnose.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { nearestName } from "../text/nearest-name.ts";
import type { Span } from "../text/span.ts";
import { meantSource } from "./meant-source.ts";
import type { Binding, FieldTag, Property, Range, Source } from "./api-spec.ts";

export interface ReadTag {
  readonly tag: FieldTag;
  readonly diagnostics: readonly Diagnostic[];
}

/** Reads a Go struct tag, without its backticks, of the field with this Go name. */
export function readFieldTag(text: string, goName: string, span: Span): ReadTag {
  const diagnostics: Diagnostic[] = [];
  const pairs = tagPairs(text, span, diagnostics);
  const bindings = sources.flatMap((source) => {
    const pair = pairs.find(({ key }) => key === source);
    if (pair === undefined || pair.value === "-" || pair.value.startsWith("-,")) return [];
    return [bindingOf(source, pair.value, goName, { span, diagnostics })];
  });
  if (!pairs.some(({ key }) => sources.some((source) => source === key))) {
    // Go's own JSON takes a field without a key under its Go name; in go-zero no request could fill it from anywhere else.
    bindings.push(bindingOf("json", "", goName, { span, diagnostics }));
  }
  for (const { key } of pairs) misspeltKey(key, { span, diagnostics });
  const other = pairs.filter(({ key }) => !sources.some((source) => source === key));
  return { tag: { bindings, other }, diagnostics };
}

const sources: readonly Source[] = ["path", "form", "header", "json"];

interface Reporting {
  readonly span: Span;
  readonly diagnostics: Diagnostic[];
}

function tagPairs(text: string, span: Span, diagnostics: Diagnostic[]): readonly Property[] {
  const pairs = new Map<string, Property>();
  let rest = text.trim();
  while (rest !== "") {
    const match = /^([A-Za-z_][\w.-]*):"((?:[^"\\\n]|\\[^\n])*)"\s*/.exec(rest);
    if (match === null) {
      diagnostics.push(diagnose("API2016", span, { found: rest.split("\n")[0] ?? "" }));
      break;
    }
    const [whole, key = "", value = ""] = match;
    if (pairs.has(key)) diagnostics.push(diagnose("API2017", span, { key }));
    else pairs.set(key, { key, value: value.replaceAll(/\\(["\\])/g, "$1") });
    rest = rest.slice(whole.length);
  }
  return [...pairs.values()];
}

function misspeltKey(key: string, { span, diagnostics }: Reporting): void {
  const meant = meantSource(key);
  if (meant !== undefined) diagnostics.push(diagnose("API2036", span, { key }, { help: `did you mean ${meant}?` }));
}

function bindingOf(source: Source, value: string, goName: string, reporting: Reporting): Binding {
  const [name = "", ...texts] = splitOptions(value);
  let binding: Binding = {
    source,
    name: name === "" ? goName : name,
    optional: false,
    optionalWith: undefined,
    omitEmpty: false,
    asString: false,
    inherit: false,
    default: undefined,
    options: undefined,
    range: undefined,
  };
  for (const text of texts) {
    const change = optionOf(text, reporting);
    if (change !== undefined) binding = { ...binding, ...change };
    else if (text !== "") reporting.diagnostics.push(unknownOption(text, reporting.span));
  }
  return binding;
}

/** Commas in brackets, and those behind a backslash, do not separate. Either bracket closes either: `[1:5)`. */
function splitOptions(value: string): readonly string[] {
  const parts: string[] = [];
  let depth = 0;
  let part = "";
  for (const [index, character] of value.split("").entries()) {
    if (character === "[" || character === "(") depth++;
    else if (character === "]" || character === ")") depth--;
    if (character === "," && depth <= 0 && value.charAt(index - 1) !== "\\") {
      parts.push(part);
      part = "";
    } else part += character;
  }
  return [...parts, part].map((text) => text.trim().replaceAll("\\,", ","));
}

function optionOf(text: string, reporting: Reporting): Partial<Binding> | undefined {
  const [key = "", ...values] = text.split("=");
  const value = values.join("=").trim();
  switch (key.trim()) {
    case "optional":
      if (value === "") return { optional: true };
      return { optional: true, optionalWith: { name: value.replace(/^!/, ""), negated: value.startsWith("!") } };
    case "omitempty":
      return { omitEmpty: true };
    case "string":
      return { asString: true };
    case "inherit":
      return { inherit: true };
    case "default":
      return values.length === 0 ? withoutValue("default", {}, reporting) : defaultOf(value);
    case "options":
      return optionsOf(value, reporting);
    case "range":
      return rangeOf(value, reporting);
    case "env":
      return {}; // read by go-zero's configuration only
  }
  return undefined;
}

/** `default=` is go-zero's way to write none. */
function defaultOf(value: string): Partial<Binding> {
  return value === "" ? {} : { default: value };
}

function optionsOf(value: string, reporting: Reporting): Partial<Binding> {
  const options = optionList(value);
  return options.length === 0 ? withoutValue("options", { options }, reporting) : { options };
}

function withoutValue(option: string, change: Partial<Binding>, { span, diagnostics }: Reporting): Partial<Binding> {
  diagnostics.push(diagnose("API2055", span, { option }));
  return change;
}

function optionList(value: string): readonly string[] {
  const texts = /^\[.*\]$/.test(value) ? value.slice(1, -1).split(",") : value.split("|");
  return texts.map((text) => text.trim()).filter((text) => text !== "");
}

function rangeOf(text: string, { span, diagnostics }: Reporting): Partial<Binding> {
  const range = readRange(text);
  if (range !== undefined) return { range };
  diagnostics.push(diagnose("API2019", span, { range: text === "" ? "nothing" : text }));
  return {};
}

/** Undefined if it is malformed or no number can be in it. */
function readRange(text: string): Range | undefined {
  const match = /^([[(])\s*([^:\s]*)\s*:\s*([^:\s]*)\s*([\])])$/.exec(text);
  if (match === null) return undefined;
  const [, open, low = "", high = "", close] = match;
  const range: Range = {
    minimum: low === "" ? undefined : Number(low),
    minimumIncluded: open === "[",
    maximum: high === "" ? undefined : Number(high),
    maximumIncluded: close === "]",
  };
  return hasValues(range) ? range : undefined;
}

/** Not a number on either side compares as false, so that such a range has no values either. */
function hasValues({ minimum, minimumIncluded, maximum, maximumIncluded }: Range): boolean {
  if (minimum === undefined && maximum === undefined) return false;
  const low = minimum ?? -Infinity;
  const high = maximum ?? Infinity;
  return low < high || (low === high && minimumIncluded && maximumIncluded);
}

function unknownOption(option: string, span: Span): Diagnostic {
  const nearest = nearestName(option.split("=")[0] ?? "", knownOptions);
  return diagnose("API2018", span, { option }, nearest === undefined ? {} : { help: `did you mean ${nearest}?` });
}

const knownOptions = ["optional", "omitempty", "string", "inherit", "default", "options", "range", "env"];
