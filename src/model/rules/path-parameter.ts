import type { TypeNode } from "../../api/ast.ts";
import { diagnose } from "../../diagnostics/diagnose.ts";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import { routeText } from "../contract.ts";
import type { Contract, ContractRoute } from "../contract.ts";
import { flatFields } from "../flat-fields.ts";

/** The parameters of a path and the `path` tags of the request type are the same. */
export function pathParameter(contract: Contract): readonly Diagnostic[] {
  return contract.routes.flatMap((route) => checkRoute(contract, route));
}

function checkRoute(contract: Contract, route: ContractRoute): readonly Diagnostic[] {
  const { node, fullPath } = route;
  const parameters = fullPath.split("/").flatMap((segment) => (segment.startsWith(":") ? [segment.slice(1)] : []));
  const bindings = pathBindings(contract, node.request?.type);
  const twice = parameters.filter((name, index) => parameters.indexOf(name) < index);
  const unread = [...new Set(parameters)].filter((name) => !bindings.some((binding) => binding.name === name));
  const unfilled = bindings.filter(({ name, isRequired }) => isRequired && !parameters.includes(name));
  return [
    ...twice.map((name) => diagnose("API3020", node.path.span, { parameter: `:${name}` })),
    ...(contract.complete ? unread : []).map((name) =>
      diagnose("API3004", node.path.span, { parameter: `:${name}`, route: routeText(route) }),
    ),
    ...unfilled.map(({ name, span }) => {
      const related = [{ message: "the field is declared here", span }];
      return diagnose("API3005", node.path.span, { name, route: routeText(route) }, { related });
    }),
  ];
}

function pathBindings(contract: Contract, type: TypeNode | undefined) {
  const target = type?.kind === "pointer" ? type.target : type;
  const struct = target?.kind === "name" ? contract.structs.get(target.name) : undefined;
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
