import type { ApiSpec, Type } from "../../model/api-spec.ts";

/** The types that the routes of one group alone take or answer, each with its group; what is only inside others has none. */
export function groupsOfTypes({ routes }: ApiSpec): ReadonlyMap<string, string> {
  const users = new Map<string, Set<string>>();
  for (const { request, response, server } of routes) {
    for (const name of [directType(request), directType(response)]) {
      if (name !== undefined) users.set(name, (users.get(name) ?? new Set()).add(server.group));
    }
  }
  const groups = [...users].flatMap(([name, [group = "", ...others]]): readonly [string, string][] =>
    group === "" || others.length > 0 ? [] : [[name, group]],
  );
  return new Map(groups);
}

function directType(type: Type | undefined): string | undefined {
  switch (type?.kind) {
    case "reference":
      return type.name;
    case "array":
      return directType(type.element);
    case "pointer":
      return directType(type.target);
    case "map":
      return directType(type.value);
    case "primitive":
    case "any":
    case "time":
    case "file":
    case "struct":
    case undefined:
      return undefined;
  }
}
