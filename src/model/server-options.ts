import type { Entry, Name, ServerNode } from "../api/ast.ts";
import { pathProblem } from "../api/path-syntax.ts";
import { diagnose } from "../diagnostics/diagnose.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { nearestName } from "../text/nearest-name.ts";
import { repeated } from "../text/repeated.ts";
import type { Property, ServerOptions } from "./api-spec.ts";

/** What one `@server` block sets. */
type ServerSettings = Partial<ServerOptions>;

/** Reads a block; values that cannot be meant are told and left out. */
export function readServer(node: ServerNode | undefined, diagnostics: Diagnostic[]): ServerSettings {
  const seen = new Map<string, Entry>();
  let settings: ServerSettings = {};
  for (const entry of node?.entries ?? []) {
    const key = entry.key.text;
    const earlier = seen.get(key);
    if (earlier !== undefined) {
      const related = [{ message: "first given here", span: earlier.key.span }];
      diagnostics.push(diagnose("API3012", entry.key.span, { key }, { related }));
      continue;
    }
    seen.set(key, entry);
    const read = readers.get(key);
    if (read !== undefined) settings = { ...settings, ...read(entry, diagnostics) };
    else if (!otherKeys.includes(key)) diagnostics.push(unknownKey(entry));
  }
  const entries = [...seen.values()];
  return {
    ...settings,
    properties: entries.map(propertyOf),
    places: new Map(entries.map(({ key, valueSpan }) => [key.text, valueSpan])),
  };
}

/** The options of a route: those of its block, then its own, then `@jwt`. An empty value of its own switches off the block's. */
export function resolveServer(block: ServerSettings, own: ServerSettings, jwt: Name | undefined): ServerOptions {
  const ownKeys = new Set((own.properties ?? []).map((property) => property.key));
  const properties = [
    ...(block.properties ?? []).filter((property) => !ownKeys.has(property.key)),
    ...(own.properties ?? []),
  ];
  const places = new Map([...(block.places ?? []), ...(own.places ?? [])]);
  const options: ServerOptions = { ...defaults, ...block, ...own, properties, places };
  return jwt === undefined ? options : { ...options, jwt: jwt.text, places: places.set("jwt", jwt.span) };
}

/** Joins doubled slashes and resolves dots as Go's `path.Clean` does for an absolute path. */
export function cleanPath(path: string): string {
  const segments: string[] = [];
  for (const segment of path.split("/")) {
    if (segment === "" || segment === ".") continue;
    if (segment === "..") segments.pop();
    else segments.push(segment);
  }
  return `/${segments.join("/")}`;
}

const defaults: ServerOptions = {
  group: "",
  prefix: "",
  jwt: undefined,
  jwtTransition: undefined,
  middlewares: [],
  timeout: undefined,
  maxBytes: undefined,
  signature: false,
  sse: false,
  rawBody: false,
  download: false,
  redirect: false,
  properties: [],
  places: new Map(),
};

type Reader = (entry: Entry, diagnostics: Diagnostic[]) => ServerSettings;

const readers: ReadonlyMap<string, Reader> = new Map<string, Reader>([
  ["group", readGroup],
  ["prefix", readPrefix],
  ["jwt", (entry, diagnostics) => ({ jwt: readSection(entry, diagnostics) })],
  ["jwtTransition", (entry, diagnostics) => ({ jwtTransition: readSection(entry, diagnostics) })],
  ["middleware", readMiddlewares],
  ["timeout", readTimeout],
  ["maxBytes", readMaxBytes],
  ["signature", (entry, diagnostics) => ({ signature: readFlag(entry, diagnostics) })],
  ["sse", (entry, diagnostics) => ({ sse: readFlag(entry, diagnostics) })],
  ["rawBody", (entry, diagnostics) => ({ rawBody: readFlag(entry, diagnostics) })],
  ["download", (entry, diagnostics) => ({ download: readFlag(entry, diagnostics) })],
  ["redirect", (entry, diagnostics) => ({ redirect: readFlag(entry, diagnostics) })],
]);

/** Read by OpenAPI. */
const otherKeys: readonly string[] = ["tags", "summary", "authType"];

function propertyOf(entry: Entry): Property {
  return { key: entry.key.text, value: entry.value };
}

function unknownKey({ key }: Entry): Diagnostic {
  const nearest = nearestName(key.text, [...readers.keys(), ...otherKeys]);
  const details = nearest === undefined ? {} : { help: `did you mean ${nearest}?` };
  return diagnose("API3011", key.span, { key: key.text }, details);
}

function readGroup({ value, valueSpan }: Entry, diagnostics: Diagnostic[]): ServerSettings {
  const segments = value.trim().split("/");
  if (segments[0] === "") segments.shift();
  if (segments.at(-1) === "") segments.pop();
  if (segments.every((segment) => /^\w[\w.-]*$/.test(segment))) return { group: segments.join("/") };
  diagnostics.push(diagnose("API3013", valueSpan, { group: value }));
  return {};
}

function readPrefix({ value, valueSpan }: Entry, diagnostics: Diagnostic[]): ServerSettings {
  const prefix = cleanPath(value.trim());
  const reason = pathProblem(prefix);
  if (reason !== undefined) diagnostics.push(diagnose("API1008", valueSpan, { path: value, reason }));
  else if (value.split("/").some((segment) => segment === ".." || segment === ".")) {
    diagnostics.push(diagnose("API3037", valueSpan, { prefix: value, read: prefix }));
  }
  return { prefix: prefix === "/" ? "" : prefix };
}

function readSection({ key, value, valueSpan }: Entry, diagnostics: Diagnostic[]): string | undefined {
  const name = value.trim();
  if (name === "") return undefined;
  if (isName(name)) return name;
  diagnostics.push(diagnose("API3018", valueSpan, { key: key.text, value }));
  return undefined;
}

function readMiddlewares({ value, valueSpan }: Entry, diagnostics: Diagnostic[]): ServerSettings {
  const names = value.split(",").map((name) => name.trim());
  const middlewares = names.filter((name) => name !== "");
  for (const name of middlewares) {
    if (!isName(name)) diagnostics.push(diagnose("API3019", valueSpan, { value: name }));
  }
  if (middlewares.length > 0 && middlewares.length < names.length) {
    diagnostics.push(diagnose("API3036", valueSpan, { value }));
  }
  for (const name of repeated(middlewares)) diagnostics.push(diagnose("API3035", valueSpan, { name }));
  return { middlewares };
}

function isName(text: string): boolean {
  return /^[A-Za-z_]\w*$/.test(text);
}

function readTimeout({ value, valueSpan }: Entry, diagnostics: Diagnostic[]): ServerSettings {
  if (value.trim() === "") return { timeout: undefined };
  const timeout = milliseconds(value.trim());
  if (timeout !== undefined) return { timeout };
  const help = /^\d+$/.test(value.trim()) ? { help: `write the unit: ${value.trim()}s or ${value.trim()}ms` } : {};
  diagnostics.push(diagnose("API3014", valueSpan, { value }, help));
  return {};
}

const duration = /^(?:(\d+)h)?(?:(\d+)m)?(?:(\d+)s)?(?:(\d+)ms)?(?:(\d+)\u00b5s)?(?:(\d+)ns)?$/;
const unitNanoseconds = [3_600_000_000_000, 60_000_000_000, 1_000_000_000, 1_000_000, 1000, 1];

/** Whole milliseconds: a part of one counts as one, as no time at all would mean no limit. */
function milliseconds(text: string): number | undefined {
  const parts = duration.exec(text)?.slice(1);
  const nanoseconds = parts?.reduce((sum, part, index) => sum + Number(part ?? 0) * (unitNanoseconds[index] ?? 0), 0);
  return nanoseconds === undefined ? undefined : Math.ceil(nanoseconds / 1_000_000);
}

function readMaxBytes({ value, valueSpan }: Entry, diagnostics: Diagnostic[]): ServerSettings {
  const text = value.trim();
  if (text === "") return { maxBytes: undefined };
  const { number = "", unit = "" } = /^(?<number>\d+)(?:(?<unit>[KMG])i?B?)?$/i.exec(text)?.groups ?? {};
  const maxBytes = Number(number) * 1024 ** (unit === "" ? 0 : "KMG".indexOf(unit.toUpperCase()) + 1);
  if (number === "" || !Number.isSafeInteger(maxBytes)) {
    diagnostics.push(diagnose("API3015", valueSpan, { value }));
    return {};
  }
  if (unit !== "") diagnostics.push(diagnose("API3021", valueSpan, { value: text, bytes: maxBytes }));
  return { maxBytes };
}

function readFlag({ key, value, valueSpan }: Entry, diagnostics: Diagnostic[]): boolean {
  const text = value.trim();
  if (text !== "true" && text !== "false" && text !== "") {
    diagnostics.push(diagnose("API3016", valueSpan, { key: key.text, value }));
  }
  return text === "true";
}
