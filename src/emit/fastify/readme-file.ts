import { render } from "../templates/render.ts";
import type { VirtualFile } from "../virtual-file.ts";
import { markdownTable } from "../markdown-table.ts";
import type { ProjectContext } from "./project-context.ts";
import { requestFields } from "./request-fields.ts";
import { fieldsFrom } from "./struct-fields.ts";

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
    streamNotes: streamNotes(context),
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

/** What to know of the contract's routes that are not JSON alone. */
function streamNotes({ routes, structs }: ProjectContext): readonly string[] {
  const has = (key: "sse" | "download" | "redirect" | "rawBody") => routes.some(({ route }) => route.server[key]);
  const hasFiles = routes.some(({ route }) => fieldsFrom("file", requestFields(route, structs)).length > 0);
  const notes: readonly (readonly [boolean, string])[] = [
    [has("sse"), eventsNote],
    [has("download"), downloadsNote],
    [has("redirect"), "**Redirects.** The logic returns a `Redirect` with a location and a status."],
    [has("rawBody"), rawBodyNote],
    [hasFiles, uploadsNote],
  ];
  const used = notes.filter(([isUsed]) => isUsed).map(([, note]) => note);
  return used.length === 0 ? [] : ["## Events, files and raw bodies", ...used];
}

const eventsNote =
  "**Events.** The logic is an async generator, and what it yields is sent as it comes. When the client goes or the service stops, `this.ctx.signal` is aborted: hand it to whatever the generator waits for. `Sse: {Heartbeat: 30s}` in the settings says how long a stream may be silent.";

const downloadsNote =
  "**Downloads.** The logic returns a `Download`: a text, bytes or a stream, with its content type, and with a name if browsers are to save it. The time limit is that of the first byte.";

const rawBodyNote =
  "**Raw bodies.** The logic gets the bytes of the body as its last parameter, to check a signature over them.";

const uploadsNote =
  "**Uploads.** The files of a form are there until the request has ended; `pipeline(file.stream(), createWriteStream(path))` keeps one. `MaxBytes`, or `maxBytes` in the contract, is for the form as a whole.";

/** One line of text in which Markdown sees no markup of its own. */
function plainText(text: string): string {
  return text
    .replaceAll(/[\p{Cc}\u2028\u2029\s]+/gu, " ")
    .trim()
    .replaceAll(/[\\`*_{}[\]<>#|~!]/gu, "\\$&");
}
