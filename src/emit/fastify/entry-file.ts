import { ImportSet } from "../import-set.ts";
import { stringLiteral } from "../source-text.ts";
import { render } from "../templates/render.ts";
import { scaffoldedFile } from "../typescript-file.ts";
import type { VirtualFile } from "../virtual-file.ts";
import type { ProjectContext } from "./project-context.ts";
import { relativeImport } from "../../text/relative-import.ts";

/** `user.ts`: reads the configuration, builds the service and listens. */
export function entryFile({ files }: ProjectContext): VirtualFile {
  const path = files.entry;
  const imports = new ImportSet();
  const value = (name: string, file: string) => imports.value(name, relativeImport(path, file));
  const body = render("fastify/user.ts", {
    loadConfig: value("loadConfig", "internal/runtime/config/config.ts"),
    configPath: value("configPath", "internal/runtime/config/config.ts"),
    settings: stringLiteral(files.settings),
    Config: value("Config", files.config),
    ServiceContext: value("ServiceContext", files.serviceContext),
    createServer: value("createServer", "internal/runtime/server/server.ts"),
    setUpServer: value("setUpServer", files.setUpServer),
    registerHandlers: value("registerHandlers", files.routes),
    closeOnSignals: value("closeOnSignals", "internal/runtime/server/close-on-signals.ts"),
    listen: value("listen", "internal/runtime/server/listen.ts"),
  });
  return scaffoldedFile({ path, imports, body });
}
