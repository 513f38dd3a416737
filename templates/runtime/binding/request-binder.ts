import type { FastifyRequest, FastifySchema, RouteOptions, preValidationHookHandler } from "fastify";
import { fieldsReader } from "./fields-reader.ts";
import { type FormValues, hasTooMany, readForm } from "./form-values.ts";
import { InvalidRequest } from "./invalid-request.ts";
import { schemaOf } from "./json-schema.ts";
import type { JsonSchema } from "./json-schema.ts";
import { type Reading, type ValueReader, longestList, startReading, violate } from "./reading.ts";
import { RequestBody } from "./request-body.ts";
import { headerReader, textReader } from "./text-reader.ts";
import { type Readers, valueReader } from "./value-reader.ts";
import type { Violation } from "./violation.ts";

/** What is read of a request. */
export interface ReadableRequest {
  params: unknown;
  query: unknown;
  headers: Record<string, string | string[] | undefined>;
  body: unknown;
  readonly url: string;
  readonly raw: { readonly rawHeaders: readonly string[] };
}

/** Reads one part of a request, and puts what was read in its place. */
type PartBinder = (request: ReadableRequest, body: RequestBody) => Reading;

/** Makes the hook that reads a route's requests, and tells everything that is wrong at once. */
export function requestBinder(route: RouteOptions, readers: Readers): preValidationHookHandler {
  const bind = partsBinder(route.schema ?? {}, `${[route.method].flat().join(", ")} ${route.url}`, readers);
  return (request, _reply, done) => {
    const body = request.body instanceof RequestBody ? request.body : new RequestBody({});
    request.body = undefined;
    const violations = bind(request, body);
    if (violations.length === 0) done();
    else done(new InvalidRequest(violations, detailOf(request, body)));
  };
}

/**
 * Reads all parts of a request by the schemas of its route, in the order path, query, header, body, and gives what is wrong, at
 * most as much as anybody reads. A route that asks for nothing reads nothing.
 */
export function partsBinder(
  { params, querystring, headers, body: bodySchema }: FastifySchema,
  place: string,
  readers: Readers,
): (request: ReadableRequest, body: RequestBody) => readonly Violation[] {
  const part = (schema: unknown, binder: (schema: JsonSchema, readers: Readers) => PartBinder): PartBinder[] =>
    schema === undefined ? [] : [binder(schemaOf(schema, place), readers)];
  const asksForNothing = [params, querystring, headers, bodySchema].every((schema) => schema === undefined);
  // A query or a body that cannot be read is refused even where nothing is taken from it.
  const parts = asksForNothing
    ? []
    : [
        ...part(params, pathBinder),
        ...(querystring === undefined ? [checkQuery] : part(querystring, queryBinder)),
        ...part(headers, headerBinder),
        ...(bodySchema === undefined ? [checkBody] : part(bodySchema, bodyBinder)),
      ];
  return (request, body) => parts.flatMap((bind) => bind(request, body).violations).slice(0, longestList);
}

function pathBinder(schema: JsonSchema, readers: Readers): PartBinder {
  const check = readers.check(schema);
  const readFields = fieldsReader(schema, {
    find: (name) => (params) => (Object.hasOwn(params, name) ? [Reflect.get(params, name)] : undefined),
    reader: (property) => textReader(property, readers),
    defaultReader: (property) => valueReader(property, "element", readers),
    resolve: readers.resolve,
  });
  return (request) => {
    const reading = startReading("path");
    request.params = readFields(Object(request.params), reading);
    check?.(request.params, reading);
    return reading;
  };
}

/** The values of the query and those of a form in the body, those first that count. */
interface FormSource {
  readonly first: FormValues;
  readonly second: FormValues;
}

const noValues: FormValues = new Map();

function queryBinder(schema: JsonSchema, readers: Readers): PartBinder {
  const check = readers.check(schema);
  const readFields = fieldsReader<FormSource>(schema, {
    find: (name) => (source) => formTexts(source, name),
    reader: (property) => textReader(property, readers),
    defaultReader: (property) => valueReader(property, "element", readers),
    resolve: readers.resolve,
  });
  return (request, { form, isAfterQuery }) => {
    const { reading, values: ofQuery } = readQuery(request);
    if (reading.violations.length > 0) return reading;
    const ofForm = form?.kind === "value" ? form.values : noValues;
    if (hasTooMany(ofQuery, ofForm)) {
      violate(reading, "syntax", "has too many values, together with the form");
      return reading;
    }
    const source = isAfterQuery ? { first: ofQuery, second: ofForm } : { first: ofForm, second: ofQuery };
    request.query = readFields(source, reading);
    check?.(request.query, reading);
    return reading;
  };
}

function checkQuery(request: ReadableRequest): Reading {
  return readQuery(request).reading;
}

/** One that cannot be read has no values, and a violation. */
function readQuery({ url }: ReadableRequest): { readonly reading: Reading; readonly values: FormValues } {
  const reading = startReading("query");
  const query = readForm(queryOf(url));
  if (query.kind === "value") return { reading, values: query.values };
  violate(reading, "syntax", query.message);
  return { reading, values: noValues };
}

function formTexts({ first, second }: FormSource, name: string): readonly string[] | undefined {
  const texts = first.get(name);
  const more = second.get(name);
  return texts === undefined || more === undefined ? (texts ?? more) : [...texts, ...more];
}

function queryOf(url: string): string {
  const start = url.indexOf("?");
  return start === -1 ? "" : url.slice(start + 1);
}

function headerBinder(given: JsonSchema, readers: Readers): PartBinder {
  const schema = inLowerCase(given);
  const check = readers.check(schema);
  const readFields = fieldsReader<readonly string[]>(schema, {
    find: (name) => (rawHeaders) => headerLines(rawHeaders, name),
    reader: (property) => headerReader(property, readers),
    defaultReader: (property) => valueReader(property, "element", readers),
    resolve: readers.resolve,
  });
  // A header that does not count is not there.
  const absent = Object.fromEntries(Object.keys(schema.properties ?? {}).map((name) => [name, undefined]));
  return (request) => {
    const reading = startReading("header");
    const values = readFields(request.raw.rawHeaders, reading);
    request.headers = Object.assign({ ...request.headers }, absent, values);
    check?.(values, reading);
    return reading;
  };
}

/** Node gives the names of headers so. */
function inLowerCase({ properties = {}, required = [], ...rest }: JsonSchema): JsonSchema {
  const fields = Object.entries(properties).map(([name, property]) => [name.toLowerCase(), property]);
  return { ...rest, properties: Object.fromEntries(fields), required: required.map((name) => name.toLowerCase()) };
}

/** All values of a header: Node's own record has but one text for each name. Go takes these two for itself. */
function headerLines(rawHeaders: readonly string[], name: string): readonly string[] | undefined {
  if (name === "host" || name === "transfer-encoding") return undefined;
  const lines: string[] = [];
  for (let index = 0; index < rawHeaders.length; index += 2) {
    if (rawHeaders[index]?.toLowerCase() === name) lines.push(headerText(rawHeaders[index + 1] ?? ""));
  }
  return lines.length === 0 ? undefined : lines;
}

/** Node gives the bytes of a header as so many characters; to Go they are UTF-8. */
function headerText(bytes: string): string {
  return /[\u0080-\u00ff]/.test(bytes) ? Buffer.from(bytes, "latin1").toString() : bytes;
}

function bodyBinder(schema: JsonSchema, readers: Readers): PartBinder {
  const check = readers.check(schema);
  const read: ValueReader = valueReader(schema, "field", readers);
  const { type } = schema.$ref === undefined ? schema : readers.resolve(schema.$ref);
  return (request, body) => {
    const reading = bodyReading(body);
    if (reading.violations.length > 0) return reading;
    const { json } = body;
    // Without a body its fields are what is missing, and each is to be told.
    const absent = type === "object" ? {} : undefined;
    const value = read(json?.kind === "value" ? json.value : absent, reading);
    request.body = value ?? (type === "array" ? [] : value);
    check?.(request.body, reading);
    return reading;
  };
}

function checkBody(_request: ReadableRequest, body: RequestBody): Reading {
  return bodyReading(body);
}

/** Begins to read a body; one that cannot be read is at its end already. */
function bodyReading({ json, form }: RequestBody): Reading {
  const reading = startReading("body");
  if (json?.kind === "fault") violate(reading, "syntax", json.message);
  else if (form?.kind === "fault") violate(reading, "syntax", form.message);
  else if (json !== undefined) reading.isPlain = json.isPlain;
  return reading;
}

/** What no field can say: that the whole body is wrong, or was not read because of its type. */
function detailOf({ raw: { headers }, routeOptions }: FastifyRequest, { json, form }: RequestBody): string | undefined {
  if (json?.kind === "fault") return `the body ${json.message}`;
  if (form?.kind === "fault") return `the body ${form.message}`;
  const isRead = json !== undefined || form !== undefined;
  if (isRead || !hasBody(headers) || routeOptions.schema?.body === undefined) return undefined;
  return `the body was not read: expected the type application/json, found ${headers["content-type"] ?? "none"}`;
}

function hasBody(headers: FastifyRequest["raw"]["headers"]): boolean {
  return headers["transfer-encoding"] !== undefined || Number(headers["content-length"] ?? 0) > 0;
}
