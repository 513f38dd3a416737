/** Go's zero time, in nanoseconds. */
const zero = instantOf("0001-01-01T00:00:00Z");

/** The nanoseconds from 1970 to a time in RFC 3339, exact; that of Go's zero time where there is none. */
export function instantOf(value: unknown): bigint {
  const match = typeof value === "string" ? /^(.{19})(?:\.(\d+))?(.*)$/.exec(value) : null;
  if (match === null) return zero;
  const [, seconds = "", fraction = "", zone = ""] = match;
  return BigInt(Date.parse(seconds + zone)) * 1_000_000n + BigInt(fraction.slice(0, 9).padEnd(9, "0"));
}

/** Whether it is Go's zero time, which has no other zone than UTC. */
export function isZeroTime(value: unknown): boolean {
  return typeof value === "string" && /(?:Z|[-+]00:00)$/i.test(value) && instantOf(value) === zero;
}
