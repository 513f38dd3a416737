import { ImportSet } from "../import-set.ts";
import { literal, propertyName, stringLiteral } from "../source-text.ts";
import type { LiteralValue } from "../source-text.ts";
import { render } from "../templates/render.ts";
import { scaffoldedFile } from "../typescript-file.ts";
import type { VirtualFile } from "../virtual-file.ts";
import { configProperty } from "./config-property.ts";
import { operationText } from "./operation.ts";
import type { ProjectContext } from "./project-context.ts";
import { filledPath, routerParameter } from "./router-path.ts";
import { relativeImport } from "../../text/relative-import.ts";
import { requestBody } from "./request-body.ts";
import { requestFields } from "./request-fields.ts";
import type { NamedRoute } from "./route-names.ts";
import type { SampleRequest } from "./sample-request.ts";
import { sampleBody, sampleSize, sampleValues } from "./sample-value.ts";
import { isAccepted } from "./schemas-file.ts";
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
  return scaffoldedFile({ path, imports, body }, "provisional");
}

/** `test/login.test.ts`: what the route answers while its logic is unwritten, and to a request without a token. */
export function routeTestFile(named: NamedRoute, context: ProjectContext): VirtualFile {
  const path = named.testFile;
  const imports = new ImportSet();
  imports.value("expect", "vitest");
  imports.value("it", "vitest");
  const start = `await ${imports.value("startTestServer", relativeImport(path, context.files.testServer))}();`;
  const body = render("fastify/test/handler.test.ts", { tests: tests(named, context, { start, imports }) });
  return scaffoldedFile({ path, imports, body }, "provisional");
}

interface Target {
  readonly start: string;
  readonly imports: ImportSet;
}

function tests(named: NamedRoute, context: ProjectContext, { start, imports }: Target) {
  const { jwt } = named.route.server;
  const operation = operationText(named);
  const sent = sentValues(named, context);
  const answer = sent.isAccepted
    ? { title: stringLiteral(`${operation} answers 501 until its logic is written`), status: "501" }
    : { title: stringLiteral(`${operation} refuses a request without what it requires`), status: "400" };
  const form = formLines(sent);
  if (jwt === undefined) {
    const statements = [`const { server } = ${start}`, ...form];
    return [{ ...answer, separator: "", statements, request: requestText(named.route, sent, undefined) }];
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
      request: requestText(named.route, sent, undefined),
    },
    {
      ...answer,
      separator: "\n",
      statements: [`const { config, server } = ${start}`, token, ...form],
      request: requestText(named.route, sent, "authorization: `Bearer ${token}`"),
    },
  ];
}

/** The object that `server.inject` takes; it stands on one line, or each member on its own where that is too long. */
function requestText(route: Route, sent: SentValues, authorization: string | undefined): string {
  const { path, query, headers, files, body } = sent;
  const headerTexts = [
    ...(authorization === undefined ? [] : [authorization]),
    ...Object.entries(headers).map(([name, text]) => `${propertyName(name)}: ${literal(text)}`),
  ];
  const members = [
    `method: ${stringLiteral(route.method.toUpperCase())}`,
    `url: ${stringLiteral(filledPath(route.fullPath, (name) => encodeURIComponent(pathText(path, name))))}`,
    ...(Object.keys(query).length > 0 ? [`query: ${literal(query)}`] : []),
    ...(headerTexts.length > 0 ? [`headers: { ${headerTexts.join(", ")} }`] : []),
    ...(body !== undefined ? [`payload: ${literal(body, "    ")}`] : []),
    ...(Object.keys(files).length > 0 ? ["payload: form"] : []),
  ];
  const short = `{ ${members.join(", ")} }`;
  if (short.length <= ONE_LINE && !short.includes("\n")) return short;
  return `{\n${members.map((member) => `    ${member},\n`).join("")}  }`;
}

/** The form that holds the files of a request. */
function formLines(sent: SentValues): readonly string[] {
  const files = Object.keys(sent.files);
  if (files.length === 0) return [];
  const parts = files.map((name) => `form.append(${stringLiteral(name)}, new Blob(["content"]), "file.txt");`);
  return ["const form = new FormData();", ...parts];
}

/** What a test sends. */
interface SentValues extends SampleRequest {
  readonly path: Readonly<Record<string, string>>;
  readonly files: Readonly<Record<string, LiteralValue>>;
  /** Whether the service lets it pass. */
  readonly isAccepted: boolean;
}

/** All that is required, or nothing where that would be too much to read, or keeps not all rules of the contract. */
function sentValues(named: NamedRoute, context: ProjectContext): SentValues {
  const { route } = named;
  const { structs } = context;
  const fields = requestFields(route, structs);
  const body = requestBody(route, structs);
  const path = plainTexts(sampleValues("path", fields, structs));
  const nothing = { path, query: {}, headers: {}, files: {}, body: body && {} };
  if (isTooLarge(route, structs)) return { ...nothing, isAccepted: false };
  const sample = {
    path,
    query: asTexts(sampleValues("form", fields, structs)),
    headers: inLowerCase(plainTexts(sampleValues("header", fields, structs))),
    files: sampleValues("file", fields, structs),
    body: body && sampleBody(body, structs),
  };
  if (passes(sample, named, context)) return { ...sample, isAccepted: true };
  return { ...nothing, isAccepted: passes(nothing, named, context) };
}

function passes(sent: Omit<SentValues, "isAccepted">, named: NamedRoute, context: ProjectContext): boolean {
  const { fullPath } = named.route;
  const names = Object.keys(sent.path).map((name) => [routerParameter(fullPath, name), pathText(sent.path, name)]);
  const files = Object.keys(sent.files).length > 0 ? sent.files : undefined;
  return isAccepted({ ...sent, path: Object.fromEntries(names), body: files ?? sent.body }, named, context);
}

/** A part of a path cannot be empty. */
function pathText(path: SentValues["path"], name: string): string {
  return path[name] || "1";
}

/** Nobody reads a longer request, and some could be sent by no client. */
const SAMPLE_LIMIT = 200;

function isTooLarge(route: Route, structs: Structs): boolean {
  return sampleSize(requestFields(route, structs), requestBody(route, structs), structs) > SAMPLE_LIMIT;
}

/** What `  const response = await server.inject();` leaves of a line of 120. */
const ONE_LINE = 120 - "  const response = await server.inject();".length;

function asTexts(values: Readonly<Record<string, LiteralValue>>): SentValues["query"] {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, isList(value) ? value.map(wireText) : wireText(value)]),
  );
}

function plainTexts(values: Readonly<Record<string, LiteralValue>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, wireText(value)]));
}

function inLowerCase(headers: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(headers).map(([name, text]) => [name.toLowerCase(), text]));
}

function isList(value: LiteralValue): value is readonly LiteralValue[] {
  return Array.isArray(value);
}

function wireText(value: LiteralValue): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}
