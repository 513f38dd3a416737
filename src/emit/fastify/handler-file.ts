import { ImportSet } from "../import-set.ts";
import { commentText, propertyName } from "../source-text.ts";
import { render } from "../templates/render.ts";
import { generatedFile } from "../typescript-file.ts";
import type { VirtualFile } from "../virtual-file.ts";
import { fieldProperty, isOptionalBinding, isOptionalProperty } from "../../model/field-property.ts";
import { accessName } from "./access-name.ts";
import { importedType, operationText } from "./operation.ts";
import type { FileTarget } from "./operation.ts";
import type { ProjectContext } from "./project-context.ts";
import { relativeImport } from "../../text/relative-import.ts";
import { requestFields } from "./request-fields.ts";
import type { NamedRoute } from "./route-names.ts";
import { fieldsFrom } from "./struct-fields.ts";
import type { BoundField } from "./struct-fields.ts";
import { isBytes } from "./type-text.ts";
import type { Route, Source, Type } from "../../model/api-spec.ts";

/** `internal/handler/loginhandler.ts`: from the request to the logic and back. */
export function handlerFile(named: NamedRoute, context: ProjectContext): VirtualFile {
  const target = handlerTarget(named, context);
  const { imports, path } = target;
  const { response } = named.route;
  const body = render("fastify/internal/handler/handler.ts", {
    operation: commentText(operationText(named)),
    handlerFunction: named.handlerFunction,
    ServiceContext: imports.type("ServiceContext", relativeImport(path, context.files.serviceContext)),
    parameters: parametersText(target),
    result: response === undefined || mayBeText(response) ? "void" : importedType(response, target),
    logicClass: imports.value(named.logicClass, relativeImport(path, named.logicFile)),
    requestContext: imports.value("requestContext", relativeImport(path, "internal/runtime/context.ts")),
    statements: statements(target),
  });
  return generatedFile(context.spec.source, { path, imports, body });
}

/** The handler that is being put together. */
export interface HandlerTarget extends FileTarget {
  readonly named: NamedRoute;
  readonly sources: readonly RequestSource[];
}

/** One part of the request that fields come from, and what Fastify calls it. */
interface RequestSource {
  readonly generic: "Params" | "Querystring" | "Headers" | "Body";
  /** How the handler reads it. */
  readonly access: string;
  /** None if the part is one value. */
  readonly fields: readonly BoundField[];
  /** Whether each field is found under the name of its property, so that the part can be taken over as a whole. */
  readonly isDirect: boolean;
}

export function handlerTarget(named: NamedRoute, context: ProjectContext): HandlerTarget {
  const path = named.handlerFile;
  return { named, context, imports: new ImportSet(), path, sources: requestSources(named, context) };
}

function requestSources({ route }: NamedRoute, { structs }: ProjectContext): readonly RequestSource[] {
  const { request } = route;
  if (request !== undefined && request.kind !== "reference") {
    return [{ generic: "Body", access: "request.body", fields: [], isDirect: true }];
  }
  const all = requestFields(route, structs);
  const source = (name: Source, generic: RequestSource["generic"], access: string): RequestSource[] => {
    const fields = fieldsFrom(name, all);
    const isDirect =
      name !== "header" && fields.every(({ field, binding }) => accessName(binding, route) === fieldProperty(field));
    return fields.length === 0 ? [] : [{ generic, access, fields, isDirect }];
  };
  // A later part wins over an earlier one where a field has two sources. In go-zero the query wins over the path.
  return [
    ...source("form", "Querystring", "request.query"),
    ...source("path", "Params", "request.params"),
    ...source("header", "Headers", "request.headers"),
    ...source("json", "Body", "request.body"),
    // No request has both.
    ...source("file", "Body", "request.body"),
  ];
}

function parametersText(target: HandlerTarget): string {
  const { imports, named } = target;
  const { response } = named.route;
  const request = `request: ${requestType(target)}`;
  if (response !== undefined && !mayBeText(response)) return request;
  return `${request}, reply: ${imports.type("FastifyReply", "fastify")}`;
}

/** Fastify's request with the types of the parts that are read. */
export function requestType(target: HandlerTarget): string {
  const { imports, sources } = target;
  const request = imports.type("FastifyRequest", "fastify");
  const generics = sources.map((source) => `${source.generic}: ${sourceType(source, target)}`);
  return generics.length === 0 ? request : `${request}<{ ${generics.join("; ")} }>`;
}

/** The request type itself if all of it comes from this part, a `Pick` of it, or the part's own shape where names differ. */
function sourceType(source: RequestSource, target: HandlerTarget): string {
  if (!source.isDirect) return `{ ${source.fields.map((bound) => wireMember(bound, target)).join("; ")} }`;
  const name = requestText(target);
  if (target.sources.length === 1) return name;
  const pick = (fields: readonly BoundField[]): string[] => {
    const properties = fields.map(({ field }) => JSON.stringify(fieldProperty(field)));
    return properties.length === 0 ? [] : [`Pick<${name}, ${properties.join(" | ")}>`];
  };
  const always = pick(source.fields.filter((bound) => !isGivenElsewhere(bound)));
  const sometimes = pick(source.fields.filter(isGivenElsewhere)).map((type) => `Partial<${type}>`);
  return [...always, ...sometimes].join(" & ");
}

/** Whether this part may lack a field that is always there, since another part gives it. */
function isGivenElsewhere({ field, binding }: BoundField): boolean {
  return isOptionalBinding(binding) && !isOptionalProperty(field);
}

/** The request type; it is asked for only where the route has one. */
function requestText(target: HandlerTarget): string {
  const { request } = target.named.route;
  return request === undefined ? "undefined" : importedType(request, target);
}

function wireMember({ field, binding }: BoundField, target: HandlerTarget): string {
  const name = accessName(binding, target.named.route);
  return `${propertyName(name)}${isOptionalBinding(binding) ? "?" : ""}: ${importedType(field.type, target)}`;
}

function statements(target: HandlerTarget): readonly string[] {
  const { named } = target;
  const { call: methodCall, preparation } = logicCall(target);
  const call = `logic.${methodCall}`;
  const { response, server } = named.route;
  if (server.redirect) {
    return [...preparation, `const { location, status } = await ${call};`, "await reply.redirect(location, status);"];
  }
  if (response === undefined) return [...preparation, `await ${call};`, "await reply.send();"];
  if (!mayBeText(response)) return [...preparation, `return ${call};`];
  return [
    ...preparation,
    `const result = await ${call};`,
    'await reply.type("application/json; charset=utf-8").send(reply.serialize(result));',
  ];
}

/** Fastify would send a text as it is, and not as the JSON that a text in quotes is. */
function mayBeText(type: Type): boolean {
  switch (type.kind) {
    case "primitive":
      return type.name === "string";
    case "any":
    case "time":
      return true;
    case "array":
      return isBytes(type);
    case "pointer":
      return mayBeText(type.target);
    case "file":
    case "map":
    case "reference":
    case "struct":
      return false;
  }
}

/** The call of the logic's method, and the statements that it needs before it. */
export function logicCall(target: HandlerTarget): { readonly call: string; readonly preparation: readonly string[] } {
  const { imports, named, path } = target;
  const { argument, preparation } = requestArgument(target);
  const bytes = () =>
    `${imports.value("rawBody", relativeImport(path, "internal/runtime/server/raw-body.ts"))}(request)`;
  const values = [...(argument === "" ? [] : [argument]), ...(named.route.server.rawBody ? [bytes()] : [])];
  return { call: `${named.logicMethod}(${values.join(", ")})`, preparation };
}

function requestArgument(target: HandlerTarget): {
  readonly argument: string;
  readonly preparation: readonly string[];
} {
  const { named, sources } = target;
  if (named.route.request === undefined) return { argument: "", preparation: [] };
  const [only] = sources;
  if (only !== undefined && sources.length === 1 && only.isDirect) return { argument: only.access, preparation: [] };
  const parts = sources.flatMap((source, index) => {
    if (source.isDirect) return [`...${source.access}`];
    const counting = source.fields.filter((bound) => !isAlwaysReplaced(bound, sources.slice(index + 1)));
    return counting.map((bound) => assignment(bound, source, named.route));
  });
  const value = parts.length === 0 ? "{}" : `{ ${parts.join(", ")} }`;
  return { argument: "req", preparation: [`const req: ${requestText(target)} = ${value};`] };
}

/** Whether a later part gives the field in any case, so that this one's value would be written for nothing. */
function isAlwaysReplaced({ field }: BoundField, later: readonly RequestSource[]): boolean {
  return later.some(({ fields }) => fields.some((other) => other.field === field && !isOptionalBinding(other.binding)));
}

function assignment({ field, binding }: BoundField, source: RequestSource, route: Route): string {
  const wire = accessName(binding, route);
  const value = /^[A-Za-z_$][\w$]*$/u.test(wire)
    ? `${source.access}.${wire}`
    : `${source.access}[${JSON.stringify(wire)}]`;
  const property = propertyName(fieldProperty(field));
  if (!isOptionalBinding(binding)) return `${property}: ${value}`;
  return `...(${value} !== undefined && { ${property}: ${value} })`;
}
