import { pathSegments } from "../../model/route-path.ts";
import type { PathPart } from "../../model/route-path.ts";

/**
 * A route's path as Fastify's router takes it (https://github.com/delvedor/find-my-way#paths): `-` and `.` end the name of
 * a parameter there, a wildcard has no name, and a colon that starts none is doubled.
 */
export function routerPath(path: string): string {
  return pathSegments(path)
    .map((parts) => `/${parts.map((part, index) => partText(part, parts[index + 1])).join("")}`)
    .join("");
}

/** Where the router puts the value of a parameter: its key in `request.params`. */
export function routerParameter(path: string, name: string): string {
  const isWildcard = pathSegments(path).some((parts) =>
    parts.some((part) => part.kind === "wildcard" && part.name === name),
  );
  return isWildcard ? "*" : routerName(name);
}

/** A path with a value for each of its parameters. */
export function filledPath(path: string, valueOf: (name: string) => string): string {
  return pathSegments(path)
    .map((parts) => `/${parts.map((part) => (part.kind === "text" ? part.text : valueOf(part.name))).join("")}`)
    .join("");
}

function partText(part: PathPart, next: PathPart | undefined): string {
  switch (part.kind) {
    case "text":
      return part.text.replaceAll(":", "::");
    case "parameter":
      // Without the expression the parameter would take the colon of a verb behind it for its own.
      return `:${routerName(part.name)}${next?.kind === "text" && next.text.startsWith(":") ? "(^[^/:]+)" : ""}`;
    case "wildcard":
      return "*";
  }
}

/** These signs can stand in no name of a contract, so that no two names become one. */
function routerName(name: string): string {
  return name.replaceAll("-", "~").replaceAll(".", "!");
}
