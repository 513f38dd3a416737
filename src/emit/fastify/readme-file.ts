import { render } from "../templates/render.ts";
import type { VirtualFile } from "../virtual-file.ts";
import { markdownTable } from "../markdown-table.ts";
import type { ProjectContext } from "./project-context.ts";

/** `README.md`: how to run the service, what it serves, what may be edited. */
export function readmeFile(context: ProjectContext): VirtualFile {
  const { contract, files, spec, tables } = context;
  const text = render("fastify/README.md", {
    service: spec.service,
    description: description(context),
    developmentSettings: files.developmentSettings,
    settings: files.settings,
    storeNote: tables.length === 0 ? "" : " and keeps its data in a file of SQLite, its cache in the process",
    routesTable: routesTable(context),
    ownersTable: ownersTable(context),
    contract,
    setUpServer: files.setUpServer,
  });
  return { path: "README.md", ownership: "scaffolded", text };
}

function description({ spec }: ProjectContext): string {
  const value = (key: string) => spec.info.find((property) => property.key === key)?.value.trim();
  const text = value("desc") ?? value("description") ?? value("title");
  return text === undefined || text === "" ? `A Fastify service after \`${spec.source}\`.` : plainText(text);
}

function routesTable({ routes }: ProjectContext): string {
  const rows = routes.map(({ route, logicFile }) => [
    route.method.toUpperCase(),
    `\`${route.fullPath}\``,
    `\`${logicFile}\``,
    route.server.jwt ?? "",
  ]);
  return markdownTable(["Method", "Path", "Logic", "Token"], rows);
}

function ownersTable({ authSections, contract, files, tables }: ProjectContext): string {
  const rows = [
    [`\`${contract}\``, "yours: the contract that the rest follows from"],
    ["`internal/logic`, `internal/middleware`, `internal/server`, `test`", "yours: written once"],
    [`\`${files.config}\`, \`${files.serviceContext}\`, \`etc\`, \`package.json\``, "yours: what is missing is added"],
    ["`internal/handler`, `internal/types`, `internal/runtime`", "generated"],
    ...(authSections.length > 0 ? [[`\`internal/jwtx\`, \`${files.jwtMiddleware}\``, "generated"]] : []),
    ...(tables.length > 0 ? [["`internal/model/*_gen.ts`", "generated; the files beside them are yours"]] : []),
  ];
  return markdownTable(["Files", "Whose"], rows);
}

/** One line of text in which Markdown sees no markup of its own. */
function plainText(text: string): string {
  return text
    .replaceAll(/[\p{Cc}\u2028\u2029\s]+/gu, " ")
    .trim()
    .replaceAll(/[\\`*_{}[\]<>#|~!]/gu, "\\$&");
}
