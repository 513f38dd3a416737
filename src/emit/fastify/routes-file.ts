import { ImportSet } from "../import-set.ts";
import { stringLiteral } from "../source-text.ts";
import { render } from "../templates/render.ts";
import { generatedFile } from "../typescript-file.ts";
import type { VirtualFile } from "../virtual-file.ts";
import { configProperty } from "./config-property.ts";
import { middlewareProperty } from "./middleware-names.ts";
import type { ProjectContext } from "./project-context.ts";
import { routerPath } from "./router-path.ts";
import { relativeImport } from "../../text/relative-import.ts";
import type { NamedRoute } from "./route-names.ts";
import { requestFields } from "./request-fields.ts";
import { hasSharedSchemas, validationRuleNames } from "./schemas-file.ts";
import { fieldsFrom } from "./struct-fields.ts";
import { ownRuleNames } from "./validation-rules-file.ts";
import type { ServerOptions } from "../../model/api-spec.ts";

/** `internal/handler/routes.ts`: every route, those with the same `@server` options in one Fastify scope. */
export function routesFile(context: ProjectContext): VirtualFile {
  const path = context.files.routes;
  const imports = new ImportSet();
  const target = { path, imports, context };
  const preparations = preparationLines(target);
  const scopes = scopesOf(context);
  const body = render("fastify/internal/handler/routes.ts", {
    registerHandlers: "registerHandlers",
    FastifyInstance: imports.type("FastifyInstance", "fastify"),
    ServiceContext: imports.type("ServiceContext", relativeImport(path, context.files.serviceContext)),
    preparations,
    scopes: scopes.map((scope, index) => ({
      separator: index > 0 || preparations.length > 0 ? "\n" : "",
      hooks: hookLines(scope, target),
      routes: scope.routes.map((named) => routeView(named, target)),
    })),
  });
  return generatedFile(context.spec.source, { path, imports, body });
}

interface Target {
  readonly path: string;
  readonly imports: ImportSet;
  readonly context: ProjectContext;
}

interface Scope {
  readonly server: ServerOptions;
  readonly hasFiles: boolean;
  readonly routes: NamedRoute[];
}

/** Runs of neighbouring routes with the same hooks; the contract's order is kept. */
function scopesOf({ routes, structs }: ProjectContext): readonly Scope[] {
  const scopes: Scope[] = [];
  for (const named of routes) {
    const { server } = named.route;
    const hasFiles = fieldsFrom("file", requestFields(named.route, structs)).length > 0;
    const scope = { server, hasFiles, routes: [named] };
    const last = scopes.at(-1);
    if (last !== undefined && scopeKey(last) === scopeKey(scope)) last.routes.push(named);
    else scopes.push(scope);
  }
  return scopes;
}

function scopeKey({ server: { group, prefix, jwt, jwtTransition, middlewares }, hasFiles }: Scope): string {
  return JSON.stringify([group, prefix, jwt, jwtTransition, middlewares, hasFiles]);
}

function preparationLines({ path, imports, context }: Target): readonly string[] {
  const lines: string[] = [];
  if (hasSharedSchemas(context)) {
    const schemas = imports.value("sharedSchemas", relativeImport(path, context.files.schemas));
    lines.push(`for (const schema of ${schemas}) server.addSchema(schema);`);
  }
  if (context.hasEvents) {
    const prepare = imports.value(
      "prepareEventStreams",
      relativeImport(path, "internal/runtime/server/event-streams.ts"),
    );
    lines.push(`${prepare}(server);`);
  }
  return [...lines, ...validationLines({ path, imports, context })];
}

/** Before the routes, whose schemas the rules stand in. */
function validationLines({ path, imports, context }: Target): readonly string[] {
  if (validationRuleNames(context).length === 0) return [];
  const validate = imports.value(
    "validateRequests",
    relativeImport(path, "internal/runtime/rules/validate-requests.ts"),
  );
  const own = ownRuleNames(context).map(stringLiteral);
  if (own.length === 0) return [`${validate}(server, {});`];
  const rules = imports.value("ValidationRules", relativeImport(path, context.files.validationRules));
  return [`${validate}<${own.join(" | ")}>(server, new ${rules}());`];
}

function hookLines(
  { server: { jwt, jwtTransition, middlewares }, hasFiles }: Scope,
  { path, imports, context }: Target,
): readonly string[] {
  const lines: string[] = [];
  if (hasFiles) {
    const receive = imports.value("receiveFiles", relativeImport(path, "internal/runtime/upload/receive-files.ts"));
    lines.push(`${receive}(group);`);
  }
  if (jwt !== undefined) {
    const middleware = imports.value("jwtMiddleware", relativeImport(path, context.files.jwtMiddleware));
    const config = "svcCtx.config";
    const transition = jwtTransition === undefined ? undefined : `${config}.${configProperty(jwtTransition)}`;
    const secrets = transition === undefined ? "" : `, ${transition}.secret, ${transition}.prevSecret`;
    lines.push(`group.addHook("onRequest", ${middleware}(${config}.${configProperty(jwt)}${secrets}));`);
  }
  for (const name of middlewares) {
    const property = middlewareProperty(name);
    lines.push(`group.addHook("onRequest", (request, reply) => svcCtx.${property}.handle(request, reply));`);
  }
  return lines;
}

function routeView(named: NamedRoute, { path, imports, context }: Target) {
  const { route } = named;
  const schema = imports.value(named.schemaName, relativeImport(path, context.files.schemas));
  const importName =
    named.handlerAlias === named.handlerFunction
      ? named.handlerFunction
      : `${named.handlerFunction} as ${named.handlerAlias}`;
  imports.value(importName, relativeImport(path, named.handlerFile));
  const { maxBytes, rawBody, sse, timeout } = route.server;
  const keepRawBody = () => imports.value("keepRawBody", relativeImport(path, "internal/runtime/server/raw-body.ts"));
  const options = [
    `schema: ${schema}`,
    ...(maxBytes !== undefined && maxBytes > 0 ? [`bodyLimit: ${maxBytes}`] : []),
    ...timeoutOptions(sse ? 0 : timeout),
    ...(rawBody ? [`preParsing: ${keepRawBody()}`] : []),
  ];
  return {
    method: route.method,
    path: stringLiteral(routerPath(route.fullPath)),
    options: options.join(", "),
    handler: named.handlerAlias,
  };
}

function timeoutOptions(timeout: number | undefined): readonly string[] {
  return timeout === undefined ? [] : [`config: { timeout: ${timeout} }`];
}
