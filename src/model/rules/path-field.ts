import { diagnose } from "../../diagnostics/diagnose.ts";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import { primitiveOf } from "../api-type.ts";
import { requestStruct } from "../contract-request.ts";
import type { FieldTag } from "../api-spec.ts";
import type { Contract, ReadField } from "../contract.ts";
import { flatFields } from "../flat-fields.ts";
import { pathParameters } from "../route-path.ts";
import { unaliased } from "../unaliased.ts";

/** What a field with a `path` tag asks for can come from a path. */
export function pathField(contract: Contract): readonly Diagnostic[] {
  const uses = usesByTag(contract);
  return [...contract.fields.values()].flatMap(([field]) =>
    field === undefined ? [] : check(contract, field, uses.get(field.tag) ?? []),
  );
}

/** The parameters of a route's path. */
type Parameters = ReadonlySet<string>;

/** For each field of a request, the parameters of the routes that take it. */
function usesByTag(contract: Contract): ReadonlyMap<FieldTag, readonly Parameters[]> {
  const uses = new Map<FieldTag, Parameters[]>();
  for (const route of contract.routes.filter(({ isPathSound }) => isPathSound)) {
    const struct = requestStruct(contract, route);
    const parameters = new Set(pathParameters(route.fullPath).map(({ name }) => name));
    for (const { tag } of struct === undefined ? [] : flatFields(contract, struct)) {
      const known = uses.get(tag);
      if (known === undefined) uses.set(tag, [parameters]);
      else known.push(parameters);
    }
  }
  return uses;
}

function check(contract: Contract, field: ReadField, uses: readonly Parameters[]): readonly Diagnostic[] {
  const { name, node, tag } = field;
  const binding = tag.bindings.find(({ source }) => source === "path");
  if (binding === undefined) return [];
  const span = node.tag?.span ?? name.span;
  const isAlwaysGiven = uses.length > 0 && uses.every((parameters) => parameters.has(binding.name));
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
