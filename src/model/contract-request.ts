import type { StructNode, TypeNode } from "../api/ast.ts";
import type { Contract, ContractRoute } from "./contract.ts";
import { unaliased } from "./unaliased.ts";

/** What a request type is without pointers before it: `(*Req)` takes the same as `(Req)`. */
export function requestTarget(contract: Pick<Contract, "aliases">, written: TypeNode): TypeNode {
  const type = unaliased(contract, written);
  return type.kind === "pointer" ? requestTarget(contract, type.target) : type;
}

/** The struct whose fields are read from a route's request; undefined also if it is not declared. */
export function requestStruct(contract: Contract, { node }: ContractRoute): StructNode | undefined {
  if (node.request?.type === undefined) return undefined;
  const target = requestTarget(contract, node.request.type);
  return target.kind === "name" ? contract.structs.get(target.name) : undefined;
}
