import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { canonicalJson } from "../binding/canonical-json.ts";
import { type ConformanceCase, readCases } from "../binding/conformance-case.ts";
import { sendCase } from "../binding/send-case.ts";
import { type RunningService, startConformanceService } from "../binding/start-conformance-service.ts";
import { differences } from "./differences.ts";
import { tokenService } from "./token-service.ts";

const cases = readCases("jwt-cases.json");
const reviewed = new Map(differences.flatMap((difference) => difference.cases.map((name) => [name, difference])));

describe.each([undefined])("go-zero's answers to tokens, variant %s", (variant) => {
  let service: RunningService | undefined;
  beforeAll(async () => (service = await startConformanceService(tokenService)));
  afterAll(async () => service?.stop());

  const ofVariant = cases.filter((one) => one.variant === variant);

  it.each(ofVariant.filter(({ name }) => !reviewed.has(name)))("$compat $name", async (one) => {
    const answer = await sendCase(one.request, service?.port ?? 0);
    expect({ status: answer.status, body: canonicalJson(answer.body) }, answer.body).toMatchObject(wantedOf(one));
  });

  it.each(ofVariant.filter(({ name }) => reviewed.has(name)))("differs on purpose: $name", async (one) => {
    const { status } = await sendCase(one.request, service?.port ?? 0);
    expect(status).toBe(reviewed.get(one.name)?.status);
    expect(status).not.toBe(one.response.status);
  });
});

it("differs only in cases that exist, each told once", () => {
  const names = cases.map(({ name }) => name);
  expect([...reviewed.keys()].filter((name) => !names.includes(name))).toEqual([]);
  expect(differences.flatMap((difference) => difference.cases)).toHaveLength(reviewed.size);
});

/** The status always, and what was seen of the claims. */
function wantedOf({ response }: ConformanceCase): { status: number; body?: string | undefined } {
  const { status, body = "" } = response;
  return status === 200 ? { status, body: canonicalJson(JSON.stringify(comparable(JSON.parse(body)))) } : { status };
}

interface Seen {
  readonly claims: Readonly<Record<string, { readonly type: string; readonly value: string }>>;
}

/** Lists and objects are in Go's own print, and of a fraction the digits that say nothing are left out. */
function comparable({ claims }: Seen): Seen {
  const entries = Object.entries(claims).map(([name, { type, value }]) => {
    const isFraction = type === "json.Number" && value.includes(".");
    const shown = isFraction ? String(Number(value)) : value;
    return [name, { type, value: /^(?:map|\[\])/.test(type) ? "" : shown }] as const;
  });
  return { claims: Object.fromEntries(entries) };
}
