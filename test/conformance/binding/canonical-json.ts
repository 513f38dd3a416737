/**
 * A JSON text in a form that is equal for equal values: keys in order, integers with all their digits, other numbers as the
 * double that they are. Undefined if the text is no JSON.
 */
export function canonicalJson(text: string): string | undefined {
  // Strings are marked as such and numbers become strings, so that JSON.parse cannot round them.
  const marked = text.replaceAll(/"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g, (token) =>
    token.startsWith('"') ? `"s${token.slice(1)}` : `"n${canonicalNumber(token)}"`,
  );
  try {
    return JSON.stringify(sorted(JSON.parse(marked)));
  } catch {
    return undefined;
  }
}

function canonicalNumber(token: string): string {
  if (token === "-0") return "0";
  return /^-?\d+$/.test(token) ? token : String(Number(token));
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, member]) => [key, sorted(member)]));
}
