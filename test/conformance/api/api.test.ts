import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { hasErrors } from "../../../src/diagnostics/diagnostic.ts";
import { renderDiagnostic } from "../../../src/diagnostics/render.ts";
import { listRoutes } from "../../../src/generate/list-routes.ts";
import type { ListedRoute } from "../../../src/generate/list-routes.ts";
import { createNodeHost } from "../../../src/host/node-host.ts";
import { loadApi } from "../../../src/load/load-api.ts";
import type { ApiSpec } from "../../../src/model/api-spec.ts";
import { checkApi } from "../../../src/model/check-api.ts";
import { compareCodePoints } from "../../../src/text/compare-code-points.ts";
import { differences } from "./differences.ts";
import { harmless } from "./harmless.ts";
import { refused } from "./refused.ts";

/** One case of goctl 1.10.2: what it was given and what it made of it. */
interface ApiCase {
  readonly name: string;
  /** Whether goctl is to be followed, is stricter or laxer than users expect, or is wrong. */
  readonly kind: "normal" | "strict" | "lax" | "bug";
  /** Files by path; one that is not UTF-8 in base64. */
  readonly files: Readonly<Record<string, string | { readonly base64: string }>>;
  readonly accept: boolean;
  readonly service?: string;
  /** What goctl serves, `timeout` as the contract has it; keys with nothing in them are left out. */
  readonly routes?: readonly Partial<ListedRoute>[];
}

/** A route about which a contract says nothing. */
const nothing = {
  group: "",
  jwt: "",
  jwtTransition: "",
  middlewares: [],
  timeout: "",
  maxBytes: null,
  sse: false,
  signature: false,
  request: "",
  response: "",
  doc: "",
};

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

describe("what goctl refuses and users expect", () => {
  const strict = cases.filter((one) => one.kind === "strict");
  const reviewed = new Set(refused.flatMap((one) => one.cases));

  it.each(strict.filter((one) => !reviewed.has(one.name)))("is accepted: $name", (one) => {
    expect(read(one)).toMatchObject({ accepted: true });
  });

  it.each(strict.filter((one) => reviewed.has(one.name)))("is refused on purpose: $name", (one) => {
    expect(read(one)).toMatchObject({ accepted: false });
  });

  it("is reviewed only for cases that exist", () => {
    const names = new Set(strict.map((one) => one.name));
    expect([...reviewed].filter((name) => !names.has(name))).toEqual([]);
  });
});

describe("what goctl lets through", () => {
  const lax = cases.filter((one) => one.kind === "lax");
  const reviewed = new Set(harmless.flatMap((one) => one.cases));

  it.each(lax.filter((one) => !reviewed.has(one.name)))("is told: $name", (one) => {
    expect(read(one).problems).not.toBe("");
  });

  it.each(lax.filter((one) => reviewed.has(one.name)))("is right: $name", (one) => {
    expect(read(one).problems).toBe("");
  });

  it("is reviewed only for cases that exist", () => {
    const names = new Set(lax.map((one) => one.name));
    expect([...reviewed].filter((name) => !names.has(name))).toEqual([]);
  });
});

it.each(cases.filter((one) => /^07[34]-position-/.test(one.name)))(
  "the place is right where goctl's is not: $name",
  (one) => {
    expect(read(one).problems).toMatch(/\^{7}/); // under the word `Missing`, on its own line
    expect(read(one).problems).toMatch(/^\d+ \|.*\bMissing\b/m);
  },
);

describe("goctl's routes of a contract", () => {
  const served = cases.filter((one) => one.routes !== undefined && !intended.has(one.name));

  it.each(served)("are ours: $name", (one) => {
    const { list } = listRoutes(place(one), createNodeHost());
    expect(list?.service).toBe(one.service);
    expect(byPath(list?.routes ?? [])).toEqual(byPath((one.routes ?? []).map((route) => ({ ...nothing, ...route }))));
  });
});

/** Writes the files of a case and returns the path of the main one. */
function place(one: ApiCase): string {
  for (const [path, content] of Object.entries(one.files)) {
    const target = join(folder, one.name, path);
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, typeof content === "string" ? content : Buffer.from(content.base64, "base64"));
  }
  return join(folder, one.name, "main.api");
}

function read(one: ApiCase): { spec: ApiSpec | undefined; accepted: boolean; problems: string } {
  const { program, diagnostics } = loadApi(place(one), createNodeHost());
  const { spec, diagnostics: more } = checkApi(program);
  const all = [...diagnostics, ...more];
  expect(spec === undefined).toBe(hasErrors(all)); // there is a spec exactly if there is no error
  return { spec, accepted: spec !== undefined, problems: all.map(renderDiagnostic).join("\n") };
}

/** goctl sorts by group and path; the order in the source is ours. */
function byPath(routes: readonly Partial<ListedRoute>[]): readonly Partial<ListedRoute>[] {
  return routes.toSorted((a, b) => compareCodePoints(sortKey(a), sortKey(b)));
}

function sortKey({ group, path, method }: Partial<ListedRoute>): string {
  return [group, path, method].join("\n");
}
