import { planModel } from "../cached-model/plan-model.ts";
import { withOrigin } from "../virtual-file.ts";
import type { VirtualFile } from "../virtual-file.ts";
import { configFile } from "./config-file.ts";
import { entryFile } from "./entry-file.ts";
import { handlerFile } from "./handler-file.ts";
import { logicFile } from "./logic-file.ts";
import { middlewareFile } from "./middleware-file.ts";
import { middlewarePlace } from "./name-places.ts";
import { packageFile } from "./package-file.ts";
import { projectContext } from "./project-context.ts";
import type { ProjectContext, ProjectStyle } from "./project-context.ts";
import { projectSettingsFiles } from "./project-settings-files.ts";
import { readmeFile } from "./readme-file.ts";
import type { NamedRoute } from "./route-names.ts";
import { routesFile } from "./routes-file.ts";
import { runtimeFiles } from "./runtime-files.ts";
import { schemasFile } from "./schemas-file.ts";
import { serviceContextFile } from "./service-context-file.ts";
import { setUpServerFile } from "./set-up-server-file.ts";
import { settingsFiles } from "./settings-files.ts";
import { streamHandlerFile } from "./stream-handler-file.ts";
import { routeTestFile, testServerFile } from "./test-files.ts";
import { tokenFiles } from "./token-files.ts";
import { typesFiles } from "./types-files.ts";
import { validationRulesFiles } from "./validation-rules-file.ts";
import type { ApiSpec } from "../../model/api-spec.ts";
import type { TableSpec } from "../../model/table-spec.ts";

/** Every file of a service, in the order in which a reader would open them. */
export function planProject(spec: ApiSpec, tables: readonly TableSpec[], style: ProjectStyle): readonly VirtualFile[] {
  const context = projectContext(spec, tables, style);
  const own = ownFiles(context);
  const runtime = runtimeFiles(own, spec.source);
  const code = [...own, ...runtime];
  return [
    packageFile(context, code),
    ...projectSettingsFiles(context),
    readmeFile(context),
    ...settingsFiles(context).map((file) => withOrigin(spec.serviceSpan, file)),
    ...code,
  ];
}

/** The service's own code: everything in TypeScript but the runtime. */
function ownFiles(context: ProjectContext): readonly VirtualFile[] {
  const { spec } = context;
  return [
    withOrigin(spec.serviceSpan, entryFile(context)),
    configFile(context),
    routesFile(context),
    ...forEachRoute(context, routeHandlerFile),
    ...tokenFiles(context),
    ...forEachRoute(context, logicFile),
    ...context.middlewares.map((name) => withOrigin(middlewarePlace(name, spec), middlewareFile(name, context))),
    ...planModel(context.tables, modelOptions(context)),
    serviceContextFile(context),
    setUpServerFile(context),
    ...validationRulesFiles(context),
    ...typesFiles(context),
    schemasFile(context),
    testServerFile(context),
    ...forEachRoute(context, routeTestFile),
  ];
}

function routeHandlerFile(named: NamedRoute, context: ProjectContext): VirtualFile {
  const { download, sse } = named.route.server;
  return download || sse ? streamHandlerFile(named, context) : handlerFile(named, context);
}

function forEachRoute(
  context: ProjectContext,
  file: (named: NamedRoute, context: ProjectContext) => VirtualFile,
): readonly VirtualFile[] {
  return context.routes.map((named) => {
    const { handlerSpan, server } = named.route;
    const made = withOrigin(handlerSpan, file(named, context));
    const folderOrigin = server.places.get("group");
    return folderOrigin === undefined ? made : { ...made, folderOrigin };
  });
}

/** `api ts` knows no options of `model mysql`: the model is cached, with go-zero's prefix and ignored columns. */
function modelOptions({ style, int64, extras }: ProjectContext) {
  const naming = { style, int64, extras, cache: true, prefix: "cache", database: "", ignoreColumns: undefined };
  return { ...naming, directory: "internal/model", runtime: "../runtime" };
}
