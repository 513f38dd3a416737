import type { Name, StructNode, TypeNode } from "../../api/ast.ts";
import { diagnose } from "../../diagnostics/diagnose.ts";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import type { Contract } from "../contract.ts";

/** Longest row of structs that each hold a value of the next. */
export const depthLimit = 100;

/** No struct holds a value of itself, nor so long a row of others that what walks along it would fail. */
export function recursiveType({ declarations, structs }: Contract): readonly Diagnostic[] {
  const search: Search = { structs, finished: new Set(), tooDeep: [], diagnostics: [] };
  for (const { name, type } of declarations) {
    if (structs.get(name.text) === type) visit(name.text, [], search);
  }
  return [...search.diagnostics, ...search.tooDeep.slice(0, 1)];
}

interface Search {
  readonly structs: Contract["structs"];
  readonly finished: Set<string>;
  readonly tooDeep: Diagnostic[];
  readonly diagnostics: Diagnostic[];
}

function visit(name: string, way: readonly string[], search: Search): void {
  const struct = search.structs.get(name);
  if (struct === undefined || search.finished.has(name)) return;
  for (const { text, span } of held(struct)) {
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
function held(struct: StructNode): readonly Name[] {
  return struct.members.flatMap((member) => (member.kind === "embedded" ? [member.name] : heldBy(member.type)));
}

function heldBy(type: TypeNode): readonly Name[] {
  switch (type.kind) {
    case "name":
      return [{ text: type.name, span: type.span }];
    case "struct":
      return held(type);
    case "array":
      return type.length === "" ? [] : heldBy(type.element);
    case "pointer":
    case "map":
    case "member":
    case "interface":
      return [];
  }
}
