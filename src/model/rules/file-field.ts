import type { TypeNode } from "../../api/ast.ts";
import { diagnose } from "../../diagnostics/diagnose.ts";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import { spanText } from "../../text/span.ts";
import type { Binding } from "../api-spec.ts";
import { typeParts } from "../api-type.ts";
import { requestStruct } from "../contract-request.ts";
import type { Contract, ContractRoute, ReadField } from "../contract.ts";
import { isFileName, isFileOrFiles } from "../file-type.ts";
import { flatFields } from "../flat-fields.ts";

/** A file is a part of a multipart form: a field of a request, alone or in a list, with a form tag and no JSON beside it. */
export function fileField(contract: Contract): readonly Diagnostic[] {
  const fields = contract.allStructs.flatMap(({ members }) =>
    members.flatMap((member) => (member.kind === "field" ? [member] : [])),
  );
  const bodies = contract.routes.flatMap(({ node }) => [node.request?.type, node.response?.type]);
  return [
    ...[...contract.aliases.values(), ...fields.map(({ type }) => type)].flatMap((type) => checkType(contract, type)),
    ...bodies.flatMap((type) => (type !== undefined && holdsFile(contract, type) ? [misplaced(type)] : [])),
    ...fields.flatMap((node) => {
      const [field] = contract.fields.get(node) ?? [];
      return field !== undefined && isFileOrFiles(contract, node.type) ? checkTag(field) : [];
    }),
    ...contract.routes.flatMap((route) => jsonBesideFile(contract, route)),
  ];
}

function checkType(contract: Contract, type: TypeNode): readonly Diagnostic[] {
  return !holdsFile(contract, type) || isFileOrFiles(contract, type) ? [] : [misplaced(type)];
}

/** Whether a file is in a type. What another name hides is told where the name is declared, unless it is good there. */
function holdsFile(contract: Contract, type: TypeNode): boolean {
  return typeParts(type).some((part) => {
    if (part.kind !== "name") return false;
    const alias = contract.aliases.get(part.name);
    return alias === undefined ? isFileName(contract, part.name) : isFileOrFiles(contract, alias);
  });
}

function misplaced(type: TypeNode): Diagnostic {
  return diagnose("API2060", type.span, { found: spanText(type.span).split(/[\r\n]/)[0] ?? "" });
}

function checkTag({ name, node, tag }: ReadField): readonly Diagnostic[] {
  const span = node.tag?.span ?? name.span;
  const elsewhere = tag.bindings.find(({ source }) => source !== "form");
  if (elsewhere !== undefined) return [diagnose("API2061", span, { field: name.text, source: elsewhere.source })];
  return tag.bindings
    .flatMap(meaninglessOptions)
    .map((option) => diagnose("API2063", span, { field: name.text, option }));
}

function meaninglessOptions({ default: standIn, options, range }: Binding): readonly string[] {
  return [
    ...(standIn === undefined ? [] : ["default"]),
    ...(options === undefined ? [] : ["options"]),
    ...(range === undefined ? [] : ["range"]),
  ];
}

/** One body is a form or JSON, never both. */
function jsonBesideFile(contract: Contract, route: ContractRoute): readonly Diagnostic[] {
  const struct = requestStruct(contract, route);
  const type = route.node.request?.type;
  if (struct === undefined || type === undefined) return [];
  const fields = flatFields(contract, struct);
  const file = fields.find(({ node }) => isFileOrFiles(contract, node.type));
  const json = fields.find(
    ({ node, tag }) => !isFileOrFiles(contract, node.type) && tag.bindings.some(({ source }) => source === "json"),
  );
  if (file === undefined || json === undefined) return [];
  const related = [
    { message: `file ${file.name.text} is a part of a form`, span: file.name.span },
    { message: `field ${json.name.text} is JSON`, span: json.name.span },
  ];
  return [diagnose("API2062", type.span, { file: file.name.text, field: json.name.text }, { related })];
}
