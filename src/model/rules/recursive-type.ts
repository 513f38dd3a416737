import type { Name, StructNode, TypeNode } from "../../api/ast.ts";
import { diagnose } from "../../diagnostics/diagnose.ts";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import type { Contract } from "../contract.ts";
import { unaliased } from "../unaliased.ts";

/** Longest row of structs that each hold a value of the next. */
const depthLimit = 100;

/** No struct holds a value of itself, nor so long a row of others that what walks along it would fail. */
export function recursiveType(contract: Contract): readonly Diagnostic[] {
  const search: Search = { contract, finished: new Set(), tooDeep: [], diagnostics: [] };
  for (const name of contract.structs.keys()) visit(name, [], search);
  return [...search.diagnostics, ...search.tooDeep.slice(0, 1)];
}

interface Search {
  readonly contract: Contract;
  readonly finished: Set<string>;
  readonly tooDeep: Diagnostic[];
  readonly diagnostics: Diagnostic[];
}

function visit(name: string, way: readonly string[], search: Search): void {
  const struct = search.contract.structs.get(name);
  if (struct === undefined || search.finished.has(name)) return;
  for (const { text, span } of held(search.contract, struct)) {
    const index = [...way, name].indexOf(text);
    if (index < 0 && way.length >= depthLimit) search.tooDeep.push(diagnose("API1005", span, { limit: depthLimit }));
    else if (index < 0) visit(text, [...way, name], search);
    else {
      const path = [...way, name, text].slice(index).join(" > ");
      search.diagnostics.push(diagnose("API2009", span, { path }));
    }
  }
  search.finished.add(name);
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
