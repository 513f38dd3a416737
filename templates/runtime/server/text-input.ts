import type { FastifyRequest, RouteOptions, preValidationHookHandler } from "fastify";

/** What comes as text becomes what the schema asks for; text that cannot is left for the schema to refuse. */
type TextReader = (texts: readonly string[]) => unknown;
type Readers = readonly (readonly [name: string, read: TextReader])[];
type TextRecord = Record<string, unknown>;

/**
 * Prepares a route to read its path, query and header fields. Ajv's own coercion is off: it would turn `"1e400"` into
 * Infinity and `null` into 0, and it would do so in JSON bodies, too.
 */
export function readTextInput(route: RouteOptions): void {
  const { params, querystring, headers, body } = route.schema ?? {};
  const pathReaders = readersOf(params, fieldReader);
  const queryReaders = readersOf(querystring, fieldReader);
  const headerReaders = readersOf(headers, headerReader).map(([name, read]) => [name.toLowerCase(), read] as const);

  const hasFields = body !== undefined && recordOf(body)["type"] !== "array";

  const read: preValidationHookHandler = (request, _reply, done) => {
    replaceAll(pathReaders, request.params);
    replaceAll(queryReaders, request.query);
    if (headerReaders.length > 0) request.headers = readHeaders(headerReaders, request);
    // Without a body the fields are what is missing, and each is to be told.
    if (hasFields && request.body === undefined) request.body = {};
    done();
  };
  route.preValidation = [read, ...[route.preValidation ?? []].flat()];
}

function replaceAll(readers: Readers, source: unknown): void {
  if (!isRecord(source)) return;
  for (const [name, read] of readers) {
    const texts = [source[name] ?? [], source[`${name}[]`] ?? []]
      .flat()
      .map(String)
      .filter((text) => text !== "");
    if (texts.length === 0) delete source[name];
    else source[name] = read(texts);
  }
}

function readHeaders(readers: Readers, request: FastifyRequest): FastifyRequest["headers"] {
  const values: TextRecord = {};
  for (const [name, read] of readers) {
    const texts = headerLines(request.raw.rawHeaders, name);
    if (texts.length > 0) values[name] = read(texts);
  }
  return Object.assign({ ...request.headers }, values);
}

/** All values of a header; Node's own record has but one text for each name. */
function headerLines(rawHeaders: readonly string[], name: string): string[] {
  const lines: string[] = [];
  for (let index = 0; index < rawHeaders.length; index += 2) {
    if (rawHeaders[index]?.toLowerCase() === name) lines.push(rawHeaders[index + 1] ?? "");
  }
  return lines;
}

function readersOf(schema: unknown, readerOf: (property: TextRecord) => TextReader): Readers {
  const properties = recordOf(recordOf(schema)["properties"]);
  return Object.entries(properties).map(([name, property]) => [name, readerOf(recordOf(property))]);
}

/** Of a field that comes several times without being a list, the first counts. */
function fieldReader(schema: TextRecord): TextReader {
  const { read, isList } = valueReader(schema);
  return isList ? (texts) => texts.map(read) : (texts) => read(texts[0] ?? "");
}

/** A list may come in several lines, or with commas in one; several lines for anything else stay a list, to be refused. */
function headerReader(schema: TextRecord): TextReader {
  const { read, isList } = valueReader(schema);
  if (isList) return (lines) => lines.flatMap((line) => line.split(",")).map((item) => read(item.trim()));
  return (lines) => (lines.length === 1 ? read(lines[0] ?? "") : lines);
}

function valueReader(schema: TextRecord): { read: (text: string) => unknown; isList: boolean } {
  const isList = typeOf(schema) === "array";
  return { read: scalarReader(typeOf(isList ? recordOf(schema["items"]) : schema)), isList };
}

/** Of "this or null", this: a text is never null. */
function typeOf({ type }: TextRecord): unknown {
  return Array.isArray(type) ? type[0] : type;
}

function scalarReader(type: unknown): (text: string) => unknown {
  switch (type) {
    case "integer":
      return (text) => (/^[-+]?\d+$/.test(text) ? Number(text) : text);
    case "number":
      return (text) => (/^[-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?$/i.test(text) ? finite(text) : text);
    case "boolean":
      return (text) => booleans.get(text.toLowerCase()) ?? text;
    default:
      return (text) => text;
  }
}

const booleans = new Map([
  ["true", true],
  ["1", true],
  ["false", false],
  ["0", false],
]);

function finite(text: string): unknown {
  const value = Number(text);
  return Number.isFinite(value) ? value : text;
}

function recordOf(value: unknown): TextRecord {
  return isRecord(value) ? value : {};
}

function isRecord(value: unknown): value is TextRecord {
  return typeof value === "object" && value !== null;
}
