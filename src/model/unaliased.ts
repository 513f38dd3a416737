import type { TypeNode } from "../api/ast.ts";
import type { Contract } from "./contract.ts";

/** What a type is when it is the name of another type. */
export function unaliased({ aliases }: Pick<Contract, "aliases">, type: TypeNode): TypeNode {
  let current = type;
  for (let next = aliasOf(aliases, current); next !== undefined; next = aliasOf(aliases, current)) current = next;
  return current;
}

function aliasOf(aliases: Contract["aliases"], type: TypeNode): TypeNode | undefined {
  return type.kind === "name" ? aliases.get(type.name) : undefined;
}
