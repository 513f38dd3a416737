import { fileBaseName } from "../file-style.ts";
import type { ModelExtra } from "../cached-model/model-extras.ts";
import type { FileStyle } from "../file-style.ts";
import { groupsOfTypes } from "./groups-of-types.ts";
import { nameRoutes } from "./route-names.ts";
import type { Int64Type } from "./int64-type.ts";
import type { NamedRoute } from "./route-names.ts";
import type { RequestCheckMaker } from "./sample-request.ts";
import { structsOf } from "./struct-fields.ts";
import type { Structs } from "./struct-fields.ts";
import { nameTypes } from "./type-names.ts";
import type { TypeNames } from "./type-names.ts";
import type { ApiSpec } from "../../model/api-spec.ts";
import type { TableSpec } from "../../model/table-spec.ts";

/** All types in one file, or those that one group alone uses in a file of the group. */
export type TypeFiles = "one" | "by-group";

/** What `planProject` is told beside the contract. */
export interface ProjectStyle {
  readonly style: FileStyle;
  readonly typeFiles: TypeFiles;
  readonly int64: Int64Type;
  /** What models have beyond the methods by key. */
  readonly extras: readonly ModelExtra[];
  /** The contract's path as seen from the project folder, `/`-separated: what the project's own `generate` script names. */
  readonly contract: string;
  /** The DDL files' paths, likewise; those that `generate` has to name because it would not find them by itself. */
  readonly ddl: readonly string[];
  /** How samples in generated tests are checked; not at all where the contract has no rules for values. */
  readonly requestCheck?: RequestCheckMaker | undefined;
}

/** Everything that the files of one project are made from, computed once. */
export interface ProjectContext extends ProjectStyle {
  readonly spec: ApiSpec;
  readonly tables: readonly TableSpec[];
  readonly typeNames: TypeNames;
  /** The file of each declared type, by its name in the contract. */
  readonly fileOfType: ReadonlyMap<string, string>;
  readonly structs: Structs;
  readonly routes: readonly NamedRoute[];
  /** Names of the config sections that hold secrets, such as `Auth`, in order of first use. */
  readonly authSections: readonly string[];
  readonly transitionSections: readonly string[];
  readonly middlewares: readonly string[];
  /** Whether the service hands out refresh tokens: it is asked for tokens and its contract has a field `refreshToken`. */
  readonly hasRefreshTokens: boolean;
  /** Whether a route sends server-sent events. */
  readonly hasEvents: boolean;
  readonly files: FixedFiles;
}

/** Files that exist once, by what they are called in the project's style. */
interface FixedFiles {
  readonly entry: string;
  readonly settings: string;
  readonly developmentSettings: string;
  readonly config: string;
  readonly routes: string;
  readonly serviceContext: string;
  readonly setUpServer: string;
  readonly validationRules: string;
  readonly types: string;
  readonly schemas: string;
  readonly jwtMiddleware: string;
  readonly token: string;
  readonly testServer: string;
}

export function projectContext(spec: ApiSpec, tables: readonly TableSpec[], style: ProjectStyle): ProjectContext {
  const authSections = distinct(spec.routes.map((route) => route.server.jwt));
  const files = fixedFiles(spec.service, style.style);
  return {
    ...style,
    spec,
    tables,
    typeNames: nameTypes(spec),
    fileOfType: placeTypes(spec, style, files),
    structs: structsOf(spec),
    routes: nameRoutes(spec, style.style),
    authSections,
    transitionSections: distinct(spec.routes.map((route) => route.server.jwtTransition)),
    middlewares: distinct(spec.routes.flatMap((route) => route.server.middlewares)),
    hasRefreshTokens: authSections.length > 0 && hasRefreshTokenField(spec),
    hasEvents: spec.routes.some((route) => route.server.sse),
    files,
  };
}

function placeTypes(spec: ApiSpec, { style, typeFiles }: ProjectStyle, files: FixedFiles): ReadonlyMap<string, string> {
  const groups = typeFiles === "by-group" ? groupsOfTypes(spec) : new Map<string, string>();
  return new Map(
    spec.types.map(({ name }) => {
      const group = groups.get(name);
      const file =
        group === undefined ? files.types : `internal/types/${fileBaseName(style, group.replaceAll("/", "_"))}.ts`;
      return [name, file === files.schemas ? files.types : file];
    }),
  );
}

function fixedFiles(service: string, style: FileStyle): FixedFiles {
  const named = (name: string) => fileBaseName(style, name);
  const settings = `etc/${named(service)}`;
  return {
    // As in goctl: lowered first, so that it is one word, and without `-api` only where the style leaves that as it is.
    entry: `${named(service.toLowerCase()).replace(/-api$/u, "")}.ts`,
    settings: `${settings}.yaml`,
    developmentSettings: `${settings}.dev.yaml`,
    config: `internal/config/${named("config")}.ts`,
    routes: `internal/handler/${named("routes")}.ts`,
    serviceContext: `internal/svc/${named("service_context")}.ts`,
    setUpServer: `internal/server/${named("set_up_server")}.ts`,
    validationRules: `internal/server/${named("validation_rules")}.ts`,
    types: `internal/types/${named("types")}.ts`,
    schemas: `internal/types/${named("schemas")}.ts`,
    jwtMiddleware: `internal/middleware/${named("jwt_middleware")}.ts`,
    token: `internal/jwtx/${named("token")}.ts`,
    testServer: `test/${named("test_server")}.ts`,
  };
}

function hasRefreshTokenField(spec: ApiSpec): boolean {
  return spec.types.some(({ members }) =>
    members.some(
      (member) =>
        member.kind === "field" && member.tag.bindings.some((binding) => binding.name.toLowerCase() === "refreshtoken"),
    ),
  );
}

function distinct(names: readonly (string | undefined)[]): readonly string[] {
  return [...new Set(names.filter((name) => name !== undefined))];
}
