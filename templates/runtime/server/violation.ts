import type { FastifyRequest, FastifySchemaValidationError } from "fastify";

/** One thing that is wrong with a request. */
export interface Violation {
  readonly in: "path" | "query" | "header" | "body";
  /** The field's name on the wire; empty when the whole body is meant. */
  readonly name: string;
  /** Where in its part of the request the value stands (RFC 6901). */
  readonly pointer: string;
  /** `required`, `type`, `options`, `range`, `both_or_neither`, or the JSON Schema keyword that failed. */
  readonly code: string;
  readonly message: string;
}

const parts = [
  { part: "params", name: "path" },
  { part: "querystring", name: "query" },
  { part: "headers", name: "header" },
  { part: "body", name: "body" },
] as const;
type PartName = (typeof parts)[number]["part"];

/** Nobody reads more than these, and an answer is not to be much longer than its request. */
const longestList = 100;
const longestText = 200;

/** Everything that is wrong with the request. Fastify stops at the first part that fails, so all parts are asked again. */
export function violationsOf(request: FastifyRequest): Violation[] {
  const violations: Violation[] = [];
  for (const { part, name } of parts) {
    const validate = request.getValidationFunction(part);
    if (validate === undefined) continue;
    const input = inputOf(request, part);
    for (const error of request.server.thoroughCheck.faults(input, validate, request.server)) {
      if (violations.length === longestList) return violations;
      if (isTelling(error)) violations.push(violationOf(error, name, input));
    }
  }
  return violations;
}

/** A value that may be null is checked as "this or null": what is said of null then, and of the choice, is noise. */
function isTelling({ keyword, params }: FastifySchemaValidationError): boolean {
  return keyword !== "if" && keyword !== "anyOf" && !(keyword === "type" && params["type"] === "null");
}

function inputOf(request: FastifyRequest, part: PartName): unknown {
  switch (part) {
    case "params":
      return request.params;
    case "querystring":
      return request.query;
    case "headers":
      return request.headers;
    case "body":
      return request.body;
  }
}

function violationOf(error: FastifySchemaValidationError, part: Violation["in"], input: unknown): Violation {
  const missing = missingProperty(error);
  const pointer = missing === undefined ? error.instancePath : `${error.instancePath}/${escapePointer(missing)}`;
  const { name, subject } = nameOf(pointer, part);
  const { code, text } = describe(error, () => typeName(valueAt(input, error.instancePath)));
  return { in: part, name, pointer: clip(pointer), code, message: `${subject} ${text}` };
}

/** An element of a list is named after the list. */
function nameOf(pointer: string, part: Violation["in"]): { name: string; subject: string } {
  const segments = pointer.split("/").slice(1);
  const nameAt = segments.findLastIndex((segment) => !/^\d+$/.test(segment));
  const name = clip(unescapePointer(segments[nameAt] ?? ""));
  const indexes = segments.slice(nameAt + 1).map((index) => `[${index}]`);
  return { name, subject: `${name === "" ? `the ${part}` : name}${clip(indexes.join(""))}` };
}

function clip(text: string): string {
  return text.length > longestText ? `${text.slice(0, longestText - 1)}…` : text;
}

function missingProperty({ keyword, params }: FastifySchemaValidationError): string | undefined {
  return keyword === "required" || keyword === "dependentRequired" || keyword === "dependencies"
    ? String(params["missingProperty"])
    : undefined;
}

/** The value itself is never shown: it may be a password. */
function describe(error: FastifySchemaValidationError, foundType: () => string): { code: string; text: string } {
  const { keyword, params } = error;
  switch (keyword) {
    case "required":
      return { code: "required", text: "is required" };
    case "dependentRequired":
    case "dependencies":
      return { code: "both_or_neither", text: `is required together with ${String(params["property"])}` };
    case "type":
      return { code: "type", text: `must be ${typePhrase(params["type"])}, found ${foundType()}` };
    case "enum":
      return { code: "options", text: `must be one of ${listText(params["allowedValues"])}` };
    case "minimum":
    case "maximum":
    case "exclusiveMinimum":
    case "exclusiveMaximum":
      return { code: "range", text: `must be ${String(params["comparison"])} ${String(params["limit"])}` };
    default:
      return { code: keyword, text: error.message ?? "is not valid" };
  }
}

function typePhrase(types: unknown): string {
  return listOf(types).map(withArticle).join(" or ");
}

function listText(values: unknown): string {
  return listOf(values).join(", ");
}

function listOf(values: unknown): string[] {
  return (Array.isArray(values) ? values : [values]).map(String);
}

function typeName(value: unknown): string {
  if (value === null) return "null";
  return withArticle(Array.isArray(value) ? "array" : typeof value);
}

function withArticle(type: string): string {
  if (type === "undefined") return "nothing";
  if (type === "null") return type;
  return `${/^[aio]/.test(type) ? "an" : "a"} ${type}`;
}

function valueAt(input: unknown, pointer: string): unknown {
  let value = input;
  for (const key of pointer.split("/").slice(1).map(unescapePointer)) {
    if (typeof value !== "object" || value === null) return undefined;
    value = Reflect.get(value, key);
  }
  return value;
}

function escapePointer(key: string): string {
  return key.replaceAll("~", "~0").replaceAll("/", "~1");
}

function unescapePointer(key: string): string {
  return key.replaceAll("~1", "/").replaceAll("~0", "~");
}
