/** Why a path cannot be a route's path or prefix, or undefined if it can. */
export function pathProblem(path: string): string | undefined {
  const segments = path.split("/").slice(1);
  for (const [index, segment] of segments.entries()) {
    if (segment === "" && index === segments.length - 1) continue; // a slash at the end
    if (!/^:?[A-Za-z0-9_.-]+$/.test(segment)) return signProblem(segment);
    if (!/^(?:\.|:)?[A-Za-z0-9_]+(?:[.-][A-Za-z0-9_]+)*$/.test(segment)) {
      return `"-" and "." must stand between letters or digits in "${segment}"`;
    }
  }
  return undefined;
}

function signProblem(segment: string): string {
  if (segment === "") return "it has an empty segment";
  if (segment === ":") return 'a parameter needs a name behind ":"';
  const sign = /[^A-Za-z0-9_.-]/u.exec(segment.replace(/^:/, ""))?.[0] ?? "";
  return sign === ":"
    ? `":" can only start a segment, not stand in "${segment}"`
    : `"${sign}" cannot stand in a segment`;
}
