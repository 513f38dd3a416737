import { commentText } from "../source-text.ts";
import { render } from "../templates/render.ts";
import { generatedFile } from "../typescript-file.ts";
import type { VirtualFile } from "../virtual-file.ts";
import { handlerTarget, logicCall, requestType } from "./handler-file.ts";
import type { HandlerTarget } from "./handler-file.ts";
import { importedType, operationText } from "./operation.ts";
import type { ProjectContext } from "./project-context.ts";
import { relativeImport } from "../../text/relative-import.ts";
import type { NamedRoute } from "./route-names.ts";

/** The handler of a route whose answer may be a stream: events, or a download. */
export function streamHandlerFile(named: NamedRoute, context: ProjectContext): VirtualFile {
  const target = handlerTarget(named, context);
  const { imports, path } = target;
  const { call, preparation } = logicCall(target);
  const request = /\brequest\b/u.test([call, ...preparation].join("\n")) ? "request" : "_request";
  const body = render("fastify/internal/handler/stream-handler.ts", {
    operation: commentText(operationText(named)),
    handlerFunction: named.handlerFunction,
    ServiceContext: imports.type("ServiceContext", relativeImport(path, context.files.serviceContext)),
    parameters: `${request}: ${requestType(target)}, reply: ${imports.type("FastifyReply", "fastify")}`,
    preparation,
    send: sendText(target),
    logicClass: imports.value(named.logicClass, relativeImport(path, named.logicFile)),
    call,
  });
  return generatedFile(context.spec.source, { path, imports, body });
}

/** `sendEvents<Price>(reply, svcCtx.config.sse`, where the logic goes behind. */
function sendText(target: HandlerTarget): string {
  const { imports, named, path } = target;
  const runtime = (name: string, file: string) => imports.value(name, relativeImport(path, `internal/runtime/${file}`));
  const { response, server } = named.route;
  if (!server.sse || response === undefined) return `${runtime("sendDownload", "server/send-download.ts")}(reply`;
  return `${runtime("sendEvents", "server/send-events.ts")}<${importedType(response, target)}>(reply, svcCtx.config.sse`;
}
