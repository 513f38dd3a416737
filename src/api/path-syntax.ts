/** Servers and proxies take some 8,000 characters, and names of parameters become values. */
const lengthLimit = 2000;

/** Why a path cannot be a route's path or prefix, or undefined if it can. */
export function pathProblem(path: string): string | undefined {
  if (path.length > lengthLimit) return `it has more than ${lengthLimit} characters`;
  const segments = path.split("/").slice(1);
  for (const [index, segment] of segments.entries()) {
    const isLast = index === segments.length - 1;
    if (segment === "" && isLast) continue; // a slash at the end
    if (isLast && /^\*(?:[A-Za-z_][A-Za-z0-9_]*)?$/.test(segment)) continue;
    if (!/^[A-Za-z0-9_.:-]+$/.test(segment)) return signProblem(segment);
    if (!segmentPattern.test(segment)) return orderProblem(segment);
  }
  return undefined;
}

const segmentPattern = new RegExp(
  [
    "^(?:",
    "(?:\\.|:)?[A-Za-z0-9_]+(?:[.-][A-Za-z0-9_]+)*", // users, .well-known, :id, :user-name
    "|(?:[A-Za-z0-9_]+[.-])?:[A-Za-z0-9_]+(?:[.-]:?[A-Za-z0-9_]+)*(?::[A-Za-z0-9_]+)?", // :id-:version, v-:id, :id:cancel
    ")$",
  ].join(""),
);

function signProblem(segment: string): string {
  if (segment === "") return "it has an empty segment";
  const sign = /[^A-Za-z0-9_.:-]/u.exec(segment)?.[0] ?? "";
  return sign === "*" ? '"*" can only start the last segment' : `"${sign}" cannot stand in a segment`;
}

function orderProblem(segment: string): string {
  if (/:(?![A-Za-z0-9_])/.test(segment)) return 'a parameter needs a name behind ":"';
  return segment.includes(":")
    ? `"${segment}" is neither a text nor parameters with "-" or "." between them`
    : `"-" and "." must stand between letters or digits in "${segment}"`;
}
