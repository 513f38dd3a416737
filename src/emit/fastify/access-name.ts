import type { Binding, Route } from "../../model/api-spec.ts";
import { routerParameter } from "./router-path.ts";

/** The key under which Fastify has a field of a request: Node gives header names in lower case. */
export function accessName({ source, name }: Binding, route: Route): string {
  switch (source) {
    case "header":
      return name.toLowerCase();
    case "path":
      return routerParameter(route.fullPath, name);
    case "form":
    case "file":
    case "json":
      return name;
  }
}
