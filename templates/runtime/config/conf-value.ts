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

/** A key of go-zero that is checked, and told to have no effect where it says something else than its default. */
export function withoutEffect<S extends z.ZodType>(schema: S): S {
  return schema.meta({ withoutEffect: true });
}

/** go-zero's `inherit`: a key that is left out is taken from the section around this one. */
export function inherited<S extends z.ZodType>(schema: S): S {
  return schema.meta({ inherited: true });
}

/** go-zero's `env=NAME`: the environment variable wins over the file, unless it is empty. */
export function fromEnvironment<S extends z.ZodType>(schema: S, variable: string): S {
  return schema.meta({ variable });
}

function isDuration(value: unknown): boolean {
  return typeof value === "string" && parseDuration(value) !== undefined;
}
