import type { StructNode } from "../../api/ast.ts";
import { diagnose } from "../../diagnostics/diagnose.ts";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import { requestStruct, requestTarget } from "../contract-request.ts";
import { routeText } from "../contract.ts";
import type { Contract, ContractRoute } from "../contract.ts";
import { flatFields } from "../flat-fields.ts";
import { meantSource } from "../meant-source.ts";
import { parameterText, pathParameters } from "../route-path.ts";

/** The parameters of a path and the `path` tags of the request type are the same. */
export function pathParameter(contract: Contract): readonly Diagnostic[] {
  return contract.routes.flatMap((route) => (route.isPathSound ? checkRoute(contract, route) : []));
}

function checkRoute(contract: Contract, route: ContractRoute): readonly Diagnostic[] {
  const { node, fullPath } = route;
  const parameters = pathParameters(fullPath);
  const names = parameters.map(({ name }) => name);
  const bindings = pathBindings(contract, route);
  const twice = parameters.filter(({ name }, index) => names.indexOf(name) < index);
  const read = new Set([...bindings.map(({ name }) => name), ...misspeltNames(contract, route)]);
  const unread = parameters.filter(({ name }, index) => names.indexOf(name) === index && !read.has(name));
  const unfilled = bindings.filter(({ name, isRequired }) => isRequired && !names.includes(name));
  const [oneUnread, ...othersUnread] = unread;
  // One name on each side without the other's is one name misspelt.
  const meant = unfilled.length === 1 && othersUnread.length === 0 ? oneUnread : undefined;
  return [
    ...twice.map((parameter) => diagnose("API3020", node.path.span, { parameter: parameterText(parameter) })),
    ...(isWhole(contract, route) && meant === undefined ? unread : []).map((parameter) => {
      const values = { parameter: parameterText(parameter), route: routeText(route) };
      return diagnose("API3004", node.path.span, values, { help: `its tag is path:"${parameter.name}"` });
    }),
    ...unfilled.map(({ name, span }) => {
      const related = [{ message: "the field is declared here", span }];
      const help = meant && { help: `its tag for ${parameterText(meant)} is path:"${meant.name}"` };
      return diagnose("API3005", node.path.span, { name, route: routeText(route) }, { related, ...help });
    }),
  ];
}

/** Whether all fields of the request are known; a type that is not declared, or not where it should be, may well have the one that is missed. */
function isWhole(contract: Contract, route: ContractRoute): boolean {
  const type = route.node.request?.type;
  if (!contract.knowsAllTypes || type === undefined) return contract.knowsAllTypes;
  const target = requestTarget(contract, type);
  if (target.kind !== "name") return target.kind !== "struct";
  const struct = contract.structs.get(target.name);
  return struct !== undefined && embedsOnlyKnown(contract, struct);
}

function embedsOnlyKnown(contract: Contract, struct: StructNode): boolean {
  const reached = new Set([struct]);
  // A set that grows is walked to its last end.
  for (const { members } of reached) {
    for (const member of members) {
      if (member.kind === "field") continue;
      const embedded = contract.structs.get(member.name.text);
      if (embedded === undefined) return false;
      reached.add(embedded);
    }
  }
  return true;
}

/** What `Path:"id"` was meant to read, which is told at the tag. */
function misspeltNames(contract: Contract, route: ContractRoute): readonly string[] {
  const struct = requestStruct(contract, route);
  const fields = struct === undefined ? [] : flatFields(contract, struct);
  const misspelt = fields.flatMap(({ tag }) => tag.other).filter(({ key }) => meantSource(key) === "path");
  return misspelt.map(({ value }) => value.split(",")[0] ?? "");
}

function pathBindings(contract: Contract, route: ContractRoute) {
  const struct = requestStruct(contract, route);
  if (struct === undefined) return [];
  return flatFields(contract, struct).flatMap((field) =>
    field.tag.bindings
      .filter((binding) => binding.source === "path")
      .map((binding) => ({
        name: binding.name,
        // Another source can fill the field as well.
        isRequired: !binding.optional && binding.default === undefined,
        span: field.name.span,
      })),
  );
}
