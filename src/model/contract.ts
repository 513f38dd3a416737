import type {
  ApiFile,
  FieldNode,
  Name,
  RouteNode,
  ServiceStatement,
  StructNode,
  TypeDeclaration,
  TypeNode,
} from "../api/ast.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import type { SourceFile } from "../text/source-file.ts";
import type { FieldTag, ServerOptions } from "./api-spec.ts";
import { pathShape } from "./route-path.ts";

/** A program taken apart, names not yet checked: what the rules look at. */
export interface Contract {
  readonly main: ApiFile;
  readonly files: readonly ApiFile[];
  /** Whether every file was understood whole; if not, something missing may stand in what was left out. */
  readonly complete: boolean;
  /** Whether every declared type is among them, whatever else is wrong. */
  readonly knowsAllTypes: boolean;
  /** The files of which the same can be said, taken with what they import. */
  readonly wholeFiles: ReadonlySet<SourceFile>;
  /** Every declaration, also a second one of a name. */
  readonly declarations: readonly TypeDeclaration[];
  /** The first struct of each name. */
  readonly structs: ReadonlyMap<string, StructNode>;
  /** The types that are no struct and have been given a name: `type Ids []int64`. */
  readonly aliases: ReadonlyMap<string, TypeNode>;
  /** All structs, those without a name too, each before the ones inside it; not those of a second declaration of a name. */
  readonly allStructs: readonly StructNode[];
  /** The fields of a node, one for each of its names, with their tags read. */
  readonly fields: ReadonlyMap<FieldNode, readonly ReadField[]>;
  readonly services: readonly ServiceStatement[];
  readonly routes: readonly ContractRoute[];
}

export interface ReadField {
  readonly name: Name;
  readonly tag: FieldTag;
  readonly node: FieldNode;
}

export interface ContractRoute {
  readonly node: RouteNode;
  /** Without a `Handler` suffix. */
  readonly handler: string;
  readonly server: ServerOptions;
  /** Whether the path and its prefix mean something; if not, that is told, and nothing else is to be said of the path. */
  readonly isPathSound: boolean;
  readonly fullPath: string;
}

/** Looks for one kind of mistake. */
export type ApiRule = (contract: Contract) => readonly Diagnostic[];

/** The same for all routes that answer the same requests: names of path parameters make no difference. */
export function routeKey(route: ContractRoute): string {
  return `${route.node.method.text} ${pathShape(route.fullPath)}`;
}

/** `get /users/:id`, as messages name a route. */
export function routeText(route: ContractRoute): string {
  return `${route.node.method.text} ${route.fullPath}`;
}
