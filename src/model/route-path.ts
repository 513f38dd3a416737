/** A piece of one segment of a route's path. */
export type PathPart =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "parameter"; readonly name: string }
  /** Takes the rest of the path; called `*` if it has no name. */
  | { readonly kind: "wildcard"; readonly name: string };

export type PathParameter = Exclude<PathPart, { readonly kind: "text" }>;

/**
 * The segments of a path, each in its parts. `/:user-name` is one parameter, as in go-zero; only where a segment has more
 * than one `:` is it `:id-:version` (two parameters) or `:id:cancel` (a parameter and a verb behind it).
 */
export function pathSegments(path: string): readonly (readonly PathPart[])[] {
  return path.split("/").slice(1).map(partsOf);
}

/** What a path takes from a request, in order. */
export function pathParameters(path: string): readonly PathParameter[] {
  return pathSegments(path)
    .flat()
    .filter((part) => part.kind !== "text");
}

/** A parameter as a path has it: `:id`, `*path`, `*`. */
export function parameterText({ kind, name }: PathParameter): string {
  if (kind === "parameter") return `:${name}`;
  return name === "*" ? "*" : `*${name}`;
}

/** The same for two paths that match the same requests, as the names of parameters make no difference. */
export function pathShape(path: string): string {
  return pathSegments(path)
    .map((parts) => parts.map(shapeOf).join(""))
    .join("/");
}

function partsOf(segment: string): readonly PathPart[] {
  if (segment.startsWith("*")) return [{ kind: "wildcard", name: segment.slice(1) || "*" }];
  if (segment.lastIndexOf(":") <= 0) {
    return segment.startsWith(":")
      ? [{ kind: "parameter", name: segment.slice(1) }]
      : [{ kind: "text", text: segment }];
  }
  const pieces = segment.split(/((?<![A-Za-z0-9_]):[A-Za-z0-9_]+)/u).filter((piece) => piece !== "");
  return pieces.map((piece, index) =>
    piece.startsWith(":") && !isVerb(pieces, index)
      ? { kind: "parameter", name: piece.slice(1) }
      : { kind: "text", text: piece },
  );
}

/** `:cancel` straight behind `:id`. */
function isVerb(pieces: readonly string[], index: number): boolean {
  return index > 0 && pieces[index - 1]?.startsWith(":") === true;
}

function shapeOf(part: PathPart): string {
  switch (part.kind) {
    case "text":
      return part.text;
    case "parameter":
      return ":";
    case "wildcard":
      return "*";
  }
}
