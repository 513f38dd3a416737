import { diagnose } from "../../diagnostics/diagnose.ts";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import type { ApiSpec } from "../../model/api-spec.ts";
import type { TableSpec } from "../../model/table-spec.ts";
import type { Span } from "../../text/span.ts";
import { configProperty } from "./config-property.ts";
import { accessVariable, previousVariable, refreshVariable, transitionVariable } from "./environment-names.ts";
import { middlewareProperty } from "./middleware-names.ts";
import { middlewarePlace, sectionPlace } from "./name-places.ts";
import { projectContext } from "./project-context.ts";
import type { ProjectContext, ProjectStyle } from "./project-context.ts";
import { restConfKeys } from "./rest-conf-keys.ts";

/** Names of the contract that would be the same thing in the generated code as another one, or as what is there anyway. */
export function nameCollisions(
  spec: ApiSpec,
  tables: readonly TableSpec[],
  style: ProjectStyle,
): readonly Diagnostic[] {
  const context = projectContext(spec, tables, style);
  const found = [
    ...collisions(settings(context), (generated) => `the setting ${generated}`),
    ...collisions(variables(context), (generated) => `the environment variable ${generated}`),
    ...collisions(members(context), (generated) => `svcCtx.${generated}`),
    ...collisions(groupFolders(context), (generated) => `the folder ${generated} where case makes no difference`),
  ];
  // Sections that are one setting have the same variables, too, and groups in folders that are one are one in them.
  const told = new Set<Span | undefined>();
  return found.filter(({ span }) => !told.has(span) && told.add(span));
}

/** A generated name and what it is generated for. */
interface Claim {
  readonly generated: string;
  /** As a message begins with it: `section Auth`. */
  readonly claimant: string;
  /** Undefined for what is there whatever the contract says. */
  readonly place: Span | undefined;
}

function collisions(claims: readonly Claim[], text: (generated: string) => string): readonly Diagnostic[] {
  const first = new Map<string, Claim>();
  return claims.flatMap((claim) => {
    // Settings are read in any case; the names of the other kinds only get safer by it.
    const key = claim.generated.toLowerCase();
    const earlier = first.get(key);
    if (earlier === undefined) {
      first.set(key, claim);
      return [];
    }
    if (claim.place === undefined) return [];
    const related = earlier.place === undefined ? [] : [{ message: "first used here", span: earlier.place }];
    const values = { name: claim.claimant, generated: text(claim.generated), other: earlier.claimant };
    return [diagnose("GEN1042", claim.place, values, { related })];
  });
}

function settings(context: ProjectContext): readonly Claim[] {
  const { hasEvents, hasRefreshTokens, tables } = context;
  const own = [
    ...restConfKeys,
    ...(hasRefreshTokens ? ["refreshSecret", "refreshExpire"] : []),
    ...(tables.length > 0 ? ["dataSource", "cacheRedis"] : []),
    ...(hasEvents ? ["sse"] : []),
  ];
  return [
    { generated: "__proto__", claimant: "every JavaScript object", place: undefined },
    ...own.map((generated) => ({ generated, claimant: "the service itself", place: undefined })),
    ...sections(context).map(({ section, place }) => ({
      generated: configProperty(section),
      claimant: `section ${section}`,
      place,
    })),
  ];
}

function variables(context: ProjectContext): readonly Claim[] {
  const refresh = context.hasRefreshTokens
    ? [{ generated: refreshVariable, claimant: "the setting RefreshSecret", place: undefined }]
    : [];
  const ofSections = sections(context).flatMap(({ key, section, place }) => {
    const names = key === "jwt" ? [accessVariable(section)] : [transitionVariable(section), previousVariable(section)];
    return names.map((generated) => ({ generated, claimant: `section ${section}`, place }));
  });
  return [...refresh, ...ofSections];
}

function members({ middlewares, spec }: ProjectContext): readonly Claim[] {
  return middlewares.map((name) => ({
    generated: middlewareProperty(name),
    claimant: `middleware ${name}`,
    place: middlewarePlace(name, spec),
  }));
}

/** macOS and Windows have one folder for names that are equal but for case. */
function groupFolders({ spec }: ProjectContext): readonly Claim[] {
  const places = new Map<string, Span>();
  for (const { server } of spec.routes) {
    const segments = server.group.split("/");
    const folders = server.group === "" ? [] : segments.map((_, index) => segments.slice(0, index + 1).join("/"));
    const place = server.places.get("group") ?? spec.serviceSpan;
    for (const folder of folders) if (!places.has(folder)) places.set(folder, place);
  }
  return [...places].map(([generated, place]) => ({ generated, claimant: `group ${generated}`, place }));
}

interface Section {
  readonly key: "jwt" | "jwtTransition";
  readonly section: string;
  readonly place: Span;
}

function sections({ authSections, transitionSections, spec }: ProjectContext): readonly Section[] {
  const located = (key: Section["key"], names: readonly string[]): readonly Section[] =>
    names.map((section) => ({ key, section, place: sectionPlace(key, section, spec) }));
  return [...located("jwt", authSections), ...located("jwtTransition", transitionSections)];
}
