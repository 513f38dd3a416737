import { ImportSet } from "../import-set.ts";
import { documentationComment } from "../source-text.ts";
import { render } from "../templates/render.ts";
import { scaffoldedFile } from "../typescript-file.ts";
import type { VirtualFile } from "../virtual-file.ts";
import { importedType } from "./operation.ts";
import type { FileTarget } from "./operation.ts";
import type { ProjectContext } from "./project-context.ts";
import { relativeImport } from "../../text/relative-import.ts";
import type { NamedRoute } from "./route-names.ts";

/** `internal/logic/loginlogic.ts`: the user's part of a route, answering 501 until it is written. */
export function logicFile(named: NamedRoute, context: ProjectContext): VirtualFile {
  const path = named.logicFile;
  const imports = new ImportSet();
  const target = { path, imports, context };
  const { server } = named.route;
  const body = render("fastify/internal/logic/logic.ts", {
    logicClass: named.logicClass,
    RequestContext: imports.type("RequestContext", relativeImport(path, "internal/runtime/context.ts")),
    ServiceContext: imports.type("ServiceContext", relativeImport(path, context.files.serviceContext)),
    documentation: documentationComment(named.route.documentation, "  "),
    generator: server.sse ? "*" : "",
    logicMethod: named.logicMethod,
    parameters: parameters(named, target).join(", "),
    result: `${server.sse ? "AsyncGenerator" : "Promise"}<${resultType(named, target)}>`,
    NotImplementedError: imports.value("NotImplementedError", relativeImport(path, "internal/runtime/errors.ts")),
  });
  const called = { className: named.logicClass, method: named.logicMethod };
  return { ...scaffoldedFile({ path, imports, body }), called };
}

function parameters({ route }: NamedRoute, target: FileTarget): readonly string[] {
  const { request, server } = route;
  return [
    ...(request === undefined ? [] : [`req: ${importedType(request, target)}`]),
    ...(server.rawBody ? ["rawBody: Buffer"] : []),
  ];
}

function resultType({ route }: NamedRoute, target: FileTarget): string {
  const { response, server } = route;
  const answer = (name: string, file: string) =>
    target.imports.type(name, relativeImport(target.path, `internal/runtime/server/${file}`));
  if (server.download) return answer("Download", "download.ts");
  if (server.redirect) return answer("Redirect", "redirect.ts");
  return response === undefined ? "void" : importedType(response, target);
}
