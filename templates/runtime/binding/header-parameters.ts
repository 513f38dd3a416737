const token = String.raw`[!#$%&'*+.^\w\`|~-]+`;
const start = new RegExp(String.raw`^\s*(${token}(?:/${token})?)(?=\s*(?:;|$))`);
const parameter = new RegExp(
  String.raw`\s*;\s*(?<name>${token})\s*=\s*(?:(?<plain>${token})|"(?<quoted>(?:[^"\\]|\\.)*)")`,
  "gy",
);

/** What a header such as Content-Type or Content-Disposition says. */
export interface HeaderParameters {
  /** In lower case, such as `multipart/form-data`. */
  readonly value: string;
  /** By their names in lower case. */
  readonly parameters: ReadonlyMap<string, string>;
}

/** Reads a header as Go's `mime.ParseMediaType` does; undefined if it is not well formed, or says two things at once. */
export function headerParameters(text: string): HeaderParameters | undefined {
  const [matched = "", value = ""] = start.exec(text) ?? [];
  if (value === "") return undefined;
  // Parameter by parameter: an expression for the whole would try every way to divide a long text between them.
  const found = [...text.slice(matched.length).matchAll(parameter)];
  const end = found.reduce((length, [written]) => length + written.length, matched.length);
  const parameters = ["", ";"].includes(text.slice(end).trim()) ? parametersOf(found) : undefined;
  return parameters === undefined ? undefined : { value: value.toLowerCase(), parameters };
}

function parametersOf(found: readonly RegExpExecArray[]): ReadonlyMap<string, string> | undefined {
  const parameters = new Map<string, string>();
  const decoded = new Map<string, string>();
  for (const { groups = {} } of found) {
    const name = (groups["name"] ?? "").toLowerCase();
    const text = groups["plain"] ?? unescaped(groups["quoted"] ?? "");
    if ((parameters.get(name) ?? text) !== text) return undefined;
    parameters.set(name, text);
    const extended = name.endsWith("*") ? decodedText(text) : undefined;
    if (extended !== undefined) decoded.set(name.slice(0, -1), extended);
  }
  return new Map([...parameters, ...decoded]);
}

/** As in Go, a backslash before any other sign is one of a path of Windows. */
function unescaped(text: string): string {
  return text.replaceAll(/\\([()<>@,;:\\"/[\]?=])/g, "$1");
}

/** The text of a parameter such as `filename*=UTF-8''%E2%82%AC.txt` (RFC 8187). */
function decodedText(text: string): string | undefined {
  const encoded = /^(?:utf-8|us-ascii)'[^']*'(.*)$/is.exec(text)?.[1];
  if (encoded === undefined) return undefined;
  try {
    return decodeURIComponent(encoded);
  } catch {
    return undefined;
  }
}
