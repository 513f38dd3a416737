interface GoUrl {
  readonly scheme: string;
  readonly host: string;
  /** What follows the scheme if that is no slash. */
  readonly opaque: string;
  readonly path: string;
  readonly fragment: string;
}

/** Has a scheme and something behind it. */
export function isUrl(text: string): boolean {
  const url = readUrl(text.toLowerCase());
  if (url === undefined || url.scheme === "") return false;
  if (url.scheme === "file") return url.path.length > 1;
  return url.host !== "" || url.opaque !== "" || url.fragment !== "";
}

export function isHttpUrl(text: string): boolean {
  const url = readUrl(text.toLowerCase());
  return url !== undefined && url.host !== "" && /^https?$/.test(url.scheme);
}

/** A URL, or a path that begins with a slash. */
export function isUri(text: string): boolean {
  const url = text.split("#", 1)[0] ?? "";
  const parts = readUrl(url);
  return parts !== undefined && (parts.scheme !== "" || url.startsWith("/"));
}

/** What Go's `url.Parse` takes (https://pkg.go.dev/net/url#Parse); undefined for what it refuses. */
function readUrl(text: string): GoUrl | undefined {
  const parts = /^(?:([a-z][a-z0-9+.-]*):)?([^?#]*)(?:\?[^#]*)?(?:#(.*))?$/isu.exec(text);
  if (parts === null || text === "" || hasControlCharacter(text)) return undefined;
  const [, scheme = "", rest = "", fragment = ""] = parts;
  if (!isEscaped(fragment)) return undefined;
  if (scheme !== "" && !rest.startsWith("/")) return { scheme, host: "", opaque: rest, path: "", fragment };
  const place = placeOf(rest, scheme);
  return place === undefined ? undefined : { scheme, ...place, opaque: "", fragment };
}

function placeOf(rest: string, scheme: string): Pick<GoUrl, "host" | "path"> | undefined {
  const [, authority, path = rest] = /^\/\/([^/]*)(.*)$/su.exec(rest) ?? [];
  // Without a scheme a colon in the first segment would look like one.
  const looksLikeScheme = scheme === "" && authority === undefined && /^[^/]*:/.test(path);
  const host = hostOf(authority ?? "");
  return looksLikeScheme || host === undefined || !isEscaped(path) ? undefined : { host, path };
}

function hasControlCharacter(text: string): boolean {
  return Array.from(text).some((character) => character < " " || character === "\x7f");
}

/** Every `%` is followed by two hexadecimal digits. */
function isEscaped(text: string): boolean {
  return !/%(?![0-9A-Fa-f]{2})/.test(text);
}

/** Undefined if it cannot be a host, with or without a user before it and a port behind it. */
function hostOf(authority: string): string | undefined {
  const at = authority.lastIndexOf("@");
  if (at >= 0 && !/^(?:[A-Za-z0-9\-._:~!$&'()*+,;=]|%[0-9A-Fa-f]{2})*$/.test(authority.slice(0, at))) return undefined;
  const host = authority.slice(at + 1);
  const isHost = host.startsWith("[")
    ? /^\[[0-9A-Fa-f:.]+(?:%25[^\]]+)?\](?::\d*)?$/.test(host)
    : /^[^\s"<>%\\^`{|}[\]:]*(?::\d*)?$/.test(host);
  return isHost ? host : undefined;
}
