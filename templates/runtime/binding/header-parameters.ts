const token = String.raw`[!#$%&'*+.^\w\`|~-]+`;
const start = new RegExp(String.raw`^\s*(${token}(?:/${token})?)(?=\s*(?:;|$))`);
const parameter = new RegExp(String.raw`\s*;\s*(${token})\s*=\s*(?:(${token})|"((?:[^"\\]|\\.)*)")`, "y");

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
  const parameters = parametersIn(text, matched.length);
  return parameters === undefined ? undefined : { value: value.toLowerCase(), parameters };
}

/** All that stands behind a place; undefined if something else does, or a parameter has two values. */
function parametersIn(text: string, place: number): ReadonlyMap<string, string> | undefined {
  const parameters = new Map<string, string>();
  const decoded = new Map<string, string>();
  let rest = place;
  for (const { name, content, end } of writtenIn(text, place)) {
    if ((parameters.get(name) ?? content) !== content) return undefined;
    parameters.set(name, content);
    const extended = name.endsWith("*") ? decodedText(content) : undefined;
    if (extended !== undefined) decoded.set(name.slice(0, -1), extended);
    rest = end;
  }
  return ["", ";"].includes(text.slice(rest).trim()) ? new Map([...parameters, ...decoded]) : undefined;
}

interface WrittenParameter {
  readonly name: string;
  readonly content: string;
  readonly end: number;
}

/** Parameter by parameter: an expression for the whole would try every way to divide a long text between them. */
function* writtenIn(text: string, place: number): Generator<WrittenParameter> {
  let end = place;
  for (;;) {
    parameter.lastIndex = end;
    const found = parameter.exec(text);
    if (found === null) return;
    const [, name = "", plain, quoted = ""] = found;
    end = parameter.lastIndex;
    yield { name: name.toLowerCase(), content: plain ?? unescaped(quoted), end };
  }
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
