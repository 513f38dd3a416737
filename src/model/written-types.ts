import type { TypeNode } from "../api/ast.ts";
import type { Contract } from "./contract.ts";

/** Every type that stands in a contract: those of fields, those that have been given another name, those of bodies. */
export function writtenTypes({ allStructs, aliases, routes }: Contract): readonly TypeNode[] {
  const members = allStructs.flatMap((struct) => struct.members);
  const fields = members.flatMap((member) => (member.kind === "field" ? [member.type] : []));
  const bodies = routes.flatMap(({ node }) => [node.request?.type, node.response?.type]);
  return [...fields, ...aliases.values(), ...bodies.filter((type) => type !== undefined)];
}
