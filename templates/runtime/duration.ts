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

/** Go counts nanoseconds in 64 bits: somewhat more than 292 years. */
const longest = 2 ** 63 / 1e6;

/** The milliseconds of a length of time as Go writes it (`3s`, `1h30m`, `1.5s`); `undefined` if the text is none. */
export function parseDuration(text: string): number | undefined {
  const [, sign, amount = ""] = /^([-+]?)(.+)$/u.exec(text) ?? [];
  if (amount === "0") return 0;
  if (!/^(?:(?:\d+(?:\.\d*)?|\.\d+)(?:ns|us|µs|μs|ms|s|m|h))+$/u.test(amount)) return undefined;

  let milliseconds = 0;
  for (const [, count, unit = ""] of amount.matchAll(/([\d.]+)([a-zµμ]+)/gu)) {
    milliseconds += Number(count) * (unitMilliseconds[unit] ?? Number.NaN);
  }
  if (milliseconds > longest) return undefined;
  return sign === "-" ? -milliseconds : milliseconds;
}
