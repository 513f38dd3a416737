import { ImportSet } from "../import-set.ts";
import { render } from "../templates/render.ts";
import { scaffoldedFile } from "../typescript-file.ts";
import type { VirtualFile } from "../virtual-file.ts";
import type { ProjectContext } from "./project-context.ts";
import { relativeImport } from "../../text/relative-import.ts";

/** `internal/server/setupserver.ts`: what the user wants of the server beyond the contract. */
export function setUpServerFile({ files }: ProjectContext): VirtualFile {
  const path = files.setUpServer;
  const imports = new ImportSet();
  const body = render("fastify/internal/server/setupserver.ts", {
    FastifyInstance: imports.type("FastifyInstance", "fastify"),
    ServiceContext: imports.type("ServiceContext", relativeImport(path, files.serviceContext)),
  });
  return scaffoldedFile({ path, imports, body });
}
