import { ExactNumber } from "../binding/exact-number.ts";
import { readJson } from "../binding/read-json.ts";
import type { Claims } from "./claims.ts";

/** The claims of a token; undefined if its payload is no JSON object, says a thing twice, or has a time that is no number. */
export function readClaims(token: string): Claims | undefined {
  const payload = Buffer.from(token.split(".")[1] ?? "", "base64url").toString();
  const reading = readJson(payload);
  if (reading.kind === "fault") return undefined;
  const value = reading.isPlain ? reading.value : withNumbers(reading.value);
  if (!isObject(value) || !hasTimes(value)) return undefined;
  // What JavaScript writes as it stands has no name twice.
  const isWrittenAlike = reading.isPlain && JSON.stringify(value) === payload;
  return isWrittenAlike || memberCount(value) === colonCount(payload) ? value : undefined;
}

/** Whole numbers that JavaScript would round become bigints. */
function withNumbers(value: unknown): unknown {
  if (value instanceof ExactNumber) return numberOf(value.text);
  if (Array.isArray(value)) return value.map(withNumbers);
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, withNumbers(member)]));
}

function numberOf(text: string): number | bigint {
  const value = Number(text);
  return /^-?\d+$/.test(text) && !Number.isSafeInteger(value) ? BigInt(text) : value;
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
