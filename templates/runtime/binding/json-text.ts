/** Any value as JSON; a bigint is written with all its digits, and what JSON has nothing for as null. */
export function jsonText(value: unknown): string {
  if (typeof value === "string") return quotedText(value);
  if (typeof value === "bigint") return String(value);
  if (typeof value !== "object" || value === null) return plainText(value);
  if ("toJSON" in value && typeof value.toJSON === "function") return jsonText(value.toJSON());
  if (Array.isArray(value)) return `[${value.map(jsonText).join(",")}]`;
  const entries = Object.entries(value).filter(([, member]) => member !== undefined && typeof member !== "function");
  return `{${entries.map(([key, member]) => `${quotedText(key)}:${jsonText(member)}`).join(",")}}`;
}

/** A text in quotes. Most have no sign that is written otherwise. */
export function quotedText(text: string): string {
  return text.length < 100 && !needsEscape.test(text) ? `"${text}"` : JSON.stringify(text);
}

/** Anything but these: control characters, quotation marks, backslashes and halves of characters. */
const needsEscape = /[^ !#-[\]-\uD7FF\uE000-\uFFFF]/;

function plainText(value: unknown): string {
  if (typeof value === "number" && !Number.isFinite(value)) throw new TypeError("JSON has no such number");
  return typeof value === "number" || typeof value === "boolean" ? String(value) : "null";
}
