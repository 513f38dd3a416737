import type { TypeNode } from "../api/ast.ts";
import { diagnose } from "../diagnostics/diagnose.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { isBaseType, typeParts } from "./api-type.ts";

/** Longest row of names that each stand for a type with the next in it. */
const depthLimit = 100;

/**
 * The types that are no struct, by the names they have been given. One that leads to itself is told and left out, so that
 * whoever follows the names comes to an end.
 */
export function readAliases(
  types: ReadonlyMap<string, TypeNode>,
  diagnostics: Diagnostic[],
): ReadonlyMap<string, TypeNode> {
  // A base type's name means the base type, whatever is declared.
  const named = [...types].filter(([name, type]) => type.kind !== "struct" && !isBaseType(name));
  const search: Search = { aliases: new Map(named), depths: new Map(), diagnostics };
  for (const [name] of named) visit(name, [], search);
  return new Map(named.filter(([name]) => (search.depths.get(name) ?? 0) <= depthLimit));
}

interface Search {
  readonly aliases: ReadonlyMap<string, TypeNode>;
  /** Length of the row that starts at each name; infinite for one without an end. */
  readonly depths: Map<string, number>;
  readonly diagnostics: Diagnostic[];
}

function visit(name: string, way: readonly string[], search: Search): number {
  const known = search.depths.get(name);
  if (known !== undefined) return known;
  const type = search.aliases.get(name);
  let depth = 1;
  for (const part of type === undefined ? [] : typeParts(type)) {
    if (part.kind === "name" && search.aliases.has(part.name)) {
      depth = Math.max(depth, 1 + depthOf(part, [...way, name], search));
    }
  }
  search.depths.set(name, depth);
  return depth;
}

function depthOf(part: TypeNode & { readonly kind: "name" }, way: readonly string[], search: Search): number {
  const index = way.indexOf(part.name);
  if (index >= 0) {
    search.diagnostics.push(diagnose("API2009", part.span, { path: [...way, part.name].slice(index).join(" > ") }));
    return Infinity;
  }
  const depth = way.length > depthLimit ? depthLimit : visit(part.name, way, search);
  if (depth === depthLimit) search.diagnostics.push(diagnose("API1005", part.span, { limit: depthLimit }));
  return depth;
}
