import type { StructNode, TypeNode } from "../../api/ast.ts";
import { diagnose } from "../../diagnostics/diagnose.ts";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import { spanText } from "../../text/span.ts";
import type { Span } from "../../text/span.ts";
import { innermost } from "../api-type.ts";
import { requestStruct, requestTarget } from "../contract-request.ts";
import type { Contract, ContractRoute, ReadField } from "../contract.ts";
import { flatFields } from "../flat-fields.ts";
import { unaliased } from "../unaliased.ts";

/** Where a struct is written or read as JSON, whatever the tags of its fields say. */
interface JsonUse {
  readonly struct: StructNode;
  readonly direction: "request" | "response";
  /** The body that leads to it. */
  readonly place: Span;
}

/** Fields of a value that is JSON as a whole are JSON fields; others would be lost, or never be there. */
export function jsonField(contract: Contract): readonly Diagnostic[] {
  const told = new Set<unknown>();
  return jsonUses(contract).flatMap((use) =>
    flatFields(contract, use.struct).flatMap((field) => {
      if (!isFromElsewhere(field) || told.has(field.node)) return [];
      told.add(field.node);
      return [lostField(field, use)];
    }),
  );
}

function isFromElsewhere({ tag }: ReadField): boolean {
  return tag.bindings.length > 0 && tag.bindings.every((binding) => binding.source !== "json");
}

function lostField(field: ReadField, { direction, place }: JsonUse): Diagnostic {
  const { name, node, tag } = field;
  const span = node.tag?.span ?? name.span;
  const related = [{ message: "it is JSON here", span: place }];
  const values = {
    field: name.text,
    source: tag.bindings[0]?.source ?? "",
    body: spanText(place).split("\n")[0] ?? "",
  };
  if (direction === "response") return diagnose("API2031", span, values, { related });
  const isRequired = tag.bindings.some((binding) => !binding.optional && binding.default === undefined);
  return diagnose(isRequired ? "API2032" : "API2033", span, values, { related });
}

function jsonUses(contract: Contract): readonly JsonUse[] {
  const uses: JsonUse[] = [];
  const seen = { request: new Set<StructNode>(), response: new Set<StructNode>() };
  const pending = contract.routes.flatMap((route) => [...requestTypes(contract, route), ...responseTypes(route)]);
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const { direction, place } = next;
    const struct = structOf(contract, next.type);
    if (struct === undefined || seen[direction].has(struct)) continue;
    seen[direction].add(struct);
    uses.push({ struct, direction, place });
    for (const type of jsonTypes(contract, struct)) pending.push({ type, direction, place });
  }
  return uses;
}

interface JsonType extends Omit<JsonUse, "struct"> {
  readonly type: TypeNode;
}

/** The types of a struct's own JSON fields, or the body itself where the request is no struct. */
function requestTypes(contract: Contract, route: ContractRoute): readonly JsonType[] {
  const written = route.node.request?.type;
  if (written === undefined) return [];
  const struct = requestStruct(contract, route);
  const types = struct === undefined ? [requestTarget(contract, written)] : jsonTypes(contract, struct);
  return types.map((type) => ({ type, direction: "request", place: written.span }));
}

function responseTypes({ node }: ContractRoute): readonly JsonType[] {
  const type = node.response?.type;
  return type === undefined ? [] : [{ type, direction: "response", place: type.span }];
}

function jsonTypes(contract: Contract, struct: StructNode): readonly TypeNode[] {
  return flatFields(contract, struct)
    .filter(({ tag }) => tag.bindings.some((binding) => binding.source === "json"))
    .map((field) => field.node.type);
}

function structOf(contract: Contract, written: TypeNode): StructNode | undefined {
  const type = innermost(unaliased(contract, written));
  if (type.kind === "struct") return type;
  if (type.kind !== "name") return undefined;
  return contract.aliases.has(type.name) ? structOf(contract, type) : contract.structs.get(type.name);
}
