import { type KeyObject, createHmac, createSecretKey, timingSafeEqual } from "node:crypto";
import jsonwebtoken from "jsonwebtoken";
import { jsonText } from "../binding/json-text.ts";
import type { Claims } from "./claims.ts";
import { readClaims } from "./read-claims.ts";

const digests: Readonly<Record<string, string>> = { HS256: "sha256", HS384: "sha384", HS512: "sha512" };
const keys = new Map<string, KeyObject>();

/** The token of an `Authorization` header: after `Bearer` in any case or, as go-zero has it, with no scheme at all. */
export function bearerToken(header: string | undefined): string | undefined {
  return /^(?:bearer )?([^\s,]+)$/i.exec(header ?? "")?.[1];
}

/** The claims of a token that one of the secrets signed and whose time is now, else undefined. */
export function verifyToken(token: string, secrets: readonly string[]): Claims | undefined {
  const secret = secrets.find((candidate) => isSignedWith(token, candidate));
  if (secret === undefined) return undefined;

  const now = Math.floor(Date.now() / 1000);
  try {
    jsonwebtoken.verify(token, signingKey(secret), { algorithms: ["HS256", "HS384", "HS512"], clockTimestamp: now });
  } catch {
    return undefined;
  }
  const claims = readClaims(token);
  return claims !== undefined && isOfNow(claims, now) ? claims : undefined;
}

/** A token with the claims, good until `claims.exp`. */
export function signToken(claims: Claims, secret: string): string {
  const header = { alg: "HS256", typ: "JWT" };
  return jsonwebtoken.sign(jsonText(claims), signingKey(secret), { algorithm: "HS256", header });
}

/** Making the key once matters: with a text in its place jsonwebtoken takes forty times as long on Node 20. */
function signingKey(secret: string): KeyObject {
  const known = keys.get(secret);
  if (known !== undefined) return known;
  const key = createSecretKey(Buffer.from(secret));
  keys.set(secret, key);
  return key;
}

/**
 * Asked before jsonwebtoken, which throws on a bad signature: that would make refusing a token dearer than accepting it.
 * Texts are compared, not bytes, so that only the canonical base64url of a signature passes.
 */
function isSignedWith(token: string, secret: string): boolean {
  const [header = "", payload = "", signature = "", ...rest] = token.split(".", 4);
  const digest = digestOf(header);
  if (digest === undefined || rest.length > 0) return false;

  const expected = createHmac(digest, signingKey(secret)).update(`${header}.${payload}`).digest("base64url");
  return (
    expected.length === Buffer.byteLength(signature) && timingSafeEqual(Buffer.from(expected), Buffer.from(signature))
  );
}

/** A header with `crit` asks for an extension, and none is known here. */
function digestOf(header: string): string | undefined {
  try {
    const fields: unknown = JSON.parse(Buffer.from(header, "base64url").toString());
    if (typeof fields !== "object" || fields === null || "crit" in fields) return undefined;
    return "alg" in fields && typeof fields.alg === "string" && Object.hasOwn(digests, fields.alg)
      ? digests[fields.alg]
      : undefined;
  } catch {
    return undefined;
  }
}

/** What jsonwebtoken does not ask: times are numbers that mean something, and no token is from the future. */
function isOfNow({ exp, nbf, iat }: Claims, now: number): boolean {
  const times = [exp, nbf, iat].filter((time) => time !== undefined);
  return times.every((time) => Math.abs(time) <= Number.MAX_SAFE_INTEGER) && (iat === undefined || iat <= now);
}
