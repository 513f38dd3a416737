import { ImportSet } from "../import-set.ts";
import { literal } from "../source-text.ts";
import type { LiteralValue } from "../source-text.ts";
import { generatedFile } from "../typescript-file.ts";
import type { VirtualFile } from "../virtual-file.ts";
import { schemaId, sourceSchema, structSchema, typeSchema } from "./json-schema.ts";
import type { Direction, JsonSchema } from "./json-schema.ts";
import { mentionedTypes } from "./operation.ts";
import type { ProjectContext } from "./project-context.ts";
import { requestBody } from "./request-body.ts";
import { requestFields } from "./request-fields.ts";
import type { NamedRoute } from "./route-names.ts";
import type { RequestCheckMaker, SampleRequest } from "./sample-request.ts";
import { fieldsFrom, flatFields } from "./struct-fields.ts";
import type { Member, Route, Source, Type } from "../../model/api-spec.ts";

/** `internal/types/schemas.ts`: what requests are read by and answers written by. */
export function schemasFile(context: ProjectContext): VirtualFile {
  const { shared, ofRoutes } = schemasOf(context);
  const list = `/** The declared types, which the routes' schemas refer to. */\nexport const sharedSchemas: readonly object[] = ${expandedList(shared)};\n`;
  const routes = [...ofRoutes].map(([named, schema]) => `export const ${named.schemaName} = ${literal(schema)};\n`);
  const body = [...(shared.length > 0 ? [list] : []), ...routes].join("\n");
  return generatedFile(context.spec.source, { path: context.files.schemas, imports: new ImportSet(), body });
}

interface Schemas {
  /** Those of the declared types. */
  readonly shared: readonly JsonSchema[];
  readonly ofRoutes: ReadonlyMap<NamedRoute, JsonSchema>;
  readonly check: ReturnType<RequestCheckMaker> | undefined;
}

// Several files ask for what stands in them.
const made = new WeakMap<ProjectContext, Schemas>();

function schemasOf(context: ProjectContext): Schemas {
  const known = made.get(context);
  if (known !== undefined) return known;
  const shared = sharedSchemas(context);
  const ofRoutes = new Map(context.routes.map((named) => [named, routeSchema(named, context)]));
  const schemas = { shared, ofRoutes, check: context.requestCheck?.(shared) };
  made.set(context, schemas);
  return schemas;
}

/** Whether the service will let a request to the route pass, as far as that is looked at. */
export function isAccepted(request: SampleRequest, named: NamedRoute, context: ProjectContext): boolean {
  const { ofRoutes, check } = schemasOf(context);
  return check?.(ofRoutes.get(named) ?? {}, request) ?? true;
}

/** Whether any route refers to the schema of a declared type. */
export function hasSharedSchemas(context: ProjectContext): boolean {
  return schemasOf(context).shared.length > 0;
}

/** The names of the rules that requests are held to, in the order in which they first stand. */
export function validationRuleNames(context: ProjectContext): readonly string[] {
  const { shared, ofRoutes } = schemasOf(context);
  const schemas = [...ofRoutes.values(), ...shared];
  const rules = schemas.flatMap((schema) => rulesIn(schema));
  return [...new Set(rules.flatMap((rule) => rule.split("|")).map((rule) => rule.split("=", 1)[0] ?? rule))];
}

function rulesIn(value: LiteralValue): readonly string[] {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return [];
  return Object.entries(value).flatMap(([keyword, inner]) =>
    keyword === "rules" && Array.isArray(inner) ? inner.map(String) : rulesIn(inner),
  );
}

function routeSchema({ route }: NamedRoute, context: ProjectContext): JsonSchema {
  const { structs } = context;
  const body = requestBody(route, structs);
  return {
    ...part("params", "path", route, context),
    ...part("querystring", "form", route, context),
    ...part("headers", "header", route, context),
    ...part("body", "file", route, context),
    ...(body !== undefined && { body: typeSchema(body, "body", context) }),
    ...(route.response !== undefined && { response: { 200: typeSchema(route.response, "response", context) } }),
  };
}

function part(keyword: string, source: Source, route: Route, context: ProjectContext): JsonSchema {
  const fields = fieldsFrom(source, requestFields(route, context.structs));
  return fields.length === 0 ? {} : { [keyword]: sourceSchema(fields, route, context) };
}

/** The schemas of the types that some route's body or answer leads to, in source order. */
function sharedSchemas(context: ProjectContext): readonly JsonSchema[] {
  const bodies = reachable(
    context,
    context.routes.flatMap(({ route }) => [
      ...[requestBody(route, context.structs) ?? []].flat(),
      ...textTypes(route, context),
    ]),
  );
  const responses = reachable(
    context,
    context.routes.flatMap(({ route }) => route.response ?? []),
  );
  return context.spec.types.flatMap(({ name, members }) => [
    ...(bodies.has(name) ? [withId(name, "body", members, context)] : []),
    ...(responses.has(name) ? [withId(name, "response", members, context)] : []),
  ]);
}

/** The types of the fields that come as text, which may be structs, though no text can fill one. */
function textTypes(route: Route, { structs }: ProjectContext): readonly Type[] {
  return requestFields(route, structs).flatMap(({ tag, type }) =>
    tag.bindings.some(({ source }) => source !== "json") ? [type] : [],
  );
}

function withId(name: string, direction: Direction, members: readonly Member[], context: ProjectContext): JsonSchema {
  return { $id: schemaId(name, direction), ...structSchema(members, direction, context) };
}

function reachable(context: ProjectContext, from: readonly Type[]): ReadonlySet<string> {
  const names = new Set<string>();
  const pending = from.flatMap(mentionedTypes);
  for (let name = pending.pop(); name !== undefined; name = pending.pop()) {
    if (names.has(name)) continue;
    names.add(name);
    pending.push(
      ...flatFields(context.structs, context.structs.get(name) ?? []).flatMap((field) => mentionedTypes(field.type)),
    );
  }
  return names;
}

function expandedList(schemas: readonly JsonSchema[]): string {
  return `[\n${schemas.map((schema) => `  ${literal(schema, "  ")},\n`).join("")}]`;
}
