/** A client may ask for a whole URL, as it asks a proxy. */
export function withoutOrigin(url: string): string {
  return url.replace(/^https?:\/\/[^/?]*/i, "");
}

/**
 * The path as go-zero matches it: without empty segments, `.`, `..` and a slash at the end. Encoded points count as such; an encoded slash
 * is data (RFC 3986, section 2.2), where go-zero has it divide segments.
 */
export function cleanUrl(given: string): string {
  const url = withoutOrigin(given);
  const query = url.indexOf("?");
  const path = (query === -1 ? url : url.slice(0, query)).replaceAll(/%2e/gi, ".");
  const rest = query === -1 ? "" : url.slice(query);
  if (path !== "" && !/\/\/|\/\.|.\/$/.test(path)) return path + rest;

  const segments: string[] = [];
  for (const segment of path.split("/")) {
    if (segment === "..") segments.pop();
    else if (segment !== "" && segment !== ".") segments.push(segment);
  }
  return `/${segments.join("/")}${rest}`;
}

/** A name that comes several times has all its values, in order. */
export function parseQuery(text: string): Record<string, string | string[]> {
  // No prototype, so that a parameter may be called `__proto__` or `constructor`.
  const values: Record<string, string | string[]> = Object.create(null);
  for (const [name, value] of new URLSearchParams(text)) {
    const earlier = values[name];
    if (earlier === undefined) values[name] = value;
    else if (typeof earlier === "string") values[name] = [earlier, value];
    else earlier.push(value);
  }
  return values;
}
