import { z } from "zod";

const unitMilliseconds: Readonly<Record<string, number>> = {
  ns: 1e-6,
  us: 1e-3,
  µs: 1e-3,
  μs: 1e-3,
  ms: 1,
  s: 1000,
  m: 60_000,
  h: 3_600_000,
};

/** A length of time as Go writes it (`3s`, `1h30m`, `1.5s`), in milliseconds. */
export function duration() {
  return z
    .custom<string>(isDuration, "expected a duration such as 500ms, 3s or 1h30m")
    .transform((text) => parseDuration(text) ?? 0);
}

/** A text that never appears in messages, and that has to be changed before production. */
export function secret() {
  return z
    .string()
    .refine((text) => Buffer.byteLength(text) >= 8, "is shorter than 8 bytes")
    .meta({ secret: true });
}

/** A key of go-zero that is accepted and told to have no effect. */
export function unused() {
  return z.unknown().optional().meta({ unused: true });
}

function isDuration(value: unknown): boolean {
  return typeof value === "string" && parseDuration(value) !== undefined;
}

function parseDuration(text: string): number | undefined {
  const [, sign, amount = ""] = /^([-+]?)(.+)$/.exec(text) ?? [];
  if (amount === "0") return 0;
  if (!/^(?:(?:\d+\.?\d*|\.\d+)(?:ns|us|µs|μs|ms|s|m|h))+$/.test(amount)) return undefined;

  let milliseconds = 0;
  for (const [, count, unit = ""] of amount.matchAll(/([\d.]+)([a-zµμ]+)/g)) {
    milliseconds += Number(count) * (unitMilliseconds[unit] ?? Number.NaN);
  }
  return sign === "-" ? -milliseconds : milliseconds;
}
