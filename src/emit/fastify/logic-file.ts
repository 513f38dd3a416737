import { ImportSet } from "../import-set.ts";
import { documentationComment } from "../source-text.ts";
import { render } from "../templates/render.ts";
import { scaffoldedFile } from "../typescript-file.ts";
import type { VirtualFile } from "../virtual-file.ts";
import { importedType } from "./operation.ts";
import type { ProjectContext } from "./project-context.ts";
import { relativeImport } from "./relative-import.ts";
import type { NamedRoute } from "./route-names.ts";

/** `internal/logic/loginlogic.ts`: the user's part of a route, answering 501 until it is written. */
export function logicFile(named: NamedRoute, context: ProjectContext): VirtualFile {
  const path = named.logicFile;
  const imports = new ImportSet();
  const target = { path, imports, context };
  const { request, response } = named.route;
  const body = render("fastify/internal/logic/logic.ts", {
    logicClass: named.logicClass,
    RequestContext: imports.type("RequestContext", relativeImport(path, "internal/runtime/context.ts")),
    ServiceContext: imports.type("ServiceContext", relativeImport(path, context.files.serviceContext)),
    documentation: documentationComment(named.route.documentation, "  "),
    logicMethod: named.logicMethod,
    parameters: request === undefined ? "" : `req: ${importedType(request, target)}`,
    result: response === undefined ? "void" : importedType(response, target),
    NotImplementedError: imports.value("NotImplementedError", relativeImport(path, "internal/runtime/errors.ts")),
  });
  return scaffoldedFile({ path, imports, body });
}
