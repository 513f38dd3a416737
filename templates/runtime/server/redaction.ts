/** Names whose values are never logged; pino's own redaction takes ten times as long to look for them in nested objects. */
export const secretNames = [
  "authorization",
  "cookie",
  "password",
  "pass",
  "token",
  "accessToken",
  "refreshToken",
  "secret",
  "accessSecret",
  "prevSecret",
  "refreshSecret",
  "dataSource",
] as const;

const lowerCaseNames = new Set(secretNames.map((name) => name.toLowerCase()));
/** Members that have a serializer, which shows but a few of their parts. */
const serialized = new Set(["req", "res", "err"]);
/** What stands deeper pino does not print. */
const deepest = 7;

/** The line with the values of secret names replaced, wherever they stand. */
export function redactLine(line: Record<string, unknown>): Record<string, unknown> {
  return redactObject(line, 0);
}

function redactObject(object: object, depth: number): Record<string, unknown> {
  const shown: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(object)) {
    if (lowerCaseNames.has(name.toLowerCase())) shown[name] = "[Redacted]";
    else shown[name] = depth === 0 && serialized.has(name) ? value : redactValue(value, depth + 1);
  }
  return shown;
}

function redactValue(value: unknown, depth: number): unknown {
  if (typeof value !== "object" || value === null || depth > deepest) return value;
  if (Array.isArray(value)) return value.map((item) => redactValue(item, depth + 1));
  return "toJSON" in value ? value : redactObject(value, depth);
}
