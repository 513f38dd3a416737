/** Where the parts of a JSON text are. */
export interface JsonNode {
  readonly start: number;
  readonly end: number;
  /** The members of an object in order; undefined for anything else. */
  readonly members: readonly JsonMember[] | undefined;
}

export interface JsonMember {
  readonly key: string;
  /** Offset of the key's opening quote. */
  readonly start: number;
  readonly value: JsonNode;
}

/** The place where a text stops being JSON. */
export interface JsonProblem {
  readonly problemAt: number;
  readonly expected: string;
}

const DEPTH_LIMIT = 200;

/** Reads a whole JSON text (RFC 8259; a doubled key is a problem too). */
export function jsonLayout(text: string): JsonNode | JsonProblem {
  try {
    const node = readValue(text, skipSpace(text, 0), 0);
    const end = skipSpace(text, node.end);
    return end === text.length ? node : { problemAt: end, expected: "the end of the file" };
  } catch (error) {
    if (error instanceof Unreadable) return { problemAt: error.at, expected: error.expected };
    throw error;
  }
}

class Unreadable extends Error {
  readonly at: number;
  readonly expected: string;

  constructor(at: number, expected: string) {
    super(expected);
    this.at = at;
    this.expected = expected;
  }
}

function readValue(text: string, start: number, depth: number): JsonNode {
  if (depth > DEPTH_LIMIT) throw new Unreadable(start, "fewer brackets in each other");
  if (text[start] === "{") return readObject(text, start, depth);
  if (text[start] === "[") return readArray(text, start, depth);
  return { start, end: readScalar(text, start), members: undefined };
}

function readObject(text: string, start: number, depth: number): JsonNode {
  const members: JsonMember[] = [];
  const keys = new Set<string>();
  const end = readItems(text, { start, close: "}" }, (at) => {
    const keyEnd = readString(text, at);
    const key = String(JSON.parse(text.slice(at, keyEnd)));
    if (keys.has(key)) throw new Unreadable(at, `the key ${JSON.stringify(key)} only once`);
    keys.add(key);
    const colon = skipSpace(text, keyEnd);
    if (text[colon] !== ":") throw new Unreadable(colon, '":"');
    const value = readValue(text, skipSpace(text, colon + 1), depth + 1);
    members.push({ key, start: at, value });
    return value.end;
  });
  return { start, end, members };
}

function readArray(text: string, start: number, depth: number): JsonNode {
  const end = readItems(text, { start, close: "]" }, (at) => readValue(text, at, depth + 1).end);
  return { start, end, members: undefined };
}

/** Reads what stands between two brackets, separated by commas; returns the offset after the closing one. */
function readItems(
  text: string,
  { start, close }: { readonly start: number; readonly close: string },
  readItem: (at: number) => number,
): number {
  let at = skipSpace(text, start + 1);
  if (text[at] === close) return at + 1;
  for (;;) {
    at = skipSpace(text, readItem(at));
    if (text[at] === close) return at + 1;
    if (text[at] !== ",") throw new Unreadable(at, `"," or "${close}"`);
    at = skipSpace(text, at + 1);
  }
}

function readScalar(text: string, start: number): number {
  if (text[start] === '"') return readString(text, start);
  const scalar = /(?:true|false|null|-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?)(?![\w.+-])/uy;
  return matchEnd(scalar, text, start, "a value");
}

function readString(text: string, start: number): number {
  const string = /"(?:[^"\\\p{Cc}]|[\u007F-\u009F]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/uy;
  return matchEnd(string, text, start, "a string in double quotes");
}

function matchEnd(pattern: RegExp, text: string, start: number, expected: string): number {
  pattern.lastIndex = start;
  const match = pattern.exec(text);
  if (match === null) throw new Unreadable(start, expected);
  return start + match[0].length;
}

function skipSpace(text: string, start: number): number {
  let at = start;
  while (at < text.length && " \t\r\n".includes(text[at] ?? "")) at++;
  return at;
}
