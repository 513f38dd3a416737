import { diagnose } from "../../diagnostics/diagnose.ts";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import { primitiveOf } from "../api-type.ts";
import { requestStruct } from "../contract-request.ts";
import type { Contract, ContractRoute, ReadField } from "../contract.ts";
import { flatFields } from "../flat-fields.ts";
import { pathParameters } from "../route-path.ts";
import { unaliased } from "../unaliased.ts";

/** What a field with a `path` tag asks for can come from a path. */
export function pathField(contract: Contract): readonly Diagnostic[] {
  const uses = contract.routes.map((route) => usedBy(contract, route));
  return [...contract.fields.values()].flatMap(([field]) => (field === undefined ? [] : check(contract, field, uses)));
}

interface Use {
  readonly tags: ReadonlySet<ReadField["tag"]>;
  readonly parameters: ReadonlySet<string>;
}

function usedBy(contract: Contract, route: ContractRoute): Use {
  const struct = requestStruct(contract, route);
  const fields = struct === undefined ? [] : flatFields(contract, struct);
  return {
    tags: new Set(fields.map(({ tag }) => tag)),
    parameters: new Set(pathParameters(route.fullPath).map(({ name }) => name)),
  };
}

function check(contract: Contract, { name, node, tag }: ReadField, uses: readonly Use[]): readonly Diagnostic[] {
  const binding = tag.bindings.find(({ source }) => source === "path");
  if (binding === undefined) return [];
  const span = node.tag?.span ?? name.span;
  const using = uses.filter(({ tags }) => tags.has(tag));
  const isAlwaysGiven = using.length > 0 && using.every(({ parameters }) => parameters.has(binding.name));
  const isIdle = binding.optional && tag.bindings.length === 1 && isAlwaysGiven;
  return [
    ...(isOneText(contract, node.type) ? [] : [diagnose("API2056", span, { field: name.text })]),
    ...(isIdle ? [diagnose("API2057", span, { name: binding.name })] : []),
  ];
}

/** Of a type that is not known it cannot be told. */
function isOneText(contract: Contract, written: ReadField["node"]["type"]): boolean {
  const type = unaliased(contract, written);
  if (type.kind === "pointer") return isOneText(contract, type.target);
  return type.kind === "name" && (primitiveOf(type.name) !== undefined || !contract.structs.has(type.name));
}
