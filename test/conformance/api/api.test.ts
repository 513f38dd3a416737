import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { hasErrors } from "../../../src/diagnostics/diagnostic.ts";
import { renderDiagnostic } from "../../../src/diagnostics/render.ts";
import { createNodeHost } from "../../../src/host/node-host.ts";
import { loadApi } from "../../../src/load/load-api.ts";
import type { ApiSpec, Route, Type } from "../../../src/model/api-spec.ts";
import { checkApi } from "../../../src/model/check-api.ts";
import { differences } from "./differences.ts";

/** One case of goctl 1.10.2: what it was given and what it made of it. */
interface ApiCase {
  readonly name: string;
  /** Files by path; one that is not UTF-8 in base64. */
  readonly files: Readonly<Record<string, string | { readonly base64: string }>>;
  readonly accept: boolean;
  readonly routes?: readonly RouteSummary[];
}

interface RouteSummary {
  readonly method: string;
  readonly path: string;
  readonly handler: string;
  readonly group: string;
  readonly jwt: string;
  readonly middlewares: readonly string[];
  readonly request: string;
  readonly response: string;
}

const cases: readonly ApiCase[] = JSON.parse(readFileSync(new URL("cases.json", import.meta.url), "utf8"));
const intended = new Set(differences.flatMap((difference) => difference.cases));
const folder = mkdtempSync(join(tmpdir(), "api-conformance-"));

afterAll(() => rmSync(folder, { recursive: true }));

describe("goctl's verdict on a contract", () => {
  it.each(cases.filter((one) => !intended.has(one.name)))("is shared: $name", (one) => {
    expect(read(one)).toMatchObject({ accepted: one.accept });
  });

  it.each(cases.filter((one) => intended.has(one.name)))("is not shared on purpose: $name", (one) => {
    expect(read(one)).toMatchObject({ accepted: !one.accept });
  });

  it("is told only for cases that exist, and once for each", () => {
    const names = new Set(cases.map((one) => one.name));
    expect([...intended].filter((name) => !names.has(name))).toEqual([]);
    expect(differences.flatMap((difference) => difference.cases)).toHaveLength(intended.size);
  });
});

describe("goctl's routes of a contract", () => {
  const served = cases.filter((one) => one.routes !== undefined && !intended.has(one.name));

  it.each(served)("are ours: $name", (one) => {
    const { spec } = read(one);
    expect(inOneOrder(spec?.routes.map(summary) ?? [])).toEqual(inOneOrder((one.routes ?? []).map(comparable)));
  });
});

function read(one: ApiCase): { spec: ApiSpec | undefined; accepted: boolean; problems: string } {
  for (const [path, content] of Object.entries(one.files)) {
    const target = join(folder, one.name, path);
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, typeof content === "string" ? content : Buffer.from(content.base64, "base64"));
  }
  const { program, diagnostics } = loadApi(join(folder, one.name, "main.api"), createNodeHost());
  const { spec, diagnostics: more } = checkApi(program);
  const all = [...diagnostics, ...more];
  expect(spec === undefined).toBe(hasErrors(all)); // there is a spec exactly if there is no error
  return { spec, accepted: spec !== undefined, problems: all.map(renderDiagnostic).join("\n") };
}

function summary(route: Route): RouteSummary {
  return {
    method: route.method,
    path: route.fullPath,
    handler: route.handler,
    group: route.server.group,
    jwt: route.server.jwt ?? "",
    middlewares: route.server.middlewares,
    request: route.request ?? "",
    response: route.response === undefined ? "" : goText(route.response),
  };
}

/** goctl keeps a `Handler` suffix and the `*` of a request, which mean nothing. */
function comparable(route: RouteSummary): RouteSummary {
  return { ...route, handler: route.handler.replace(/[Hh]andler$/, ""), request: route.request.replace("*", "") };
}

/** goctl sorts by group and path; the order in the source is ours. */
function inOneOrder(routes: readonly RouteSummary[]): readonly string[] {
  return routes.map((route) => JSON.stringify(route)).toSorted();
}

function goText(type: Type): string {
  switch (type.kind) {
    case "primitive":
    case "reference":
      return type.name;
    case "any":
      return "any";
    case "time":
      return "time.Time";
    case "array":
      return `[${type.length ?? ""}]${goText(type.element)}`;
    case "map":
      return `map[${goText(type.key)}]${goText(type.value)}`;
    case "pointer":
      return `*${goText(type.target)}`;
    case "struct":
      return "struct";
  }
}
