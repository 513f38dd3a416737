import { ImportSet } from "../import-set.ts";
import { render } from "../templates/render.ts";
import { scaffoldedFile } from "../typescript-file.ts";
import type { VirtualFile } from "../virtual-file.ts";
import { middlewareClass, middlewareFile as middlewarePath } from "./middleware-names.ts";
import type { ProjectContext } from "./project-context.ts";

/** `internal/middleware/ratelimitmiddleware.ts`: a middleware that the contract names, for the user to write. */
export function middlewareFile(name: string, { style }: ProjectContext): VirtualFile {
  const imports = new ImportSet();
  const body = render("fastify/internal/middleware/middleware.ts", {
    middlewareClass: middlewareClass(name),
    FastifyRequest: imports.type("FastifyRequest", "fastify"),
    FastifyReply: imports.type("FastifyReply", "fastify"),
  });
  return scaffoldedFile({ path: middlewarePath(name, style), imports, body });
}
