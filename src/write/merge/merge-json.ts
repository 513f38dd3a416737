import { diagnose } from "../../diagnostics/diagnose.ts";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import { compareCodePoints } from "../../text/compare-code-points.ts";
import type { SourceFile } from "../../text/source-file.ts";
import { spanOf } from "../../text/span.ts";
import { withInsertions } from "./insertion.ts";
import type { Insertion } from "./insertion.ts";
import { insertMembers } from "./insert-json-members.ts";
import { jsonLayout } from "./json-layout.ts";
import type { JsonMember, JsonNode, JsonProblem } from "./json-layout.ts";
import { unmerged } from "./merge.ts";
import type { Merge, MergeInput } from "./merge.ts";

/** The sections of `package.json` that are added to; any other key is the user's as a whole once it is there. */
const sections: ReadonlySet<string> = new Set(["scripts", "dependencies", "devDependencies", "tsgoctl"]);

/** A package that one of these names is there, wherever we would put it. */
const dependencySections: readonly string[] = [
  "dependencies",
  "devDependencies",
  "peerDependencies",
  "optionalDependencies",
];

type Entries = readonly (readonly [key: string, value: unknown])[];

/** Adds to a `package.json` the keys, scripts and dependencies that it lacks. */
export function mergeJson({ source, wanted, lineEnd }: MergeInput): Merge {
  const { text } = source;
  const layout = jsonLayout(text);
  if ("problemAt" in layout) return unmerged(text, [unreadable(layout, source)]);
  if (layout.members === undefined) {
    return unmerged(text, [unreadable({ problemAt: layout.start, expected: "an object" }, source)]);
  }

  const missing: [string, unknown][] = [];
  const insertions: Insertion[] = [];
  const added: string[] = [];
  const diagnostics: Diagnostic[] = [];
  const wantedEntries = entriesOf(JSON.parse(wanted));
  for (const [key, value] of wantedEntries) {
    const member = memberOf(layout, key);
    const lacking = sections.has(key) ? entriesOf(value).filter(([name]) => !isThere(layout, key, name)) : [];
    const names = lacking.map(([name]) => `${key}.${name}`);
    if (member === undefined && !sections.has(key)) {
      missing.push([key, value]);
      added.push(key);
    } else if (key === "type" && member !== undefined) {
      diagnostics.push(...otherModules(member, source));
    } else if (lacking.length === 0) {
      continue;
    } else if (member === undefined) {
      missing.push([key, Object.fromEntries(lacking)]);
      added.push(...names);
    } else if (member.value.members === undefined) {
      diagnostics.push(notAnObject(member, lacking, source));
    } else {
      insertions.push(...insertMembers(text, member.value, placed(member.value, key, lacking)));
      added.push(...names);
    }
  }
  insertions.push(
    ...insertMembers(
      text,
      layout,
      missing.map(([key, value]) => ({ key, value, after: lastMember(layout) })),
    ),
  );
  return { text: withInsertions(text, insertions, lineEnd), added, diagnostics };
}

/** Dependencies are kept in order, other entries go to the end. */
function placed(
  section: JsonNode,
  name: string,
  entries: Entries,
): readonly { readonly key: string; readonly value: unknown; readonly after: JsonMember | undefined }[] {
  return entries.map(([key, value]) => {
    const sorted = dependencySections.includes(name);
    const after = sorted
      ? section.members?.findLast((member) => compareCodePoints(member.key, key) < 0)
      : lastMember(section);
    return { key, value, after };
  });
}

function isThere(layout: JsonNode, section: string, name: string): boolean {
  const places = dependencySections.includes(section) ? dependencySections : [section];
  return places.some((place) => {
    const node = memberOf(layout, place)?.value;
    return node !== undefined && memberOf(node, name) !== undefined;
  });
}

function memberOf(node: JsonNode, key: string): JsonMember | undefined {
  return node.members?.find((member) => member.key === key);
}

function lastMember(node: JsonNode): JsonMember | undefined {
  return node.members?.at(-1);
}

function entriesOf(value: unknown): Entries {
  return typeof value === "object" && value !== null ? Object.entries(value) : [];
}

function unreadable({ problemAt, expected }: JsonProblem, source: SourceFile): Diagnostic {
  const found = source.text[problemAt];
  const reason = found === undefined ? "the end of the file" : JSON.stringify(found);
  return diagnose("GEN2020", spanOf(source, problemAt, problemAt + 1), { expected, found: reason });
}

/** Every generated file is an ES module, while `npm init` may say `"commonjs"`: the service would neither compile nor start. */
function otherModules({ start, value }: JsonMember, source: SourceFile): readonly Diagnostic[] {
  const found: unknown = JSON.parse(source.text.slice(value.start, value.end));
  if (found === "module") return [];
  const reason = `its "type" is ${JSON.stringify(found)}, and the generated code is of ES modules`;
  const values = { path: source.path, wanted: '"type": "module" in its place', reason };
  return [diagnose("GEN2021", spanOf(source, start, value.end), values)];
}

function notAnObject(member: JsonMember, lacking: Entries, source: SourceFile): Diagnostic {
  const span = spanOf(source, member.start, member.value.end);
  const wanted = JSON.stringify(Object.fromEntries(lacking));
  return diagnose("GEN2021", span, { path: source.path, wanted, reason: `"${member.key}" is not an object` });
}
