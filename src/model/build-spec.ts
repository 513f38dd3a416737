import type { DocNode, MemberNode, StructNode, TypeNode } from "../api/ast.ts";
import type {
  ApiSpec,
  Documentation,
  FieldTag,
  HttpMethod,
  Member,
  Property,
  Route,
  StructType,
  Type,
} from "./api-spec.ts";
import { primitiveOf } from "./api-type.ts";
import { requestTarget } from "./contract-request.ts";
import type { Contract, ContractRoute, ReadField } from "./contract.ts";
import { isFile, isFileOrFiles } from "./file-type.ts";
import { typeSpelling } from "./type-spelling.ts";
import { unaliased } from "./unaliased.ts";
import { validationRules } from "./validation-rules.ts";
import { spanOf } from "../text/span.ts";

/** What a contract without errors means. */
export function buildSpec(contract: Contract): ApiSpec {
  const service = contract.services[0]?.name;
  return {
    source: contract.main.source.path.replace(/^.*[/\\]/, ""),
    info: infoOf(contract),
    types: typesOf(contract),
    service: service?.text ?? "",
    serviceSpan: service?.span ?? spanOf(contract.main.source, 0, 0),
    routes: contract.routes.map((route) => routeOf(contract, route)),
  };
}

/** That of the main file; an imported file has its own, which is about itself. */
function infoOf({ main }: Contract): readonly Property[] {
  return main.statements.flatMap((statement) =>
    statement.kind === "info" ? statement.entries.map(({ key, value }) => ({ key: key.text, value })) : [],
  );
}

function typesOf(contract: Contract): readonly StructType[] {
  return contract.declarations.flatMap(({ name, type, documentation, span }) =>
    type.kind === "struct" ? [{ name: name.text, documentation, members: membersOf(contract, type), span }] : [],
  );
}

function membersOf(contract: Contract, struct: StructNode): readonly Member[] {
  return struct.members.flatMap((member) => memberOf(contract, member, struct));
}

function memberOf(contract: Contract, node: MemberNode, struct: StructNode): readonly Member[] {
  if (node.kind === "embedded") {
    return [{ kind: "embedded", name: node.name.text, pointer: node.pointer, span: node.span }];
  }
  const type = resolveType(contract, node.type);
  return distinctFields(contract.fields.get(node) ?? []).map((field) => {
    const { name, tag } = field;
    const { rules } = validationRules(contract, struct, field);
    return {
      kind: "field",
      name: name.text,
      type,
      tag: isFileOrFiles(contract, node.type) ? fileTag(tag) : tag,
      rules,
      documentation: node.documentation.length > 0 ? node.documentation : description(tag),
      span: node.span,
    };
  });
}

/** Of several names with one tag that names the value, the first; the others would be the same property. */
function distinctFields(fields: readonly ReadField[]): readonly ReadField[] {
  const [first] = fields;
  const wireName = first?.tag.bindings[0]?.name;
  return fields.filter(
    (field) => field === first || field.tag.bindings[0]?.name !== wireName || wireName === undefined,
  );
}

/** A file comes in the body, which the query's values do not. */
function fileTag({ bindings, other }: FieldTag): FieldTag {
  return { bindings: bindings.map((binding) => ({ ...binding, source: "file" })), other };
}

/** A field may be described in its tag, as tools that make documents ask for. */
function description({ other }: FieldTag): Documentation {
  return linesOf(other.find(({ key }) => key === "description")?.value ?? "");
}

function resolveType(contract: Contract, written: TypeNode): Type {
  const node = unaliased(contract, written);
  switch (node.kind) {
    case "name": {
      const primitive = primitiveOf(node.name);
      if (primitive !== undefined) return { kind: "primitive", name: primitive };
      if (isFile(contract, node)) return { kind: "file" };
      return node.name === "any" ? { kind: "any" } : { kind: "reference", name: node.name };
    }
    case "member": // only time.Time has passed the rules
      return { kind: "time" };
    case "interface":
      return { kind: "any" };
    case "pointer":
      return { kind: "pointer", target: resolveType(contract, node.target) };
    case "array":
      return {
        kind: "array",
        element: resolveType(contract, node.element),
        length: node.length === "" ? undefined : Number(node.length),
      };
    case "map":
      return { kind: "map", key: resolveType(contract, node.key), value: resolveType(contract, node.value) };
    case "struct":
      return { kind: "struct", members: membersOf(contract, node) };
  }
}

function routeOf(contract: Contract, { node, handler, server, fullPath }: ContractRoute): Route {
  const request = node.request?.type;
  const response = node.response?.type;
  return {
    method: methodOf(node.method.text),
    path: node.path.text,
    fullPath,
    handler,
    handlerSpan: node.handler.span,
    request: request && resolveType(contract, requestTarget(contract, request)),
    response: response && resolveType(contract, response),
    spelling: {
      handler: node.handler.text,
      request: spelled(node.request?.type),
      response: spelled(response),
    },
    summary: summaryOf(node.doc),
    documentation: [...linesOf(summaryOf(node.doc) ?? ""), ...node.documentation],
    docProperties: (node.doc?.entries ?? []).map(({ key, value }) => ({ key: key.text, value })),
    server,
    span: node.span,
  };
}

const methods: readonly HttpMethod[] = ["get", "head", "post", "put", "patch", "delete", "connect", "options", "trace"];

/** The grammar lets only these words stand in a method's place. */
function methodOf(text: string): HttpMethod {
  return methods.find((method) => method === text) ?? "get";
}

function spelled(type: TypeNode | undefined): string {
  return type === undefined ? "" : typeSpelling(type);
}

function summaryOf(doc: DocNode | undefined): string | undefined {
  return doc?.text ?? doc?.entries.find((entry) => entry.key.text === "summary")?.value;
}

function linesOf(text: string): Documentation {
  return text
    .split(/\r\n|\n|\r/)
    .map((line) => line.trim())
    .filter((line) => line !== "");
}
