import { isAlias, isCollection, isMap, isScalar, parseDocument } from "yaml";
import type { Document, Pair, YAMLMap } from "yaml";
import { diagnose } from "../../diagnostics/diagnose.ts";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import type { SourceFile } from "../../text/source-file.ts";
import { spanOf } from "../../text/span.ts";
import { insertPairs, insertBelow, oneLine, rangeOf } from "./insert-yaml-pairs.ts";
import { withInsertions } from "./insertion.ts";
import type { Insertion } from "./insertion.ts";
import { unmerged } from "./merge.ts";
import type { Merge, MergeInput } from "./merge.ts";

/** What is found while the file is compared with what is wanted. */
interface Comparison {
  readonly source: SourceFile;
  readonly wanted: string;
  readonly document: Document;
  readonly insertions: Insertion[];
  /** The names of what is inserted. */
  readonly added: string[];
  /** What stands before a name of the section that is compared: `Auth.`. */
  readonly section: string;
  readonly diagnostics: Diagnostic[];
}

/** Adds to a configuration file the keys that it lacks. Keys are compared in any case, as go-zero reads them. */
export function mergeYaml({ source, wanted, lineEnd }: MergeInput): Merge {
  const { text } = source;
  const document = parseDocument(text, { prettyErrors: false });
  const refusal = refuse(document, source);
  if (refusal !== undefined) return unmerged(text, [refusal]);

  const { insertions, added, diagnostics } = compare(document, source, wanted);
  const merged = withInsertions(text, insertions, lineEnd);
  if (merged === text || isProven(merged, document, wanted)) return { text: merged, added, diagnostics };
  return unmerged(text, [notExact(source, 0, wanted.trim(), "its layout is not understood")]);
}

function refuse(document: Document, source: SourceFile): Diagnostic | undefined {
  const [problem] = document.errors;
  if (problem !== undefined) {
    const [start, end] = problem.pos;
    if (problem.code === "MULTIPLE_DOCS") {
      return diagnose("GEN2020", spanOf(source, start, end), { expected: "one YAML document", found: "a second one" });
    }
    return diagnose("GEN2022", spanOf(source, start, end), { language: "YAML", problem: problem.message });
  }
  if (isMap(document.contents) || isEmpty(document.contents)) return undefined;
  const found = isScalar(document.contents) ? "a single value" : "a list";
  return diagnose("GEN2020", spanOf(source, 0, 1), { expected: "keys with values", found });
}

function compare(document: Document, source: SourceFile, wanted: string): Comparison {
  const comparison: Comparison = { source, wanted, document, insertions: [], added: [], section: "", diagnostics: [] };
  const { contents } = parseDocument(wanted);
  if (!isMap(contents)) return comparison;
  if (isMap(document.contents)) compareMaps(document.contents, contents, comparison);
  else insertSection(undefined, contents.items, comparison);
  return comparison;
}

function compareMaps(existing: YAMLMap, wantedMap: YAMLMap, comparison: Comparison): void {
  const { source, wanted, document, insertions } = comparison;
  const missing: Pair[] = [];
  for (const pair of wantedMap.items) {
    const found = lookUp(existing, keyOf(pair), document);
    if (found === undefined) missing.push(pair);
    else if (isMap(pair.value)) compareSection(found, pair.value, comparison);
  }
  if (missing.length > 0) insertions.push(insertPairs(source.text, existing, { wanted, pairs: missing }));
  tellAdded(missing, comparison);
}

function tellAdded(pairs: readonly Pair[], { added, section }: Comparison): void {
  added.push(...pairs.map((pair) => section + keyOf(pair)));
}

/** Fills a section, or a whole file, in which nothing is written. */
function insertSection(found: Pair | undefined, pairs: readonly Pair[], comparison: Comparison): void {
  const { source, wanted, insertions } = comparison;
  insertions.push(insertBelow(source.text, found, { wanted, pairs }));
  tellAdded(pairs, comparison);
}

function compareSection(found: Pair, wantedMap: YAMLMap, comparison: Comparison): void {
  const { source, document, diagnostics } = comparison;
  const { value } = found;
  const within = { ...comparison, section: `${comparison.section}${keyOf(found)}.` };
  if (isMap(value)) return compareMaps(value, wantedMap, within);
  if (isEmpty(value)) return insertSection(found, wantedMap.items, within);
  const shared = isAlias(value) ? value.resolve(document) : undefined;
  const missing = wantedMap.items.filter(
    (pair) => !isMap(shared) || lookUp(shared, keyOf(pair), document) === undefined,
  );
  if (missing.length === 0) return;
  const reason = `${keyOf(found)} ${isAlias(value) ? "is shared with another section" : "is not a section"}`;
  diagnostics.push(notExact(source, rangeOf(found.key)[0], `${keyOf(found)}: ${oneLine(missing)}`, reason));
}

/** A key of the map or of one that it takes in by `<<`. */
function lookUp(map: YAMLMap, key: string, document: Document): Pair | undefined {
  const own = map.items.find((pair) => keyOf(pair).toLowerCase() === key.toLowerCase());
  if (own !== undefined) return own;
  for (const pair of map.items) {
    const merged = keyOf(pair) === "<<" && isAlias(pair.value) ? pair.value.resolve(document) : undefined;
    const found = isMap(merged) ? lookUp(merged, key, document) : undefined;
    if (found !== undefined) return found;
  }
  return undefined;
}

function keyOf(pair: Pair): string {
  return isScalar(pair.key) ? String(pair.key.value) : "";
}

/** Nothing is written there: `Auth:` with no more on the line, which is not the same as `Auth: ~`. */
function isEmpty(node: unknown): boolean {
  return (
    node === null || (isScalar(node) && node.value === null && (node.source ?? "") === "" && node.anchor === undefined)
  );
}

/** The merge is right if it can be read, holds all that was there and lacks nothing any more. */
function isProven(merged: string, before: Document, wanted: string): boolean {
  const after = parseDocument(merged, { prettyErrors: false });
  if (after.errors.length > 0 || !(isCollection(after.contents) && isMap(after.contents))) return false;
  const missing: Pair[] = [];
  const { contents } = parseDocument(wanted);
  if (isMap(contents)) missing.push(...contents.items.filter((pair) => !isWithin(after, pair)));
  return missing.length === 0 && holds(dataOf(after), dataOf(before));
}

function isWithin(document: Document, pair: Pair): boolean {
  return isMap(document.contents) && lookUp(document.contents, keyOf(pair), document) !== undefined;
}

/** Plain data; undefined for aliases that unfold into too much. */
function dataOf(document: Document): unknown {
  try {
    return document.toJS();
  } catch {
    return undefined;
  }
}

function holds(after: unknown, before: unknown): boolean {
  if (before === null) return true; // an empty section may have been filled
  if (!isRecord(before)) return JSON.stringify(after) === JSON.stringify(before);
  return isRecord(after) && Object.entries(before).every(([key, value]) => holds(after[key], value));
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function notExact(source: SourceFile, at: number, wanted: string, reason: string): Diagnostic {
  return diagnose("GEN2021", spanOf(source, at, at), { path: source.path, wanted, reason });
}
