/** The path as go-zero matches it: without empty segments, `.`, `..` and a slash at the end. */
export function cleanUrl(url: string): string {
  const query = url.indexOf("?");
  const path = query === -1 ? url : url.slice(0, query);
  if (!/\/\/|\/\.|.\/$/.test(path)) return url;

  const segments: string[] = [];
  for (const segment of path.split("/")) {
    if (segment === "..") segments.pop();
    else if (segment !== "" && segment !== ".") segments.push(segment);
  }
  return `/${segments.join("/")}${query === -1 ? "" : url.slice(query)}`;
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
