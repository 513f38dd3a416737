import type { Claims } from "./claims.ts";

/** The claims of a token whose payload is JSON; undefined if that is no object, says a thing twice, or has a time that is none. */
export function readClaims(token: string): Claims | undefined {
  const payload = Buffer.from(token.split(".")[1] ?? "", "base64url").toString();
  const value: unknown = JSON.parse(payload);
  // What JavaScript writes as it stands has lost nothing: no number was rounded, no name was there twice.
  const written = JSON.stringify(value);
  if (written === payload) return asClaims(value);
  return memberCount(value) === colonCount(payload) ? asClaims(exactly(payload, written)) : undefined;
}

/** Reads a JSON text with its long integers as bigints; `written` is what JavaScript makes of it. */
function exactly(text: string, written: string): unknown {
  let mark = "long";
  while (written.includes(mark)) mark += "_";
  const marked = text.replaceAll(stringOrNumber, (found) => (isLong(found) ? `{"${mark}":"${found}"}` : found));
  return JSON.parse(marked, (_name, member: unknown) => {
    const isMarked = isObject(member) && Object.hasOwn(member, mark);
    return isMarked ? BigInt(String(member[mark])) : member;
  });
}

/** A string or a number. */
const stringOrNumber = /"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?(?:e[-+]?\d+)?/gi;

function isLong(found: string): boolean {
  return /^-?\d+$/.test(found) && !Number.isSafeInteger(Number(found));
}

function asClaims(value: unknown): Claims | undefined {
  return isObject(value) && hasTimes(value) ? value : undefined;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function hasTimes(claims: Readonly<Record<string, unknown>>): claims is Claims {
  return ["exp", "nbf", "iat"].every((name) => claims[name] === undefined || typeof claims[name] === "number");
}

/** How many members all objects of a value have. */
function memberCount(value: unknown): number {
  if (typeof value !== "object" || value === null) return 0;
  const members = Object.values(value);
  const own = Array.isArray(value) ? 0 : members.length;
  return members.reduce((count: number, member) => count + memberCount(member), own);
}

/** How many members are written in a JSON text. */
function colonCount(text: string): number {
  return text.replaceAll(/"(?:[^"\\]|\\.)*"/g, "").split(":").length - 1;
}
