import { camelCase, pascalCase, upperFirst } from "../../text/identifier.ts";
import { fileBaseName } from "../file-style.ts";
import type { FileStyle } from "../file-style.ts";
import type { ApiSpec, Route } from "../../model/api-spec.ts";

/** A route with everything that is called after it. Paths are relative to the project. */
export interface NamedRoute {
  readonly route: Route;
  /** Folder of the group with a slash behind it, or empty. */
  readonly folder: string;
  /** `../` for each folder of the group. */
  readonly up: string;
  readonly handlerFile: string;
  readonly handlerFunction: string;
  /** What `routes.ts` calls it: with the group in front where another group has a handler of that name. */
  readonly handlerAlias: string;
  readonly logicFile: string;
  readonly logicClass: string;
  readonly logicMethod: string;
  readonly schemaName: string;
  readonly testFile: string;
}

export function nameRoutes(spec: ApiSpec, style: FileStyle): readonly NamedRoute[] {
  const uses = new Map<string, number>();
  for (const { handler } of spec.routes) uses.set(pascalCase(handler), (uses.get(pascalCase(handler)) ?? 0) + 1);
  const taken = new Set<string>();
  return spec.routes.map((route) => {
    const isShared = (uses.get(pascalCase(route.handler)) ?? 0) > 1 && route.server.group !== "";
    const unique = isShared ? `${route.server.group.replaceAll("/", "_")}_${route.handler}` : route.handler;
    return nameRoute(route, style, unusedName(plainCamelCase(unique), taken));
  });
}

/** Groups such as `a/b` and `a_b` may lead to one name; the later ones get a number. */
function unusedName(name: string, taken: Set<string>): string {
  let candidate = name;
  for (let number = 2; taken.has(candidate); number++) candidate = `${name}${number}`;
  taken.add(candidate);
  return candidate;
}

/** The class of a handler's logic: `LoginLogic`. */
export function logicClass(handler: string): string {
  return `${pascalCase(handler)}Logic`;
}

function nameRoute(route: Route, style: FileStyle, uniqueName: string): NamedRoute {
  const { group } = route.server;
  const folder = group === "" ? "" : `${group}/`;
  const name = plainCamelCase(route.handler);
  // The words are those that the author wrote, so that `get_user` and `GetUser` are split alike in every style.
  const words = upperFirst(route.handler);
  return {
    route,
    folder,
    up: "../".repeat(group === "" ? 0 : group.split("/").length),
    handlerFile: `internal/handler/${folder}${fileBaseName(style, `${words}Handler`)}.ts`,
    handlerFunction: `${name}Handler`,
    handlerAlias: `${uniqueName}Handler`,
    logicFile: `internal/logic/${folder}${fileBaseName(style, `${words}Logic`)}.ts`,
    logicClass: logicClass(route.handler),
    logicMethod: membersOfLogic.has(name) ? `${name}_` : name,
    schemaName: `${uniqueName}Schema`,
    testFile: `test/${folder}${fileBaseName(style, words)}.test.ts`,
  };
}

/** Unlike a variable, a method or a part of a name may be `delete` or `import`. */
function plainCamelCase(name: string): string {
  const safe = camelCase(name);
  return safe.endsWith("_") ? safe.slice(0, -1) : safe;
}

/** What every logic class has already. */
const membersOfLogic: ReadonlySet<string> = new Set(["constructor", "ctx", "svcCtx"]);
