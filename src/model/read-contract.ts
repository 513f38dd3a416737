import type { ApiFile, FieldNode, ServiceStatement, StructNode, TypeDeclaration, TypeNode } from "../api/ast.ts";
import { pathProblem } from "../api/path-syntax.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import type { ApiProgram } from "../load/load-api.ts";
import type { Contract, ContractRoute, ReadField } from "./contract.ts";
import { readFieldTag } from "./field-tag.ts";
import { readAliases } from "./read-aliases.ts";
import { cleanPath, readServer, resolveServer } from "./server-options.ts";

export interface ReadContract {
  readonly contract: Contract;
  readonly diagnostics: readonly Diagnostic[];
}

/** Takes a program apart and reads the tags and `@server` options in it. */
export function readContract(main: ApiFile, { files, complete, knowsAllTypes, wholeFiles }: ApiProgram): ReadContract {
  const diagnostics: Diagnostic[] = [];
  const statements = files.flatMap((file) => file.statements);
  const declarations = statements.flatMap((statement) => (statement.kind === "type" ? statement.declarations : []));
  const types = firstTypes(declarations);
  const allStructs = [...types.values()].flatMap(structsIn);
  const services = statements.filter((statement) => statement.kind === "service");
  const contract: Contract = {
    main,
    files,
    complete,
    knowsAllTypes,
    wholeFiles,
    declarations,
    structs: new Map([...types].filter((entry): entry is [string, StructNode] => entry[1].kind === "struct")),
    aliases: readAliases(types, diagnostics),
    allStructs,
    fields: readFields(allStructs, diagnostics),
    services,
    routes: services.flatMap((service) => routesOf(service, diagnostics)),
  };
  return { contract, diagnostics };
}

/** The type of each name; a second declaration is most often a copy of the first, with the same mistakes in it. */
function firstTypes(declarations: readonly TypeDeclaration[]): ReadonlyMap<string, TypeNode> {
  const types = new Map<string, TypeNode>();
  for (const { name, type } of declarations) {
    // A base type's name still means the base type.
    if (!types.has(name.text)) types.set(name.text, type);
  }
  return types;
}

function structsIn(type: TypeNode): readonly StructNode[] {
  switch (type.kind) {
    case "name":
    case "member":
    case "interface":
      return [];
    case "pointer":
      return structsIn(type.target);
    case "array":
      return structsIn(type.element);
    case "map":
      return [...structsIn(type.key), ...structsIn(type.value)];
    case "struct":
      return [type, ...type.members.flatMap((member) => (member.kind === "field" ? structsIn(member.type) : []))];
  }
}

function readFields(structs: readonly StructNode[], diagnostics: Diagnostic[]): Map<FieldNode, readonly ReadField[]> {
  const fields = new Map<FieldNode, readonly ReadField[]>();
  for (const node of structs.flatMap((struct) => struct.members)) {
    if (node.kind === "field") fields.set(node, readField(node, diagnostics));
  }
  return fields;
}

function readField(node: FieldNode, diagnostics: Diagnostic[]): readonly ReadField[] {
  return node.names.map((name, index) => {
    const read = readFieldTag(node.tag?.text ?? "", name.text, node.tag?.span ?? name.span);
    // The other names have the same tag.
    if (index === 0) for (const diagnostic of read.diagnostics) diagnostics.push(diagnostic);
    return { name, tag: read.tag, node };
  });
}

function routesOf(service: ServiceStatement, diagnostics: Diagnostic[]): readonly ContractRoute[] {
  const block = readServer(service.server, diagnostics);
  return service.routes.map((node) => {
    const server = resolveServer(block, readServer(node.server, diagnostics), node.jwt);
    const isPathSound = pathProblem(node.path.text) === undefined && pathProblem(server.prefix) === undefined;
    return {
      node,
      handler: node.handler.text.replace(/[Hh]andler$/, ""),
      server,
      isPathSound,
      fullPath: isPathSound ? cleanPath(`${server.prefix}/${node.path.text}`) : node.path.text,
    };
  });
}
