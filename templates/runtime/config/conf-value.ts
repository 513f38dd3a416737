import { z } from "zod";
import { parseDuration } from "../duration.ts";

/** A length of time as Go writes it (`3s`, `1h30m`, `1.5s`), in milliseconds. */
export function duration() {
  return z
    .custom<string>(isDuration, "expected a duration such as 500ms, 3s or 1h30m")
    .transform((text) => parseDuration(text) ?? 0);
}

/** A key that tokens are signed with: it never appears in messages, and has to be changed before production. */
export function secret() {
  return z
    .string()
    .refine((text) => Buffer.byteLength(text) >= 8, "is shorter than 8 bytes")
    .meta({ secret: true, signingKey: true });
}

/** A secret of any length, which others have chosen. */
export function password() {
  return z.string().meta({ secret: true });
}

/** A key of go-zero that is accepted and told to have no effect. */
export function unused() {
  return z.unknown().optional().meta({ unused: true });
}

function isDuration(value: unknown): boolean {
  return typeof value === "string" && parseDuration(value) !== undefined;
}
