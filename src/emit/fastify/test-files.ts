import { ImportSet } from "../import-set.ts";
import { literal, propertyName, stringLiteral } from "../source-text.ts";
import type { LiteralValue } from "../source-text.ts";
import { render } from "../templates/render.ts";
import { scaffoldedFile } from "../typescript-file.ts";
import type { VirtualFile } from "../virtual-file.ts";
import { configProperty } from "./config-property.ts";
import { operationText } from "./operation.ts";
import type { ProjectContext } from "./project-context.ts";
import { filledPath } from "./router-path.ts";
import { relativeImport } from "../../text/relative-import.ts";
import { requestBody } from "./request-body.ts";
import { requestFields } from "./request-fields.ts";
import type { NamedRoute } from "./route-names.ts";
import { sampleBody, sampleSize, sampleValues } from "./sample-value.ts";
import type { Structs } from "./struct-fields.ts";
import type { Route } from "../../model/api-spec.ts";

/** `test/testserver.ts`: the whole service, for the tests. */
export function testServerFile(context: ProjectContext): VirtualFile {
  const { files } = context;
  const path = files.testServer;
  const imports = new ImportSet();
  const value = (name: string, file: string) => imports.value(name, relativeImport(path, file));
  const quiet = `log: { ...settings.log, level: "severe" }`;
  const hasStores = context.tables.length > 0;
  const body = render("fastify/test/testserver.ts", {
    settingsFile: files.developmentSettings,
    settings: stringLiteral(files.developmentSettings),
    note: hasStores ? ", with an empty database in memory" : "",
    overrides: hasStores ? `dataSource: "sqlite::memory:", ${quiet}` : quiet,
    loadConfig: value("loadConfig", "internal/runtime/config/config.ts"),
    Config: value("Config", files.config),
    ServiceContext: value("ServiceContext", files.serviceContext),
    createServer: value("createServer", "internal/runtime/server/server.ts"),
    setUpServer: value("setUpServer", files.setUpServer),
    registerHandlers: value("registerHandlers", files.routes),
    onTestFinished: imports.value("onTestFinished", "vitest"),
  });
  return scaffoldedFile({ path, imports, body });
}

/** `test/login.test.ts`: what the route answers while its logic is unwritten, and to a request without a token. */
export function routeTestFile(named: NamedRoute, context: ProjectContext): VirtualFile {
  const path = named.testFile;
  const imports = new ImportSet();
  imports.value("expect", "vitest");
  imports.value("it", "vitest");
  const start = `await ${imports.value("startTestServer", relativeImport(path, context.files.testServer))}();`;
  const body = render("fastify/test/handler.test.ts", { tests: tests(named, context, { start, imports }) });
  return scaffoldedFile({ path, imports, body });
}

interface Target {
  readonly start: string;
  readonly imports: ImportSet;
}

function tests(named: NamedRoute, context: ProjectContext, { start, imports }: Target) {
  const { jwt } = named.route.server;
  const operation = operationText(named);
  const answer = isTooLarge(named.route, context.structs)
    ? { title: stringLiteral(`${operation} refuses a request without what it requires`), status: "400" }
    : { title: stringLiteral(`${operation} answers 501 until its logic is written`), status: "501" };
  const form = formLines(named.route, context.structs);
  if (jwt === undefined) {
    const statements = [`const { server } = ${start}`, ...form];
    return [{ ...answer, separator: "", statements, request: requestText(named, context, undefined) }];
  }
  const generateToken = imports.value("generateToken", relativeImport(named.testFile, context.files.token));
  const secret = `config.${configProperty(jwt)}.accessSecret`;
  const token = `const token = ${generateToken}(${secret}, Math.floor(Date.now() / 1000), 60, {});`;
  return [
    {
      title: stringLiteral(`${operation} refuses a request without a token`),
      status: "401",
      separator: "",
      statements: [`const { server } = ${start}`, ...form],
      request: requestText(named, context, undefined),
    },
    {
      ...answer,
      separator: "\n",
      statements: [`const { config, server } = ${start}`, token, ...form],
      request: requestText(named, context, "authorization: `Bearer ${token}`"),
    },
  ];
}

/** The object that `server.inject` takes; it stands on one line, or each member on its own where that is too long. */
function requestText(named: NamedRoute, context: ProjectContext, authorization: string | undefined): string {
  const { route } = named;
  const { structs } = context;
  const path = sampleValues("path", requestFields(route, structs), structs);
  const { query, headers, files, body } = sentValues(route, structs);
  const headerTexts = [
    ...(authorization === undefined ? [] : [authorization]),
    ...Object.entries(headers).map(
      ([name, value]) => `${propertyName(name.toLowerCase())}: ${literal(wireText(value))}`,
    ),
  ];
  const members = [
    `method: ${stringLiteral(route.method.toUpperCase())}`,
    `url: ${stringLiteral(filledPath(route.fullPath, (name) => encodeURIComponent(wireText(path[name] ?? "1"))))}`,
    ...(Object.keys(query).length > 0 ? [`query: ${literal(asTexts(query))}`] : []),
    ...(headerTexts.length > 0 ? [`headers: { ${headerTexts.join(", ")} }`] : []),
    ...(body !== undefined ? [`payload: ${literal(body, "    ")}`] : []),
    ...(Object.keys(files).length > 0 ? ["payload: form"] : []),
  ];
  const short = `{ ${members.join(", ")} }`;
  if (short.length <= ONE_LINE && !short.includes("\n")) return short;
  return `{\n${members.map((member) => `    ${member},\n`).join("")}  }`;
}

/** The form that holds the files of a request. */
function formLines(route: Route, structs: Structs): readonly string[] {
  const files = Object.keys(sentValues(route, structs).files);
  if (files.length === 0) return [];
  const parts = files.map((name) => `form.append(${stringLiteral(name)}, new Blob(["content"]), "file.txt");`);
  return ["const form = new FormData();", ...parts];
}

interface SentValues {
  readonly query: Readonly<Record<string, LiteralValue>>;
  readonly headers: Readonly<Record<string, LiteralValue>>;
  readonly files: Readonly<Record<string, LiteralValue>>;
  readonly body: LiteralValue | undefined;
}

/** What a test sends beside the path: all that is required, or nothing where that would be too much to read. */
function sentValues(route: Route, structs: Structs): SentValues {
  const fields = requestFields(route, structs);
  const body = requestBody(route, structs);
  if (isTooLarge(route, structs)) return { query: {}, headers: {}, files: {}, body: body && {} };
  return {
    query: sampleValues("form", fields, structs),
    headers: sampleValues("header", fields, structs),
    files: sampleValues("file", fields, structs),
    body: body && sampleBody(body, structs),
  };
}

/** Nobody reads a longer request, and some could be sent by no client. */
const SAMPLE_LIMIT = 200;

function isTooLarge(route: Route, structs: Structs): boolean {
  return sampleSize(requestFields(route, structs), requestBody(route, structs), structs) > SAMPLE_LIMIT;
}

/** What `  const response = await server.inject();` leaves of a line of 120. */
const ONE_LINE = 120 - "  const response = await server.inject();".length;

function asTexts(values: Readonly<Record<string, LiteralValue>>): LiteralValue {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, isList(value) ? value.map(wireText) : wireText(value)]),
  );
}

function isList(value: LiteralValue): value is readonly LiteralValue[] {
  return Array.isArray(value);
}

function wireText(value: LiteralValue): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}
