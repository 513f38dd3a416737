import type { Name, StructNode, TypeNode } from "../../api/ast.ts";
import { diagnose } from "../../diagnostics/diagnose.ts";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import type { Contract } from "../contract.ts";
import { structDepthLimit } from "../flat-fields.ts";
import { unaliased } from "../unaliased.ts";

/** No struct holds a value of itself, nor so long a row of others that what walks along it would fail. */
export function recursiveType(contract: Contract): readonly Diagnostic[] {
  const search: Search = { contract, depths: new Map(), tooDeep: [], diagnostics: [] };
  for (const name of contract.structs.keys()) depthOf(name, [], search);
  return [...search.diagnostics, ...search.tooDeep.slice(0, 1)];
}

interface Search {
  readonly contract: Contract;
  /** Length of the row that starts at each struct, as far as it is allowed. */
  readonly depths: Map<string, number>;
  readonly tooDeep: Diagnostic[];
  readonly diagnostics: Diagnostic[];
}

function depthOf(name: string, way: readonly string[], search: Search): number {
  const struct = search.contract.structs.get(name);
  const known = search.depths.get(name);
  if (struct === undefined || known !== undefined) return known ?? 0;
  let depth = 1;
  for (const next of held(search.contract, struct)) {
    const beyond = depthBeyond(next, [...way, name], search);
    if (beyond >= structDepthLimit) {
      search.tooDeep.push(diagnose("API1005", next.span, { limit: structDepthLimit }));
    } else depth = Math.max(depth, 1 + beyond);
  }
  search.depths.set(name, depth);
  return depth;
}

function depthBeyond({ text, span }: Name, way: readonly string[], search: Search): number {
  const index = way.indexOf(text);
  if (index < 0) return way.length < structDepthLimit ? depthOf(text, way, search) : structDepthLimit;
  search.diagnostics.push(diagnose("API2009", span, { path: [...way, text].slice(index).join(" > ") }));
  return 0;
}

/** The types of which a struct holds a value; an embedded pointer too, as its fields become the struct's. */
function held(contract: Contract, struct: StructNode): readonly Name[] {
  return struct.members.flatMap((member) =>
    member.kind === "embedded" ? [member.name] : heldBy(contract, member.type),
  );
}

function heldBy(contract: Contract, written: TypeNode): readonly Name[] {
  const type = unaliased(contract, written);
  switch (type.kind) {
    case "name":
      return [{ text: type.name, span: written.span }];
    case "struct":
      return held(contract, type);
    case "array":
      return type.length === "" ? [] : heldBy(contract, type.element);
    case "pointer":
    case "map":
    case "member":
    case "interface":
      return [];
  }
}
