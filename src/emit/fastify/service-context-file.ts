import { ImportSet } from "../import-set.ts";
import { render } from "../templates/render.ts";
import { scaffoldedFile } from "../typescript-file.ts";
import type { VirtualFile } from "../virtual-file.ts";
import { modelNames } from "../cached-model/model-names.ts";
import { middlewareClass, middlewareFile, middlewareProperty } from "./middleware-names.ts";
import type { ProjectContext } from "./project-context.ts";
import { relativeImport } from "../../text/relative-import.ts";

/** `internal/svc/servicecontext.ts`: the one place where the service's parts are constructed. */
export function serviceContextFile(context: ProjectContext): VirtualFile {
  const path = context.files.serviceContext;
  const imports = new ImportSet();
  const hasStores = context.tables.length > 0;
  const config = imports.type("Config", relativeImport(path, context.files.config));
  const body = render("fastify/internal/svc/servicecontext.ts", {
    Config: config,
    members: [
      { name: "config", type: config, value: "config" },
      ...(hasStores ? storeMembers(context, imports) : []),
      ...context.middlewares.map((name) => middlewareMember(name, context, imports)),
    ],
    closeBody: hasStores ? "{\n    await this.cache.close();\n    await this.database.close();\n  }" : "{}",
  });
  return scaffoldedFile({ path, imports, body }, "merged");
}

interface Member {
  readonly [part: string]: string;
  readonly name: string;
  readonly type: string;
  readonly value: string;
}

function storeMembers(context: ProjectContext, imports: ImportSet): readonly Member[] {
  const from = (file: string) => relativeImport(context.files.serviceContext, file);
  const names = context.tables.map((table) => modelNames(table, context.style));
  const schemas = names.map((model) => imports.value(model.schema, from(model.generatedFile)));
  const openDatabase = imports.value("openDatabase", from("internal/runtime/database/database.ts"));
  const openCache = imports.value("openCache", from("internal/runtime/cache/cache.ts"));
  return [
    {
      name: "database",
      type: imports.type("Database", from("internal/runtime/database/database.ts")),
      value: `${openDatabase}(config.dataSource, [${schemas.join(", ")}])`,
    },
    {
      name: "cache",
      type: imports.type("Cache", from("internal/runtime/cache/cache.ts")),
      value: `${openCache}(config.cacheRedis)`,
    },
    ...names.map((model) => ({
      name: model.property,
      type: model.modelClass,
      value: `new ${imports.value(model.modelClass, from(model.customFile))}(this.database, this.cache)`,
    })),
  ];
}

function middlewareMember(name: string, context: ProjectContext, imports: ImportSet): Member {
  const file = relativeImport(context.files.serviceContext, middlewareFile(name, context.style));
  const type = imports.value(middlewareClass(name), file);
  return { name: middlewareProperty(name), type, value: `new ${type}()` };
}
