import { ImportSet } from "../import-set.ts";
import { render } from "../templates/render.ts";
import { scaffoldedFile } from "../typescript-file.ts";
import type { VirtualFile } from "../virtual-file.ts";
import { configProperty } from "./config-property.ts";
import type { ProjectContext } from "./project-context.ts";
import { relativeImport } from "../../text/relative-import.ts";

/** `internal/config/config.ts`: the keys of this service's settings, as one schema for check and type. */
export function configFile(context: ProjectContext): VirtualFile {
  const path = context.files.config;
  const imports = new ImportSet();
  const runtime = (name: string, file: string) => imports.value(name, relativeImport(path, `internal/runtime/${file}`));
  const body = render("fastify/internal/config/config.ts", {
    RestConf: runtime("RestConf", "config/rest-conf.ts"),
    keys: keysText(keys(context, imports, runtime)),
    inferred: `${imports.type("z", "zod")}.infer<typeof Config>`,
  });
  return scaffoldedFile({ path, imports, body }, "merged");
}

interface ConfigKey {
  readonly name: string;
  readonly schema: string;
}

function keysText(list: readonly ConfigKey[]): string {
  return list.length === 0 ? "{}" : `{\n${list.map(({ name, schema }) => `  ${name}: ${schema},\n`).join("")}}`;
}

function keys(
  context: ProjectContext,
  imports: ImportSet,
  runtime: (name: string, file: string) => string,
): readonly ConfigKey[] {
  const list: ConfigKey[] = [];
  for (const section of context.authSections) {
    list.push({ name: configProperty(section), schema: runtime("AuthConf", "config/rest-conf.ts") });
  }
  for (const section of context.transitionSections) {
    list.push({ name: configProperty(section), schema: runtime("TransitionConf", "config/rest-conf.ts") });
  }
  if (context.hasRefreshTokens) {
    list.push({ name: "refreshSecret", schema: `${runtime("secret", "config/conf-value.ts")}()` });
    list.push({ name: "refreshExpire", schema: `${imports.value("z", "zod")}.int()` });
  }
  if (context.tables.length > 0) {
    list.push({ name: "dataSource", schema: `${runtime("dataSource", "config/data-source-conf.ts")}()` });
    list.push({ name: "cacheRedis", schema: runtime("CacheConf", "config/cache-conf.ts") });
  }
  if (context.hasEvents) list.push({ name: "sse", schema: runtime("SseConf", "config/sse-conf.ts") });
  return list;
}
