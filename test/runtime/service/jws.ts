import { createHmac } from "node:crypto";

/** A part of a token: an object as JSON, a text as it stands. */
export function segment(value: unknown): string {
  return Buffer.from(typeof value === "string" ? value : JSON.stringify(value)).toString("base64url");
}

/** A token with the header, signed by the HMAC that the header's `alg` names. */
export function jws(header: object, payload: unknown, key: string): string {
  const digest = String(Reflect.get(header, "alg")).replace("HS", "sha");
  const content = `${segment(header)}.${segment(payload)}`;
  return `${content}.${createHmac(digest, key).update(content).digest("base64url")}`;
}
