import { diagnose } from "../../diagnostics/diagnose.ts";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import { requestStruct } from "../contract-request.ts";
import { routeText } from "../contract.ts";
import type { Contract, ContractRoute } from "../contract.ts";
import { isFileOrFiles } from "../file-type.ts";
import { flatFields } from "../flat-fields.ts";
import type { FlatField } from "../flat-fields.ts";
import { meantSource } from "../meant-source.ts";

const methods: ReadonlySet<string> = new Set(["get", "head", "trace"]);

/** A method that clients send without a body has a request without one. */
export function bodyOfGet(contract: Contract): readonly Diagnostic[] {
  return contract.routes.filter(({ node }) => methods.has(node.method.text)).flatMap((route) => check(contract, route));
}

function check(contract: Contract, route: ContractRoute): readonly Diagnostic[] {
  const type = route.node.request?.type;
  if (type === undefined) return [];
  const values = { route: routeText(route), method: route.node.method.text };
  const struct = requestStruct(contract, route);
  if (struct === undefined) {
    return type.kind === "array" || type.kind === "map" ? [diagnose("API3030", type.span, values)] : [];
  }
  const field = flatFields(contract, struct).find((candidate) => isReadFromBody(contract, candidate));
  if (field === undefined) return [];
  const related = [{ message: `field ${field.name.text} is read from the body`, span: field.name.span }];
  if (isFileOrFiles(contract, field.node.type)) return [diagnose("API3030", type.span, values, { related })];
  const help = `write its tag as form:"${field.tag.bindings[0]?.name ?? ""}" to read it from the query`;
  return [diagnose("API3030", type.span, values, { related, help })];
}

/** Not where the tag's key is misspelt: what was meant may well be read from elsewhere. */
function isReadFromBody(contract: Contract, { node, tag }: FlatField): boolean {
  if (isFileOrFiles(contract, node.type)) return true;
  const isMisspelt = tag.other.some(({ key }) => meantSource(key) !== undefined);
  return !isMisspelt && tag.bindings.length === 1 && tag.bindings[0]?.source === "json";
}
