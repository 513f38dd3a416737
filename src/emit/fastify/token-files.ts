import { ImportSet } from "../import-set.ts";
import { render } from "../templates/render.ts";
import { generatedFile } from "../typescript-file.ts";
import { withOrigin } from "../virtual-file.ts";
import type { VirtualFile } from "../virtual-file.ts";
import { sectionPlace } from "./name-places.ts";
import type { ProjectContext } from "./project-context.ts";
import { relativeImport } from "../../text/relative-import.ts";

/** `internal/jwtx/token.ts` and `internal/middleware/jwtmiddleware.ts`, for a service with routes that ask for a token. */
export function tokenFiles(context: ProjectContext): readonly VirtualFile[] {
  if (context.authSections.length === 0) return [];
  const [section = ""] = context.authSections;
  return [tokenFile(context), withOrigin(sectionPlace("jwt", section, context.spec), jwtMiddlewareFile(context))];
}

function tokenFile({ files, spec }: ProjectContext): VirtualFile {
  const imports = new ImportSet();
  const body = render("fastify/internal/jwtx/token.ts", {
    Claims: imports.type("Claims", relativeImport(files.token, "internal/runtime/token/claims.ts")),
    signToken: imports.value("signToken", relativeImport(files.token, "internal/runtime/token/jwt.ts")),
  });
  return generatedFile(spec.source, { path: files.token, imports, body });
}

function jwtMiddlewareFile({ files, spec }: ProjectContext): VirtualFile {
  const path = files.jwtMiddleware;
  const imports = new ImportSet();
  const body = render("fastify/internal/middleware/jwtmiddleware.ts", {
    AuthConf: imports.type("AuthConf", relativeImport(path, "internal/runtime/config/rest-conf.ts")),
    onRequestAsyncHookHandler: imports.type("onRequestAsyncHookHandler", "fastify"),
    requireToken: imports.value("requireToken", relativeImport(path, "internal/runtime/token/require-token.ts")),
  });
  return generatedFile(spec.source, { path, imports, body });
}
